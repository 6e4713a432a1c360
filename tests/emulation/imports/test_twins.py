"""Lines that may be one are found by their marks; what is told is what comparing every pair would tell."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheets.dates import Day
from emulation.builders import duplicates, staff_twins
from emulation.builders.findings import Findings
from emulation.builders.staff_row import StaffRow
from emulation.builders.subjects import Subject

NAME, UNIT = "Nguyễn Văn An", "Khoa Nội"
DAYS = [Day(date(1990, 1, 1), "year"), Day(date(1990, 1, 1), "month"), Day(date(1990, 1, 1)), Day(date(1990, 3, 2)),
        Day(date(1991, 1, 1), "year"), Day(date(1991, 5, 6)), None]  # fmt: skip
staff = st.tuples(st.sampled_from(["", "A1", "a1", "B2"]), st.sampled_from(DAYS), st.sampled_from(["", "Y sĩ"]))
cells = st.dictionaries(st.sampled_from([2022, 2023, 2024]), st.sampled_from(["LDTT", "CSTDCS", "?"]))
lines = st.tuples(st.sampled_from(["", "A1", "B2"]), st.sampled_from(["", "Bác sĩ", "Y sĩ", "Hộ lý"]), cells)


def is_twin(one: StaffRow, other: StaffRow) -> bool:
    """Whether two namesakes of one unit may be one person: nothing tells them apart."""
    if one.dob and other.dob:
        by_year = "year" in (one.dob.precision, other.dob.precision)
        return one.dob.on.year == other.dob.on.year if by_year else one.dob == other.dob
    return not one.code or not other.code


@given(st.lists(staff, max_size=12))
@settings(max_examples=200, deadline=None)
def test_people_of_a_staff_list_are_laid_beside_the_first_who_may_be_the_same(given_):
    people = [StaffRow("NS", n, NAME, UNIT, code, dob=day, position=at) for n, (code, day, at) in enumerate(given_, 2)]
    told, expected = Findings(), Findings()
    staff_twins.tell_twins(people, told)
    for place, person in enumerate(people):
        before = people[:place]
        first = next((one for one in before if person.code and one.code.lower() == person.code.lower()), None)
        twin = next((one for one in before if is_twin(one, person)), None)
        if first or twin:
            expected.add(person.sheet, person.row, *staff_twins._twin(first, twin, person))
    assert told.items == expected.items


@given(st.lists(lines, max_size=12))
@settings(max_examples=200, deadline=None)
def test_lines_of_registrations_are_laid_beside_the_first_that_means_something_for_them(given_):
    subjects = [
        Subject("DS", row, UNIT, NAME, "ca_nhan", position=post, code=code, texts=texts, name_column="B",
                titles={year: [text] for year, text in texts.items() if text != "?"})
        for row, (code, post, texts) in enumerate(given_, start=2)
    ]  # fmt: skip
    told, expected = Findings(), Findings()
    duplicates.tell_duplicates(subjects, told)
    for place, subject in enumerate(subjects):
        issues = (duplicates._between(one, subject) for one in subjects[:place])
        expected.extend(subject.sheet, subject.row, "B", [issue for issue in issues if issue][:1])
    assert told.items == expected.items
