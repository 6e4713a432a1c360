"""Days in the forms that people type, and cells in an old encoding among Unicode ones."""

import pytest

from core.sheets.dates import read_day
from core.sheets.legacy import encoding_of_cell, from_tcvn3
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from core.sheets.syllables import is_syllable
from tests.emulation.imports.formats import as_xlsx, parsed


@pytest.mark.parametrize(
    "text",
    ["1/2/1985", "01.02.85", "1,2,1985", "1985-02-01 00:00:00", "01/02/1985 0:00", "1/2/1985.", "01021985",
     "1-Feb-1985", "Feb 1, 1985", "31079", "31079.0", 31079.0, 1021985.0, "ngày 1 tháng 2 năm 1985"],
)  # fmt: skip
def test_a_day_is_known_in_every_form(text):
    assert read_day(text).iso == "1985-02-01"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("T2/1985", "1985-02"),
        ("../../1985", "1985"),
        ("1985.0", "1985"),
        ("31/02/1985", ""),
        ("1/" * 500, ""),
        ("." * 999, ""),
    ],
)
def test_what_is_known_of_a_day_is_kept_and_nothing_is_guessed(text, iso):
    found = read_day(text)
    assert (found.iso if found else "") == iso


@pytest.mark.parametrize("name", ["NguyÔn ThÞ Thïy D­¬ng", "Nguyeãn Thò Thuøy Döông", "NGUYÔN THÞ THïY D¦¥NG"])
def test_one_cell_in_an_old_encoding_is_read_among_the_others(name):
    book = read(as_xlsx(parsed(f"== DS\nHọ và tên | Đơn vị\n{name} | Khoa Hồi sức cấp cứu")), "a.xlsx")
    assert book.grids[0].text(2, 1).title() == "Nguyễn Thị Thùy Dương"
    assert [notice.code for notice in book.notices] == ["LEGACY_ENCODING"]


def test_letters_that_were_lost_are_not_taken_in():
    lost = "STT,Họ và tên,2022\n1,Nguyễn Thị Thùy Dương,Lao động tiên tiến\n".encode("cp1252", "replace")
    with pytest.raises(FileRefused) as refusal:
        read(lost, "a.csv")
    assert refusal.value.code == "LEGACY_ENCODING"
    assert "lưu lại dạng .xlsx" in refusal.value.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lª V¨n B×nh", "Lê Văn Bình"),
        ("L£ THÞ Hµ", "LÊ THỊ HÀ"),
        ("Lª", "Lê"),
        ("1,L£ THÞ Hµ,B¸c sÜ", "1,LÊ THỊ HÀ,Bác sĩ"),
    ],
)
def test_a_capital_alone_in_a_word_does_not_raise_the_others(old, new):
    assert from_tcvn3(old) == new


@pytest.mark.parametrize(
    "name", ["Neáng Sóc", "Neáng Kim", "Néang Sóc Kha", "Chau Rít", "H'Bê Niê", "Y Wê Kbuôr", "Siu Bré"]
)
def test_names_of_other_peoples_are_not_taken_for_old_text(name):
    assert encoding_of_cell(name) == ""


@pytest.mark.parametrize(
    "word", ["khuya", "thuở", "huênh", "giếng", "ngoằn", "khuỷu", "suýt", "xoong", "quyền", "tuyết"]
)
def test_rare_shapes_of_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["sĩc", "tìch", "neóng", "bảp", "hẽt"])
def test_what_no_syllable_can_be_is_known(word):
    assert not is_syllable(word)
