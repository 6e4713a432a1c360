"""Every doubt is told at its cell; what is sure is taken in, what is not is held."""

import pytest

from emulation.builders.registration_form import Period
from tests.emulation.imports.workbooks import HEAD, YEARS, all_told, lines, registrations, told

FORM = [["KHOA/PHÒNG: Khoa Nội"], HEAD]


def row(*targets, name="Lê Thị Hoa", position="Bác sĩ"):
    return [1, name, position, *targets]


def one(*targets, **kwargs):
    return registrations([*FORM, row(*targets, **kwargs)])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gương sáng", "UNKNOWN_TITLE"),
        ("LĐTT - Gương sáng", "UNKNOWN_TITLE"),
        ("Giấy khen UBND huyện", "UNKNOWN_TITLE"),
        ("Bằng khen", "AMBIGUOUS_TITLE"),
        ("LĐTT, Giấy khen", "AMBIGUOUS_TITLE"),
        ("CSTĐ", "AMBIGUOUS_TITLE"),
        ("CSTĐCS tỉnh", "AMBIGUOUS_TITLE"),
        ("LĐTT hoặc CSTĐCS", "AMBIGUOUS_TITLE"),
        ("Cờ thi đua", "AMBIGUOUS_TITLE"),
        ("TTLĐTT", "KIND_MISMATCH"),
        ("Cờ thi đua Chính phủ", "KIND_MISMATCH"),
        ("x", "NOT_A_TITLE"),
        ("có", "NOT_A_TITLE"),
        (1, "NOT_A_TITLE"),
        ("HTXSNV", "NOT_A_TITLE"),
        ("nt", "NOT_A_TITLE"),
        ("#REF!", "FORMULA_ERROR"),
        ("#N/A", "FORMULA_ERROR"),
        ("=1+1", "FORMULA_NO_VALUE"),
        ("<script>alert(1)</script>", "SUSPICIOUS_TEXT"),
    ],
)
def test_a_cell_in_error_holds_its_line(text, code):
    found = one("LĐTT", text)
    assert told(found) == [("E3", code)]
    assert found.held == [("DS", 3)]
    assert found.subjects[0].titles[2022] == ["LDTT"]


@pytest.mark.parametrize(
    ("text", "code", "codes"),
    [
        ("-", "EMPTY_MARK", None),
        ("không đăng ký", "EMPTY_MARK", None),
        ("0", "EMPTY_MARK", None),
        ("LĐTT – LĐTT", "DUP_TITLE", ["LDTT"]),
        ("LĐTT (nếu đủ điều kiện)", "EXTRA_TEXT", ["LDTT"]),
        ("Lao động tiên tiế", "TYPO", ["LDTT"]),
        ("Chiến sĩ thi đau cơ sở, LĐTT", "TYPO", ["LDTT", "CSTDCS"]),
        ("CSTĐ cơ sở", "MISSING_PREREQ", ["CSTDCS"]),
    ],
)
def test_a_remark_lets_its_line_pass(text, code, codes):
    found = one("LĐTT", text)
    assert [(place, told_code) for place, told_code, _ in all_told(found)] == [("E3", code)]
    assert found.held == []
    assert found.ready[0].titles.get(2023) == codes


def test_a_formula_with_a_name_in_it_is_told_at_the_name():
    assert told(one("LĐTT", name="=A1")) == [("B3", "FORMULA_NO_VALUE")]
    assert told(one("LĐTT", name="#REF!")) == [("B3", "FORMULA_ERROR")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("12345", "BAD_NAME"),
        ("???", "BAD_NAME"),
        ("Lê Thị Hoa, Trần Văn Bình", "MULTI_NAME"),
        ("Lê Thị Hoa và Trần Văn Bình", "MULTI_NAME"),
        ("1. Lê Thị Hoa\n2. Trần Văn Bình", "MULTI_NAME"),
        ("Lê " + "Thị " * 20 + "Hoa", "NAME_TOO_LONG"),
        ("<b>Lê Thị Hoa</b>", "SUSPICIOUS_TEXT"),
    ],
)
def test_a_name_that_is_none_holds_its_line(name, code):
    found = one("LĐTT", name=name)
    assert told(found) == [("B3", code)]
    assert found.held == [("DS", 3)]


def test_titles_without_a_name():
    found = registrations([*FORM, [1, None, "Bác sĩ", "LĐTT"], row("LĐTT")])
    assert told(found) == [("B3", "MISSING_NAME")]
    assert found.held == [("DS", 3)]
    assert [line[0] for line in lines(found)] == [4]


def test_a_name_without_titles_is_kept_with_a_word():
    found = one()
    assert all_told(found) == [("B3", "NO_TITLES", "warning")]
    assert lines(found) == [(3, "Khoa Nội", "Lê Thị Hoa", "ca_nhan", {})]


def test_a_missing_position_is_a_remark():
    assert all_told(one("LĐTT", position=None)) == [("C3", "MISSING_POSITION", "warning")]


def test_a_position_longer_than_a_sheet_keeps_is_left_out_with_a_word():
    found = one("LĐTT", position="Trưởng khoa " * 11)
    assert all_told(found) == [("C3", "POSITION_TOO_LONG", "warning")]
    assert [subject.position for subject in found.ready] == [""]


@pytest.mark.parametrize("start", ["Mô hình: ", "Tập thể "])
def test_a_name_longer_than_a_sheet_keeps_holds_its_line(start):
    found = one("Giấy khen Sở Y tế", name=f"{start}{'Bếp ăn tình thương ' * 11}", position=None)
    assert ("B3", "NAME_TOO_LONG") in told(found)
    assert found.held == [("DS", 3)]


def test_a_line_that_stands_twice_is_held_once():
    found = registrations([*FORM, row("LĐTT"), row("LĐTT")])
    assert told(found) == [("B4", "DUPLICATE_ROW")]
    assert found.held == [("DS", 4)]


def test_one_subject_with_two_sets_of_titles():
    found = registrations([*FORM, row("LĐTT"), row("LĐTT – CSTĐ cơ sở")])
    assert told(found) == [("B4", "DUPLICATE_SUBJECT")]


def test_namesakes_with_other_posts_are_two_people():
    found = registrations([*FORM, row("LĐTT"), row("LĐTT", position="Điều dưỡng")])
    assert all_told(found) == [("B4", "SAME_NAME", "warning")]
    assert len(found.ready) == 2


def test_namesakes_in_two_units_are_no_news():
    head = ["STT", "Họ và tên", "Khoa/phòng", "Chức vụ", *YEARS]
    rows = [head, [1, "Lê An", "Khoa Nội", "Bác sĩ", "LĐTT"], [2, "Lê An", "Khoa Nhi", "Bác sĩ", "LĐTT"]]
    assert all_told(registrations(rows)) == []


def test_a_tone_on_another_letter_is_the_same_name():
    found = registrations([*FORM, row("LĐTT", name="Lê Thị Hòa"), row("LĐTT", name="LÊ THỊ HOÀ")])
    assert told(found) == [("B4", "DUPLICATE_ROW")]
    assert told(registrations([*FORM, row("LĐTT", name="Lê Thị Lan"), row("LĐTT", name="Lê Thị Lân")])) == []


def test_a_cell_merged_over_years_is_no_answer():
    found = registrations([*FORM, row("LĐTT", None, "LĐTT")], "D3:E3")
    assert told(found) == [("D3", "MERGED_ACROSS_YEARS")]
    assert found.subjects[0].titles == {2024: ["LDTT"]}


def test_a_year_outside_the_period_is_told_at_each_filled_cell():
    rows = [
        ["KHOA/PHÒNG: Khoa Nội"],
        [*HEAD, 2026],
        row("LĐTT", None, None, None, "LĐTT"),
        [2, "Lê An", "Bác sĩ", "LĐTT"],
    ]
    found = registrations(rows)
    assert told(found) == [("H3", "YEAR_OUT_OF_PERIOD")]
    assert found.held == [("DS", 3)]


@pytest.mark.parametrize("header", ["20222", "Năm thứ hai", "2022-2023", None])
def test_a_year_that_cannot_be_read_is_told_at_the_header(header):
    rows = [["KHOA/PHÒNG: Khoa Nội"], [*HEAD[:4], header, *HEAD[5:]], row("LĐTT", "LĐTT", "LĐTT")]
    found = registrations(rows)
    assert told(found) == [("E2", "BAD_YEAR_HEADER")]
    assert lines(found)[0][4] == {2022: ["LDTT"], 2024: ["LDTT"]}


def test_a_year_that_stands_twice():
    head = [*HEAD[:4], 2022, *HEAD[5:]]
    alike = registrations([["KHOA/PHÒNG: Khoa Nội"], head, row("LĐTT", "LĐTT")])
    assert told(alike) == [("E2", "DUPLICATE_YEAR_COLUMN")]
    assert lines(alike)[0][4] == {2022: ["LDTT"]}
    other = registrations([["KHOA/PHÒNG: Khoa Nội"], head, row("LĐTT", "LĐTT – CSTĐ cơ sở")])
    assert ("E2", "DUPLICATE_YEAR_COLUMN") in told(other)
    assert other.held == [("DS", 3)]


def test_lists_without_a_header_or_without_years_are_refused():
    bare = registrations([[1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"], [2, "Lê An", "Bác sĩ", "LĐTT"]])
    assert (bare.is_refused, bare.codes) == (True, ["NO_DATA", "NO_HEADER"])
    yearless = registrations([["STT", "Họ và tên", "Chức vụ", "Danh hiệu"], row("LĐTT")])
    assert (yearless.is_refused, yearless.codes) == (True, ["NO_DATA", "NO_YEAR_COLUMNS"])
    empty = registrations([HEAD, [1], [2]])
    assert (empty.is_refused, empty.codes) == (True, ["NO_DATA"])


def test_titles_beside_the_list_are_not_passed_over_in_silence():
    found = registrations([*FORM, [*row("LĐTT"), None, None, None, None, "LĐTT"]])
    assert all_told(found) == [("I3", "EXTRA_TEXT", "warning")]


def test_nobody_knows_the_unit():
    found = registrations([HEAD, row("LĐTT")])
    assert told(found) == [("B2", "MISSING_UNIT")]
    assert lines(registrations([HEAD, row("LĐTT")], unit="Khoa Nội"))[0][1] == "Khoa Nội"


def test_the_whole_period_may_be_registered_when_no_years_are_given():
    head = ["STT", "Tập thể, cá nhân đăng ký", "Chức vụ", 2026, 2027]
    found = registrations([["KHOA/PHÒNG: Khoa Nội"], head, row("LĐTT", "LĐTT")], period=Period(2026, 2030))
    assert told(found) == []


def test_a_formula_that_reaches_out_is_hostile():
    assert told(one('=HYPERLINK("http://x.example","LĐTT")')) == [("D3", "SUSPICIOUS_TEXT")]
    assert told(one("LĐTT", name='=cmd|"/c calc"!A1')) == [("B3", "SUSPICIOUS_TEXT")]
