"""What the words of a cell mean: people, collectives, titles."""

import pytest

from emulation.builders import names, units
from emulation.builders.title_cells import read_titles


@pytest.mark.parametrize(
    ("text", "name", "prefix", "position"),
    [
        ("BS CKI Vũ Thị Nga", "Vũ Thị Nga", "BS CKI", ""),
        ("BS.CKII Nguyễn Văn An", "Nguyễn Văn An", "BS.CKII", ""),
        ("PGS. TS Trần Đình Long", "Trần Đình Long", "PGS. TS", ""),
        ("Thạc sĩ, bác sĩ Lê Văn Tám", "Lê Văn Tám", "Thạc sĩ, bác sĩ", ""),
        ("BS.Nguyễn Văn An", "Nguyễn Văn An", "BS.", ""),
        ("Nguyễn Văn An, BSCKI", "Nguyễn Văn An", "BSCKI", ""),
        ("Ông Nguyễn Văn Long", "Nguyễn Văn Long", "", ""),
        ("Ông Văn Tùng", "Ông Văn Tùng", "", ""),
        ("1. NGUYỄN VĂN LONG", "Nguyễn Văn Long", "", ""),
        ("- nguyễn văn long", "Nguyễn Văn Long", "", ""),
        ("Nguyễn Văn Long - Trưởng khoa", "Nguyễn Văn Long", "", "Trưởng khoa"),
        ("Nguyễn Văn Long\n(Trưởng khoa)", "Nguyễn Văn Long", "", "Trưởng khoa"),
        ("Y Thị Bích", "Y Thị Bích", "", ""),
        ("Y sĩ Cao Bá Y", "Cao Bá Y", "Y sĩ", ""),
        ("Từ Thu Loan", "Từ Thu Loan", "", ""),
        ("H'Hen Niê", "H'Hen Niê", "", ""),
    ],
)
def test_a_persons_name_is_parted_from_the_rest(text, name, prefix, position):
    found = names.person(text)
    assert (found.name, found.prefix, found.position, found.issues) == (name, prefix, position, ())


@pytest.mark.parametrize(
    ("text", "is_unit"),
    [
        *[(text, True) for text in (
            "Khoa Nội A", "PHÒNG TCHC", "Ban Giám đốc", "Tập thể khoa Nội", "khoa noi", "Doan thanh nien",
            "Đoàn Thanh niên", "P. TCHC", "I. Khoa Nội",
        )],
        *[(text, False) for text in (
            "Đoàn Thành Tuấn", "To Thi Lan", "Vien Thi Bich", "Phùng Thị Nhung", "Nguyễn Đăng Khoa", "Bế Văn Ngọc",
        )],
    ],
)  # fmt: skip
def test_collectives_are_told_from_people(text, is_unit):
    assert units.is_collective(text) is is_unit


def test_units_are_compared_without_their_small_differences():
    same = [
        "Khoa Nhi - Nhiễm",
        "khoa nhi – nhiễm",
        "KHOA NHI NHIỄM",
        "Khoa Nhi và Nhiễm",
        "1. Khoa Nhi, Nhiễm",
        "K. Nhi - Nhiễm",
    ]
    assert {units.unit_sign(name) for name in same} == {"khoa nhi nhiem"}
    assert units.collective_name("Tập thể khoa Nội") == "Khoa Nội"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("LĐTT – CSTĐ cơ sở - Giấy khen Sở Y tế - Bằng khen UBND Tỉnh", ["LDTT", "CSTDCS", "GK_SYT", "BK_TINH"]),
        ("TTLĐTT – TTLĐXS –\nGiấy khen SYT", ["TTLDTT", "TTLDXS", "GK_SYT"]),
        ("LĐTT CSTĐCS GK SYT", ["LDTT", "CSTDCS", "GK_SYT"]),
        ("1. LĐTT 2. CSTĐCS 3) GK BV", ["LDTT", "CSTDCS", "GK_DV"]),
        ("L.Đ.T.T; CSTĐ-CS", ["LDTT", "CSTDCS"]),
        ("Bằng khen\nUBND tỉnh", ["BK_TINH"]),
        ("Chiến sĩ\nthi đua cơ sở", ["CSTDCS"]),
        ("Danh hiệu “Lao động tiên tiến” và “Chiến sỹ thi đua cơ sở”", ["LDTT", "CSTDCS"]),
        ("Giấy khen của Giám đốc Sở Y tế tỉnh Quảng Bình", ["GK_SYT"]),
        ("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Quảng Bình", ["BK_TINH"]),
        ("Giấy khen của Bệnh viện đa khoa khu vực", ["GK_DV"]),
        ("GK của GĐ SYT; BK CT UBND tỉnh", ["GK_SYT", "BK_TINH"]),
        ("HCLĐ hạng Ba", ["HCLD3"]),
        ("Huân chương Lao động hạng III", ["HCLD3"]),
        ("BK TTgCP / Cờ thi đua của Chính phủ", ["BK_TTG", "CO_CP"]),
        ("LÐTT", ["LDTT"]),
        ("CSTĐ Bộ, ban, ngành, tỉnh", ["CSTDT"]),
        ("LĐTT...", ["LDTT"]),
        ("", []),
    ],
)
def test_titles_are_read_however_they_are_written(text, codes):
    assert (list(read_titles(text).codes), read_titles(text).issues) == (codes, ())


@pytest.mark.parametrize(
    ("text", "codes", "told"),
    [
        ("Lao động tiên tiêng", ["LDTT"], [("TYPO", "warning")]),
        ("CSTĐ SC", ["CSTDCS"], [("TYPO", "warning")]),
        ("LĐTTCSTĐCS", ["LDTT", "CSTDCS"], [("TYPO", "warning")]),
        ("BK SYT", [], [("UNKNOWN_TITLE", "error")]),
        ("Giấy khen UBND tỉnh", [], [("UNKNOWN_TITLE", "error")]),
        ("Lao động giỏi", [], [("UNKNOWN_TITLE", "error")]),
        ("LĐTT, CSTĐ cơ sở, tỉnh", ["LDTT", "CSTDCS"], [("AMBIGUOUS_TITLE", "error")]),
        ("LĐTT không", ["LDTT"], [("UNKNOWN_TITLE", "error")]),
        ("LĐTT nếu đủ điều kiện", ["LDTT"], [("EXTRA_TEXT", "warning")]),
        ("02 LĐTT", ["LDTT"], [("EXTRA_TEXT", "warning")]),
    ],
)
def test_what_is_in_doubt_is_told_and_never_guessed(text, codes, told):
    reading = read_titles(text)
    assert (list(reading.codes), [(issue.code, issue.severity) for issue in reading.issues]) == (codes, told)


@pytest.mark.parametrize("degree", ["CN XN", "ĐD TH", "BS YHCT", "CNĐD ĐH", "BS ĐK"])
def test_what_goes_on_a_degree_is_no_name(degree):
    found = names.person(f"{degree} Lê Thị Hoa")
    assert (found.prefix, found.name) == (degree, "Lê Thị Hoa")
