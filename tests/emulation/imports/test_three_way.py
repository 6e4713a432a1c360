"""Whatever stands in the file, in the system and in the download: nobody's work is overwritten unless it was chosen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation.builders.downloaded import Was
from emulation.builders.subjects import Subject
from emulation.builders.target_cells import sorted_codes
from emulation.builders.three_way import FILE, SYSTEM, lay_beside, verdict_of, without_entry
from emulation.choices import form_text
from emulation.models import Entry
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.registration_import import plan_of
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import download, hand_in, take, titles_of, write
from tests.factories import person
from tests.factories.sheets import open_round

YEARS = (2022, 2023)
NAME = "Lê Thị Hoa"
LINE_OF_FILE = {"titles": {2022: ["LDTT"]}, "position": ""}
cells = st.sets(st.sampled_from(["LDTT", "CSTDCS", "GK_SYT"])).map(sorted_codes)
lines = st.fixed_dictionaries({
    "titles": st.fixed_dictionaries(dict.fromkeys(YEARS, cells)),
    "position": st.sampled_from(["Bác sĩ", "Phó khoa", "Trưởng khoa"]),
})  # fmt: skip


@pytest.mark.parametrize("file, system, was, verdict", [
    ("a", "a", "a", "same"), ("a", "a", "b", "same"), ("a", "a", None, "same"), ("b", "a", "a", "changed"),
    ("b", "a", None, "changed"), ("a", "b", "a", "kept"), ("a", "b", "c", "clash"), ("", "b", "c", "clash"),
    ("", "b", "", "kept"), ("", "b", "b", "changed"),
])  # fmt: skip
def test_every_cell_of_the_table(file, system, was, verdict):
    assert verdict_of(file, system, was) == verdict


def subject(file, choice=""):
    position = file["position"]
    return Subject("DS", 3, "Khoa", NAME, "ca_nhan", position, titles=file["titles"], years=YEARS, choice=choice)


def laid(file, system, was, choice=""):
    before = Was(1, 1, "ca_nhan", 1, NAME, was["position"], was["titles"])
    return lay_beside(subject(file, choice), system["titles"], system["position"], before)


def outcome(beside, system):
    """Return what would stand in the system afterwards."""
    titles = [beside.cells.get(year, (None, system["titles"][year]))[1] for year in YEARS]
    return [*titles, beside.position[1] if beside.position else system["position"]]


def values(line):
    return [*(line["titles"][year] for year in YEARS), line["position"]]


@given(file=lines, system=lines, was=lines, side=st.sampled_from(["", FILE, SYSTEM]))
@settings(max_examples=400, deadline=None)
def test_a_value_that_only_the_system_changed_is_never_overwritten(file, system, was, side):
    sign = laid(file, system, was).sign
    beside = laid(file, system, was, f"{side}:{sign}" if side else "")
    for after, given_, stored, before in zip(
        outcome(beside, system), values(file), values(system), values(was), strict=True
    ):
        allowed = {"same": stored, "kept": stored, "changed": given_, "clash": given_ if side == FILE else stored}
        assert after == allowed[verdict_of(given_, stored, before)]
    assert beside.is_open == (bool(sign) and not side)


@given(file=lines, system=lines, was=lines, other=lines)
@settings(max_examples=200, deadline=None)
def test_a_choice_is_bound_to_the_values_that_were_shown(file, system, was, other):
    sign = laid(file, system, was).sign
    later = laid(file, other, was, f"{FILE}:{sign}")
    assert bool(later.chosen) == (bool(sign) and sign == later.sign)


def test_a_choice_about_one_stored_line_is_none_about_another():
    asked = lay_beside(subject(LINE_OF_FILE), {2022: ["CSTDCS"]}, "", Was(entry=1), entry=1)
    later = subject(LINE_OF_FILE, f"{FILE}:{asked.sign}")
    chosen = [lay_beside(later, {2022: ["CSTDCS"]}, "", Was(entry=1), entry=entry).chosen for entry in (1, 2)]
    assert chosen == [FILE, ""]


@given(file=lines, was=lines, side=st.sampled_from(["", FILE, SYSTEM]))
@settings(max_examples=100, deadline=None)
def test_a_line_that_is_gone_comes_back_only_by_choice(file, was, side):
    before = Was(1, 1, "ca_nhan", 1, NAME, was["position"], was["titles"])
    sign = without_entry(subject(file), before).sign
    beside = without_entry(subject(file, f"{side}:{sign}" if side else ""), before)
    wanted = {year: ([], codes) for year, codes in file["titles"].items() if codes}
    assert beside.cells == (wanted if side == FILE else {})
    assert beside.is_open == (side == "" and file != was)


@pytest.fixture
def entry(tree, office):
    sheet = open_sheet(open_round(tree), tree.noi, by=office)
    return add_entry(sheet, staff=person(NAME, tree.noi, position="Bác sĩ"), by=office)


def put(entry, line, by):
    """Type a line into the grid."""
    for year, codes in line["titles"].items():
        set_targets(entry, year, chosen=codes, by=by)
    entry.refresh_from_db()
    change_entry(entry, values={"position": line["position"]}, seen={"position": entry.position}, by=by)


def stored(entry):
    titles = titles_of(entry)
    return [*(sorted_codes(titles.get(year, ())) for year in YEARS), Entry.objects.get(pk=entry.pk).position]


def edited(book, line):
    for column, year in zip("DE", YEARS, strict=True):
        write(book, NAME, column, form_text(line["titles"][year], "ca_nhan") or None)
    write(book, NAME, "C", line["position"])
    return book


@given(file=lines, system=lines, was=lines)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_taken_in_holds_to_it_in_the_database_too(entry, tree, office, file, system, was):
    called = entry.sheet.round
    put(entry, was, office)
    book = download(called, tree.noi)
    put(entry, system, office)
    untouched = hand_in(book, called, office)
    assert plan_of(untouched).counts == {"new": 0, "changed": 0, "same": 1, "held": 0}
    take(hand_in(edited(book, file), called, office), office)
    verdicts = [verdict_of(*three) for three in zip(values(file), values(system), values(was), strict=True)]
    taken = "clash" not in verdicts
    assert stored(entry) == [
        given_ if taken and verdict == "changed" else old
        for given_, old, verdict in zip(values(file), values(system), verdicts, strict=True)
    ]
