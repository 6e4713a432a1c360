"""Lists with thousands of wrong rows: every row stays held, and what is no longer told one by one is counted."""

import pytest

from emulation.builders import findings as told_of
from emulation.builders import title_reader
from emulation.builders.batch_reading import choices_for, fix_of, place_of
from emulation.builders.findings import Findings, error, warning
from emulation.builders.header_words import role_of as registration_role
from emulation.builders.late_errors import late_error
from emulation.builders.staff_columns import role_of as staff_role
from emulation.builders.subjects import Subject
from emulation.builders.title_reader import TitleReader
from emulation.services.entry import add_entry, set_targets
from emulation.services.registration_import import mend_workbook, plan_of
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import hand_in
from tests.emulation.imports.workbooks import HEAD, registrations, workbook
from tests.factories import person
from tests.factories.sheets import open_round


def rows_of(findings):
    return [(found.row, found.code) for found in findings.told()]


def test_after_many_findings_a_row_keeps_the_first_error_that_holds_it(monkeypatch):
    monkeypatch.setattr(told_of, "MOST", 2)
    findings = Findings(holding={"BAD"})
    for row in (1, 2, 3):
        for issue in (warning("W", "w"), error("SOFT", "s"), error("BAD", "a"), error("BAD", "b")):
            findings.add("A", row, "B", issue)
    assert rows_of(findings) == [(1, "W"), (1, "SOFT"), (1, "BAD"), (2, "BAD"), (3, "BAD"), (1, "MORE_FINDINGS")]
    assert findings.told()[-1].message.startswith("Từ đây mỗi dòng chỉ nêu một lỗi; còn 7 lỗi, lưu ý chưa nêu.")
    assert [findings.is_held("A", row) for row in (1, 2, 3, 4)] == [True, True, True, False]


def test_rows_after_too_many_held_ones_wait_unread(monkeypatch):
    monkeypatch.setattr(told_of, "MOST_HELD", 2)
    people = [[n, f"Lê Thị {name}", "Bác sĩ", "LĐTT"] for n, name in enumerate(("A1", "A2", "Hoa", "Mai"), start=1)]
    found = registrations([HEAD[:4], *people], unit="Khoa Nội")
    assert [(row, code) for (_, row), code in zip(found.held, [f.code for f in found.findings], strict=True)] == [
        (2, "BAD_NAME"),
        (3, "BAD_NAME"),
        (4, "ROW_NOT_READ"),
        (5, "ROW_NOT_READ"),
    ]


def test_what_a_title_may_mean_is_looked_for_a_number_of_times(monkeypatch):
    monkeypatch.setattr(title_reader, "MOST_UNSURE", 1)
    reader = TitleReader()
    first = reader.read("Chiến sĩ thi đua cơ sởo")
    assert (first.codes, [issue.code for issue in first.issues]) == (("CSTDCS",), ["TYPO"])
    assert reader.read("Chiến sĩ thi đua cơ sởo") == first
    later = reader.read("Chiến sĩ thi đua cơ sởu")
    assert (later.codes, [issue.code for issue in later.issues]) == ((), ["UNKNOWN_TITLE"])


def test_titles_that_are_spelt_right_are_read_however_many_were_wrong(monkeypatch):
    monkeypatch.setattr(title_reader, "MOST_UNSURE", 0)
    reader = TitleReader()
    texts = ("LĐTT", "LĐTT – CSTĐ cơ sở", "Lao động tiên tiến; Giấy khen SYT", "", "-", "x")
    readings = [(reader.read(text).codes, [issue.code for issue in reader.read(text).issues]) for text in texts]
    assert readings == [
        (("LDTT",), []),
        (("LDTT", "CSTDCS"), []),
        (("LDTT", "GK_SYT"), []),
        ((), []),
        ((), ["EMPTY_MARK"]),
        ((), ["NOT_A_TITLE"]),
    ]


def late(cell, code="UNKNOWN_TITLE", kind="ca_nhan"):
    """Return what is told about a cell whose error was not listed, and the ways out of it."""
    subject = Subject("DS", 4, "Khoa Nội", "Lê Thị Hoa", kind, texts={2023: cell}, columns={2023: "E"})
    subject.silent = (("E", code),)
    found = late_error(subject)
    return found.message, [label for _, label in choices_for(found, kind)]


def test_an_error_that_is_told_late_says_what_may_have_been_meant():
    text, ways = late("LĐTT – Giấy khen", "AMBIGUOUS_TITLE")
    assert text == "“Giấy khen” chưa rõ: có thể là GK đơn vị hoặc GK Sở Y tế. Lỗi này trước đây chưa nêu."
    assert ways == ["GK đơn vị", "GK Sở Y tế", "Bỏ phần này"]


def test_a_title_of_others_that_is_told_late_may_be_changed_into_its_twin():
    text, ways = late("Tập thể lao động tiên tiến", "KIND_MISMATCH")
    assert text == "TTLĐTT là danh hiệu của tập thể, không ghi cho cá nhân. Lỗi này trước đây chưa nêu."
    assert ways == ["Đổi thành LĐTT", "Bỏ phần này"]


def test_a_slip_that_was_not_looked_into_is_asked_about_when_it_is_told_late():
    text, ways = late("Chiến sĩ thi đua cơ sởo")
    unknown = "Danh hiệu không có trong danh mục: “Chiến sĩ thi đua cơ sởo”."
    assert text == f"{unknown} Có phải CSTĐCS không? Lỗi này trước đây chưa nêu."
    assert ways == ["CSTĐCS", "Bỏ phần này"]


def test_a_late_error_of_which_the_cell_says_nothing_more_may_be_left_out():
    text, ways = late("LĐTT", "MERGED_ACROSS_YEARS")
    assert (text[:38], ways) == ("Ô này cũng có lỗi, trước đây chưa nêu.", ["Bỏ trống ô này"])


@pytest.mark.django_db
def test_what_was_meant_by_a_cell_that_is_told_late_is_chosen_on_the_page(tree, office, monkeypatch):
    monkeypatch.setattr(told_of, "MOST", 1)
    called = open_round(tree)
    person("Lê Thị Hoa", tree.noi)
    person("Trần Văn Bình", tree.noi)
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "CST"], [2, "Trần Văn Bình", "Bác sĩ", "qqq zzz", "LĐTT – Giấy khen"]]
    batch = hand_in(workbook({"DS": [["KHOA/PHÒNG: Khoa Nội tổng hợp"], *rows]}), called, office)
    mend_workbook(batch, place=place_of("DS", 4, "D"), fix=fix_of("drop"), by=office)
    batch.refresh_from_db()
    asked = next(f for f in plan_of(batch).findings if f.row == 4 and f.severity == "error")
    ways = {label: way for way, label in choices_for(asked, "ca_nhan")}
    mend_workbook(batch, place=place_of("DS", 4, asked.column), fix=fix_of(ways["GK Sở Y tế"]), by=office)
    batch.refresh_from_db()
    assert plan_of(batch).lines[1].cells == {2023: ([], ["LDTT", "GK_SYT"])}


@pytest.mark.django_db
def test_an_error_that_was_not_listed_holds_its_row_once_the_listed_one_is_mended(tree, office, monkeypatch):
    monkeypatch.setattr(told_of, "MOST", 1)
    called = open_round(tree)
    entry = add_entry(open_sheet(called, tree.noi, by=office), staff=person("Trần Văn Bình", tree.noi), by=office)
    set_targets(entry, 2023, chosen=["LDTT"], by=office)
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "CST", "xx yy"], [2, "Trần Văn Bình", "Bác sĩ", "qqq zzz", "xxx yyyy zz"]]
    batch = hand_in(workbook({"DS": [["KHOA/PHÒNG: Khoa Nội tổng hợp"], *rows]}), called, office)
    mend_workbook(batch, place=place_of("DS", 4, "D"), fix=fix_of("drop"), by=office)
    batch.refresh_from_db()
    plan = plan_of(batch)
    assert [(line.outcome, line.cells) for line in plan.lines] == [("held", {}), ("held", {})]
    assert [(f.column, f.value) for f in plan.findings if f.row == 4 and f.severity == "error"] == [
        ("E", "xxx yyyy zz")
    ]
    mend_workbook(batch, place=place_of("DS", 4, "E"), fix=fix_of("drop"), by=office)
    batch.refresh_from_db()
    assert plan_of(batch).lines[1].cells == {2023: (["LDTT"], [])}


def test_a_text_longer_than_any_heading_is_none():
    long = "Họ và tên " * 100
    assert registration_role("Họ và tên") and staff_role("Họ và tên")
    assert registration_role(long) == staff_role(long) == ""
