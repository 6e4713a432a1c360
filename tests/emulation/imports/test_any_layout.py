"""A list made at random, laid out at random, is read back exactly."""

import unicodedata
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.sheets.normalise import name_sign
from core.sheets.reader import read
from emulation.builders.registration_form import Period, read_registrations
from emulation.builders.title_cells import read_titles
from emulation.builders.units import unit_sign
from emulation.choices import titles_for
from tests.emulation.imports.workbooks import workbook

YEARS = (2022, 2023, 2024, 2025)
UNITS = [
    "Khoa Nội tổng hợp", "Khoa Nhi – Nhiễm", "Phòng Kế hoạch - Tài chính", "Ban Giám đốc", "Trạm Y tế xã Vĩnh Sơn",
    "Khoa Y học cổ truyền và Phục hồi chức năng", "Công đoàn cơ sở", "Liên chuyên khoa Mắt - Tai mũi họng",
]  # fmt: skip
FAMILY = ["Nguyễn", "Trần", "Đoàn", "Tô", "Hà", "Viên", "Từ", "Bế", "Ông", "Phùng", "Khúc"]
MIDDLE = ["Văn", "Thị", "Thị Thùy", "Hữu", "Minh Văn", ""]
GIVEN = ["An", "Khoa", "Phong", "Hòa", "Thuý", "Ánh", "Ngọc", "Giang", "Tổ", "Đức"]
POSITIONS = ["Trưởng khoa", "Phó Trưởng phòng", "Điều dưỡng", "Bác sĩ", "Hộ lý", "Nhân viên", "KTV trưởng"]
SIGNS = [" – ", " - ", ", ", "; ", "\n", " / ", " và ", " + ", ",", " –\n"]


@dataclass
class Line:
    unit: str
    name: str
    kind: str
    position: str = ""
    titles: dict = field(default_factory=dict)


@st.composite
def lines(draw):
    """Return lines grouped by unit; each unit opens with its own line or has none."""
    found = []
    names = draw(
        st.lists(st.tuples(*map(st.sampled_from, (FAMILY, MIDDLE, GIVEN))), min_size=2, max_size=7, unique=True)
    )
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
    people = [" ".join(filter(None, parts)) for parts in names]
    for place, unit in enumerate(units):
        if draw(st.booleans()):
            found.append(Line(unit, unit, "tap_the", titles=draw(targets("tap_the"))))
        for name in people[place :: len(units)]:
            found.append(Line(unit, name, "ca_nhan", draw(st.sampled_from(POSITIONS)), draw(targets("ca_nhan"))))
    return found


def targets(kind):
    codes = st.sets(st.sampled_from([title.code for title in titles_for(kind)]), min_size=1, max_size=4)
    return st.dictionaries(st.sampled_from(YEARS), codes, min_size=1)


@st.composite
def cell(draw, codes, kind):
    """Return one of the many ways to write titles into a cell."""
    spelt = []
    for title in [title for title in titles_for(kind) if title.code in codes]:
        way = draw(st.sampled_from([*title.spellings, title.text(kind), title.name]))
        spelt.append(draw(st.sampled_from([way, way.upper(), way.lower()])))
    text = spelt[0]
    for other in spelt[1:]:
        text += draw(st.sampled_from(SIGNS)) + other
    return text


@st.composite
def sheets(draw, wanted):
    """Return the lines as rows of one or several sheets, with the areas that are merged."""
    style = draw(st.sampled_from(["sections", "collectives", "column", "sheets", "stacked"]))
    if style == "collectives" and any(line.kind != "tap_the" for line in _firsts(wanted)):
        style = "sections"
    if style not in ("sheets", "stacked"):
        content = draw(table(wanted, style))
        return {"DS": content}
    parts = {unit: [line for line in wanted if line.unit == unit] for unit in dict.fromkeys(x.unit for x in wanted)}
    forms = {unit: [[f"KHOA/PHÒNG: {unit}"], ["DANH SÁCH"], *draw(table(own, style))] for unit, own in parts.items()}
    if style == "sheets":
        return {f"Tờ {place}": rows for place, rows in enumerate(forms.values(), start=1)}
    return {"DS": [row for rows in forms.values() for row in [*rows, [], ["", "", "", "TRƯỞNG KHOA/ PHÒNG"], []]]}


def _firsts(wanted):
    seen = {}
    for line in wanted:
        seen.setdefault(line.unit, line)
    return seen.values()


@st.composite
def table(draw, wanted, style):
    with_unit = style == "column"
    head = ["STT", "Tập thể, cá nhân đăng ký", "Chức vụ", *(["Khoa/phòng"] if with_unit else [])]
    years = [draw(st.sampled_from([year, float(year), f"Năm {year}", f"N{year}", str(year)])) for year in YEARS]
    if draw(st.booleans()):
        rows = [[*head, "Đăng ký thành tích qua các năm"], [None] * len(head) + years]
    else:
        rows = [[*head, *years]]
    if draw(st.booleans()):
        rows.append([f"({n})" for n in range(1, len(head) + 5)])
    unit, number = "", 0
    for line in wanted:
        if style == "sections" and line.unit != unit:
            rows.append(["I", line.unit] if draw(st.booleans()) else [f"II. {line.unit}"])
        unit, number = line.unit, number + 1
        cells = [draw(cell(line.titles[year], line.kind)) if year in line.titles else draw(EMPTY) for year in YEARS]
        rows.append([number, line.name, line.position or None, *([line.unit] if with_unit else []), *cells])
    return rows + [[number + 1], [number + 2]][: draw(st.integers(0, 2))]


EMPTY = st.sampled_from([None, None, "", "-", "–", "không", "0"])
NOISE = {
    "plain": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "blanks": lambda text: f" {text.replace(' ', chr(0xA0))}\u200b ",
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_list_is_read_back_from_any_layout(data):
    wanted = data.draw(lines())
    noise = NOISE[data.draw(st.sampled_from(sorted(NOISE)))]
    down, right = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 2))
    laid = {
        name: [[]] * down + [[None] * right + [noise(v) if isinstance(v, str) else v for v in row] for row in rows]
        for name, rows in data.draw(sheets(wanted)).items()
    }
    found = read_registrations(read(workbook(laid), "a.xlsx"), period=Period(2021, 2025))
    assert [(f.place, f.code, f.value) for f in found.findings if f.severity == "error"] == []
    assert [shape(s.unit, s.name, s.kind, s.position, s.titles) for s in found.ready] == [
        shape(line.unit, line.name, line.kind, line.position, line.titles) for line in wanted
    ]


def shape(unit, name, kind, position, titles):
    chosen = {year: frozenset(codes) for year, codes in titles.items() if codes}
    return unit_sign(unit), name_sign(name), str(kind), position, chosen


@pytest.mark.parametrize("kind", ["ca_nhan", "tap_the", "mo_hinh"])
def test_every_spelling_of_the_catalogue_is_known(kind):
    for title in titles_for(kind):
        for text in (*title.spellings, title.name, title.short, title.text(kind), title.code):
            for way in (text, text.upper(), text.lower(), unicodedata.normalize("NFD", text)):
                reading = read_titles(way)
                assert (reading.codes, reading.issues) == ((title.code,), ()), way
