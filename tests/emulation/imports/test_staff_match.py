"""Who is who in a staff list: by code, else by name, unit and birth date; nobody is merged in silence."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.sheets.dates import Day
from core.sheets.normalise import name_sign
from emulation.builders.matching import House
from emulation.builders.staff_list import StaffRow
from emulation.builders.staff_match import born_alike, match
from emulation.choices import BirthPrecision, UnitKind
from emulation.models import Staff, Unit

HOUSE = Unit(pk=1, name="Bệnh viện", kind=UnitKind.FACILITY)
UNITS = [Unit(pk=2, name="Khoa Nhi", kind=UnitKind.KHOA), Unit(pk=3, name="Khoa Ngoại", kind=UnitKind.KHOA)]
BORN = [date(1960, 1, 1), date(1960, 1, 2), date(1960, 2, 1), date(1961, 1, 1), date(1961, 2, 28)]
days = st.sampled_from([Day(on, precision) for on in BORN for precision in BirthPrecision.values])
maybe_day = st.none() | days
CODES = ["", "A1", "A2", "A3"]
codes = st.sampled_from(CODES)


def staff(number, name, code, unit, day):
    return Staff(
        pk=number, full_name=name, code=code or f"X{number}", unit=unit, birth_date=day and day.on,
        birth_precision=day.precision if day else BirthPrecision.DAY,
    )  # fmt: skip


names = st.sampled_from(["Lê An", "LÊ AN", "Ngô Ký"])
people = st.tuples(*[st.none() | st.tuples(names, st.just(code), st.sampled_from(UNITS), maybe_day) for code in CODES])


def house_with(found):
    house = House(HOUSE, units={unit.pk: unit for unit in UNITS})
    for number, (name, code, unit, day) in enumerate(filter(None, found), start=1):
        one = staff(number, name, code, unit, day)
        house.by_code[one.code.lower()] = one
        house.by_name[name_sign(name)].append(one)
    return house


@given(days, days)
def test_a_birthday_agrees_with_itself_however_little_of_it_is_known(one, other):
    coarse = Day(one.on, other.precision)
    assert born_alike(staff(1, "Lê An", "A1", UNITS[0], one), coarse) is True
    assert born_alike(staff(1, "Lê An", "A1", UNITS[0], None), other) is None


@given(people, names, codes, st.sampled_from(UNITS), maybe_day)
def test_a_person_is_found_by_code_and_name_or_by_name_unit_and_birth_alone(found, name, code, unit, day):
    row = StaffRow("NS", 2, name, unit.name, code, dob=day)
    told = match(row, house_with(found), unit)
    if told.staff and code:
        assert (told.staff.code, told.staff.full_name.lower()) == (code, name.lower())
    elif told.staff:
        assert (told.staff.unit, told.staff.full_name.lower()) == (unit, name.lower())
        assert born_alike(told.staff, day) is True
    assert bool(told.issue) == bool(told.alike)
    assert not (told.staff and told.issue)


@given(people, names, st.sampled_from(UNITS), maybe_day)
def test_without_a_code_nobody_is_new_beside_a_namesake_of_the_same_unit(found, name, unit, day):
    told = match(StaffRow("NS", 2, name, unit.name, dob=day), house_with(found), unit)
    here = [p for p in filter(None, found) if p[0].lower() == name.lower() and p[2] is unit]
    assert bool(told.staff or told.issue) or not here
