import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets.reader import read
from core.sheets.separated import separated

COLUMNS = [("Mã", 14), ("Tên", 30)]


def written(rows, columns=COLUMNS):
    return b"".join(separated(columns, rows))


def lines(rows, columns=COLUMNS):
    return list(csv.reader(StringIO(written(rows, columns).decode("utf-8-sig"), newline="")))


def test_the_file_says_that_it_is_utf_8_and_has_commas():
    assert written([["NV1", "Nguyễn Thị Đào"]]) == "\ufeffMã,Tên\r\nNV1,Nguyễn Thị Đào\r\n".encode()


def test_numbers_days_and_marks_are_written_plainly():
    moment = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)

    assert lines([[3, 2.5, date(2026, 12, 5), moment, True, False, None]])[1] == [
        "3", "2.5", "\t05/12/2026", "\t05/12/2026", "Có", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "\tA", "\rA", "  =1+1"])
def test_no_text_becomes_a_formula(text):
    assert lines([[text, ""]])[1] == [f"'{text}", ""]


@pytest.mark.parametrize("code", ["0012", "044123456789", "123456789012", "12/2026", "1-2", "1E5", "05.12.2026"])
def test_what_looks_like_a_number_stays_text_in_excel_and_is_read_back_without_a_sign(code):
    content = written([[code, "Lê Thị Mận"]])

    assert lines([[code, ""]])[1][0] == f"\t{code}"
    assert read(content, "a.csv").grids[0].text(2, 1) == code


@pytest.mark.parametrize("text", ["123", "15/QĐ-SYT", "LĐTT – CSTĐ cơ sở", "a;b,c", "hai\ndòng", 'Khoa "A"'])
def test_other_texts_are_left_as_they_are(text):
    assert lines([[text, ""]])[1] == [text, ""]


def test_a_day_is_read_back_as_that_day():
    grid = read(written([["NV1", date(2026, 3, 5)]]), "a.csv").grids[0]

    assert grid.text(2, 2) == "05/03/2026"


def test_a_long_list_comes_in_pieces():
    assert len(list(separated([("Số", 5)], ([number] for number in range(2000))))) == 5


@given(st.text(max_size=30))
def test_no_cell_begins_with_a_sign_of_a_formula(text):
    cell = lines([[text, "x"]])[1][0] if text.strip() else ""

    assert not cell.startswith(("=", "+", "-", "@", "\r"))
