"""Cells of every kind of workbook read alike: old fonts, dates, formulas, merged areas, separators."""

import unicodedata
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from core.sheets.dates import read_day
from core.sheets.grid import as_text, column_number, letter
from core.sheets.normalise import name_sign, tidy
from core.sheets.reader import read
from core.sheets.refusals import FileRefused

VIETNAMESE = "Nguyễn Thị Thùy Dương\nKhoa Hồi sức cấp cứu"
OLD = {
    ".VnTime": "NguyÔn ThÞ Thïy D­¬ng",
    "VNI-Times": "Nguyeãn Thò Thuøy Döông",
}


def book_with(**cells):
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return book


def reread(book, name="a.xlsx"):
    out = BytesIO()
    book.save(out)
    return read(out.getvalue(), name)


def texts(content, name):
    grid = read(content, name).grids[0]
    return [[grid.text(row, column) for column in range(1, grid.width + 1)] for row in range(1, grid.height + 1)]


def test_letters_of_columns():
    assert [(letter(n), column_number(letter(n))) for n in (1, 26, 27, 702, 703)] == [
        ("A", 1), ("Z", 26), ("AA", 27), ("ZZ", 702), ("AAA", 703),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2022.0, "2022"),
        (1.5, "1.5"),
        (None, ""),
        (True, "TRUE"),
        (date(2022, 3, 4), "04/03/2022"),
        ("  a\u00a0 b ", "a b"),
    ],
)
def test_values_look_as_in_the_sheet(value, text):
    assert as_text(value) == text


def test_text_is_made_tidy():
    assert tidy("Le\u0302\u200b  An\u00a0\r\n\r\n  Ðiều\t") == "Lê An\nĐiều"
    assert tidy("x_x000D_\ny") == "x\ny"


def test_names_are_told_apart_as_people_do():
    assert name_sign("Lê Thị HÒA") == name_sign("lê thị hoà")
    assert name_sign("thúy") == name_sign("thuý")
    assert name_sign("Lan") != name_sign("Lân")


@pytest.mark.parametrize("font", OLD)
def test_old_fonts_become_unicode(font):
    book = book_with(A1=OLD[font], A2="STT")
    book.active["A1"].font = Font(name=font)
    found = reread(book)
    assert (found.grids[0].text(1, 1), found.grids[0].text(2, 1)) == ("Nguyễn Thị Thùy Dương", "STT")
    assert [notice.code for notice in found.notices] == ["LEGACY_ENCODING"]


def test_the_capitals_of_old_fonts():
    book = book_with(A1="Khoa Néi")
    book.active["A1"].font = Font(name=".VnTimeH")
    assert reread(book).grids[0].text(1, 1) == "KHOA NỘI"


@pytest.mark.parametrize("text", [*OLD.values(), VIETNAMESE.encode().decode("latin-1")])
def test_old_text_is_known_without_its_font(text):
    found = reread(book_with(A1=text))
    assert found.grids[0].text(1, 1).startswith("Nguyễn Thị Thùy Dương")
    assert [notice.code for notice in found.notices] == ["LEGACY_ENCODING"]


def test_unicode_is_left_alone():
    found = reread(book_with(A1=VIETNAMESE, A2="Âu Cơ, Hà, Lê Tú", A3="Khoa Nội – Nhi"))
    assert (found.grids[0].text(1, 1), found.notices) == (VIETNAMESE, [])


def test_formulas_that_give_nothing_are_known():
    troubles = reread(book_with(A1="=B1", A2="#REF!", A3="=1/0", A4="x")).grids[0].troubles
    assert {place: trouble.kind for place, trouble in troubles.items()} == {
        (1, 1): "no_value", (2, 1): "error", (3, 1): "no_value",
    }  # fmt: skip


def test_codes_keep_the_zeros_that_are_shown():
    book = book_with(A1=12, A2="007", A3=12)
    book.active["A1"].number_format = "00000"
    grid = reread(book).grids[0]
    assert [grid.text(row, 1) for row in (1, 2, 3)] == ["00012", "007", "12"]


def test_merged_areas_and_hidden_sheets():
    book = book_with(A1="x", A3="y")
    book.active.merge_cells("A1:C2")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    found = reread(book)
    assert [grid.visible for grid in found.grids] == [True, False]
    assert (found.grids[0].shown(2, 3), found.grids[0].text(2, 3)) == ("x", "")


LIST = 'STT;Họ và tên;Ghi chú\n1;Đỗ Thị Hòa;"a\nb"\n2;Lê Ân;\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_lists_of_text_in_any_encoding_and_separator(encoding, sign):
    content = LIST.replace(";", sign).encode(encoding)
    assert texts(content, "ds.csv") == [
        ["STT", "Họ và tên", "Ghi chú"],
        ["1", "Đỗ Thị Hòa", "a\nb"],
        ["2", "Lê Ân", ""],
    ]


def test_rows_of_text_are_no_wider_than_those_of_a_workbook():
    content = ("Họ và tên\n" + "a\n" * 5 + "," * 20_000).encode()
    assert [len(row) for row in read(content, "a.csv").grids[0].rows] == [1] * 6 + [200]


def test_one_wide_row_of_text_counts_for_all_as_in_a_workbook():
    assert read(b"a\n" * 2_998 + b"," * 200, "a.csv").grids[0].height == 2_999
    with pytest.raises(FileRefused) as refused:
        read(b"a\n" * 3_000 + b"," * 200, "a.csv")
    assert refused.value.code == "FILE_TOO_LARGE"


def test_a_list_that_names_its_separator():
    assert texts(b"sep=;\na,b;c\n", "a.csv") == [["a,b", "c"]]


def test_windows_1258_and_its_marks_after_the_letter():
    content = "Họ tên\nĐỗ Thị Hòa\nNguyễn Văn Kỳ\n"
    raw = b"".join(_cp1258(sign) for sign in content)
    found = read(raw, "ds.csv")
    assert [found.grids[0].text(row, 1) for row in (1, 2, 3)] == content.split("\n")[:3]
    assert (found.grids[0].name, [notice.code for notice in found.notices]) == ("ds", ["LEGACY_ENCODING"])


def _cp1258(sign):
    try:
        return sign.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", sign)
        tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


@pytest.mark.parametrize(
    ("value", "iso", "precision"),
    [
        *[(text, "1968-08-01", "day") for text in (
            datetime(1968, 8, 1), date(1968, 8, 1), "01/08/1968", "1.8.68", "1-8-1968", "1968-08-01", "19680801",
            "1968-08-01 00:00:00", "ngày 1 tháng 8 năm 1968", "01 / 08 / 1968", 25051.0,
        )],
        *[(text, "1968-08", "month") for text in ("08/1968", "tháng 8 năm 1968", "8-1968")],
        *[(text, "1989", "year") for text in (1989, 1989.0, "1989", "Năm 1989", "'1989")],
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(value, iso, precision):
    found = read_day(value)
    assert (found.iso, found.precision) == (iso, precision)


@pytest.mark.parametrize("value", ["31/02/1985", "không rõ", "12/25/1980", "0/0/1980", 3, "1/1/3000", True, ""])
def test_what_is_no_day_is_none(value):
    assert read_day(value) is None
