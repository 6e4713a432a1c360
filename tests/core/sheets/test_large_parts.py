"""Parts beside the sheets are measured too: what is too large is refused unread, the rest is read rightly."""

import pytest

from core.sheets.container import Limits, open_zip
from core.sheets.legacy import may_hold_old
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from core.sheets.xlsx_strings import long_strings
from core.sheets.xlsx_styles import Style, styles
from tests.core.sheets.hostile import plain, repacked, sheet, with_sheet
from tests.core.sheets.hostile_areas import many_sheets_merged, with_tail

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MB = 1024 * 1024


def code_of(content, **told):
    with pytest.raises(FileRefused) as refusal:
        read(content, "a.xlsx", **told)
    return refusal.value.code


def styled(body, space=_MAIN):
    return repacked(plain, xl__styles_dot_xml=f'<styleSheet xmlns="{space}">{body}</styleSheet>')


@pytest.mark.parametrize("place", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_of_many_names_is_read_and_one_of_millions_refused(place):
    part = open_zip(plain).read(place)
    end = part.rindex(b"</")
    grown = {size: part[:end] + b"<a>" + b"<b/>" * (size // 4) + b"</a>" + part[end:] for size in (2 * _MB, 5 * _MB)}
    assert read(repacked(plain, **{place: grown[2 * _MB]}), "a.xlsx").grids[0].text(1, 1) == "STT"
    assert code_of(repacked(plain, **{place: grown[5 * _MB]})) == "FILE_TOO_LARGE"


@pytest.mark.parametrize("space", [_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"])
def test_styles_tell_old_fonts_and_zeros_in_either_language(space):
    fonts = (
        '<fonts><font><b/><name val="Arial"/></font><font/><font><name val=".VnTimeH"/><name val="x"/></font></fonts>'
    )
    formats = '<numFmts><numFmt numFmtId="170" formatCode="000"/><numFmt numFmtId="171" formatCode="0.0"/></numFmts>'
    looks = '<xf fontId="0"/><xf fontId="2" numFmtId="171"/><xf numFmtId="170"/><xf fontId="9"/><xf fontId="-1"/>'
    others = '<cellStyleXfs><xf fontId="2"/></cellStyleXfs><dxfs><dxf><font><name val=".VnTime"/></font></dxf></dxfs>'
    found = styles(open_zip(styled(f"{formats}{fonts}{others}<cellXfs>{looks}</cellXfs>", space)))
    assert found == {1: Style("tcvn3", capital=True), 2: Style(zeros=3)}


def test_styles_of_another_language_tell_nothing():
    found = styles(open_zip(styled('<fonts><font><name val=".VnTime"/></font></fonts><cellXfs><xf/></cellXfs>', "x")))
    assert found == {}


@pytest.mark.parametrize("body", ['<cellXfs><xf fontId="x"/></cellXfs>', "<cellXfs>"])
def test_styles_that_cannot_be_read_refuse_the_file(body):
    assert code_of(styled(body)) == "FILE_CORRUPT"


def test_more_zeros_than_a_code_can_have_are_not_written_before_a_number():
    form = f'<numFmts><numFmt numFmtId="9" formatCode="{"0" * 31}"/></numFmts><cellXfs><xf numFmtId="9"/></cellXfs>'
    book = repacked(
        with_sheet(sheet('<row r="1"><c r="A1" s="0"><v>7</v></c></row>')),
        xl__styles_dot_xml=f'<styleSheet xmlns="{_MAIN}">{form}</styleSheet>',
    )
    assert read(book, "a.xlsx").grids[0].text(1, 1) == "7"


def test_merged_areas_are_counted_over_all_sheets():
    assert code_of(many_sheets_merged(height=100), limits=Limits(merged=50_000)) == "FILE_TOO_LARGE"
    assert len(read(many_sheets_merged(height=100), "a.xlsx", limits=Limits(merged=80_000)).grids) == 40


def test_titles_merged_over_the_whole_sheet_are_read():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
    found = read(with_tail('<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>', rows), "a.xlsx").grids[0]
    assert found.source(1, 3) == (1, 1)


def test_a_table_of_more_texts_than_lists_have_is_refused():
    table = b"<sst><si/><x:si></x:si><si/></sst>"
    assert long_strings(table, 3).sizes == {}
    with pytest.raises(FileRefused):
        long_strings(table, 1)
    long = b'<sst a="b">' + b"<x:si><t>" + b"x" * 200 + b"</t></x:si><x:si/></sst>"
    assert list(long_strings(long, 2).sizes) == [0]
    with pytest.raises(FileRefused):
        long_strings(long, 1)


@pytest.mark.parametrize("texts", ["NguyÔn", "/NguyÔn", "<t>An</t>" * 300_000])
def test_an_old_text_is_found_however_far_down_the_table_it_stands(texts):
    table = ("<si><t>Nguyễn</t></si>" * 100_000 + f"<si><t>{texts}</t></si>").encode()
    assert may_hold_old(table) is ("Ô" in texts)
