"""How the demo's people did, year by year: ratings that leave, discipline and merit explain.

Everything is drawn from one seed, so that the demo is the same on every machine.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from emulation.choices import DisciplineForm, Rating
from emulation.models import Staff, Unit

YEARS = range(2019, 2026)
# unit, place: who is at the top every year, and writes an initiative every year
STARS = (("AH-NTH", 2), ("AH-BGD", 0), ("AH-HSTC", 1), ("AH-SAN", 0), ("AH-CC", 0), ("AH-DD", 0))
# unit, place from the end of its list, year, form: decisions of discipline
DISCIPLINES = (
    ("AH-KB", 3, 2021, DisciplineForm.REPRIMAND),
    ("AH-XN", 2, 2023, DisciplineForm.WARNING),
    ("AH-HCQT", 4, 2024, DisciplineForm.REPRIMAND),
)
LEVELS = (Rating.EXCELLENT, Rating.GOOD, Rating.DONE, Rating.NOT_DONE)
PEOPLE_WEIGHTS, PARTY_WEIGHTS, UNIT_WEIGHTS = (16, 75, 8.5, 0.5), (18, 76, 6, 0), (22, 72, 6, 0)
CHILDBEARING = range(25, 38)
MATERNITY_DAYS = 130


@dataclass
class Plan:
    """What each subject reached in each year; keys are (primary key, year)."""

    work: dict[tuple[int, int], str] = field(default_factory=dict)
    party: dict[tuple[int, int], str] = field(default_factory=dict)
    units: dict[tuple[int, int], str] = field(default_factory=dict)
    maternity: set[tuple[int, int]] = field(default_factory=set)
    stars: list[Staff] = field(default_factory=list)
    disciplined: list[tuple[Staff, int, str]] = field(default_factory=list)


def plan_of(people: dict[str, list[Staff]], units: Iterable[Unit]) -> Plan:
    """Draw the years of everybody and of every unit."""
    random, plan = Random(2019), Plan()
    plan.stars = [people[code][place] for code, place in STARS]
    plan.disciplined = [(people[code][-place], year, form) for code, place, year, form in DISCIPLINES]
    marked = {(person.pk, year): form for person, year, form in plan.disciplined}
    for person in (one for unit in people.values() for one in unit):
        for year in YEARS:
            if person.joined_on and person.joined_on < date(year, 9, 1):
                _rate(random, plan, person, year, marked.get((person.pk, year)))
    for unit in units:
        for year in YEARS:
            plan.units[unit.pk, year] = random.choices(LEVELS, UNIT_WEIGHTS)[0]
    return plan


def _rate(random: Random, plan: Plan, person: Staff, year: int, discipline: str | None) -> None:
    key = (person.pk, year)
    level, party = random.choices(LEVELS, PEOPLE_WEIGHTS)[0], random.choices(LEVELS, PARTY_WEIGHTS)[0]
    born = person.birth_date.year if person.birth_date else 0
    if person.gender == "F" and year - born in CHILDBEARING and random.random() < 0.09:
        plan.maternity.add(key)
        level = max(level, Rating.GOOD, key=LEVELS.index)
    if person in plan.stars:
        level = party = Rating.EXCELLENT
    if discipline:
        level = party = Rating.DONE if discipline == DisciplineForm.REPRIMAND else Rating.NOT_DONE
    plan.work[key] = level
    if person.is_party:
        plan.party[key] = party
