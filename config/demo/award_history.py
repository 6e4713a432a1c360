"""What the demo hospital's people and units have won, 2019 to 2025, as their ratings and initiatives allow."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from random import Random

from awards.choices import AwardSource
from awards.models import Award
from config.demo.record_plan import YEARS, Plan
from emulation.choices import Rating
from emulation.models import Staff, Unit

HEAD, PROVINCE = "Giám đốc Sở Y tế", "Chủ tịch Ủy ban nhân dân tỉnh"
DIRECTOR = "Giám đốc bệnh viện"
# title: who signs, first number, the month and the day of the decision in the next year
SIGNED = {
    "LDTT": (HEAD, 104, (1, 20), "SYT"), "CSTDCS": (HEAD, 105, (1, 20), "SYT"), "TTLDTT": (HEAD, 106, (1, 20), "SYT"),
    "GK_DV": (DIRECTOR, 12, (1, 8), "BVAH"), "GK_SYT": (HEAD, 131, (1, 25), "SYT"),
    "CSTDT": (PROVINCE, 402, (3, 28), "UBND"), "TTLDXS": (PROVINCE, 388, (3, 20), "UBND"),
    "BK_TINH": (PROVINCE, 389, (3, 20), "UBND"),
}  # fmt: skip
GOOD = (Rating.EXCELLENT, Rating.GOOD)
Won = dict[str, set[tuple[int, int]]]
REVOKED = "Quyết định 77/QĐ-SYT: bị kỷ luật vì sai phạm trong chính năm được khen"


def load_awards(
    plan: Plan, people: dict[str, list[Staff]], units: Iterable[Unit], made: set[tuple[int, int]]
) -> None:
    """Write the history; ``made`` says who had a recognised initiative in which year."""
    random = Random(2021)
    everybody = {person.pk: person for unit in people.values() for person in unit}
    won = _people(random, plan, everybody, made)
    rows = [_award(title, year, staff=everybody[pk]) for title in won for pk, year in sorted(won[title])]
    collectives = _units(plan, everybody, units, won)
    by_unit = {unit.pk: unit for unit in units}
    rows += [_award(title, year, unit=by_unit[pk]) for title in collectives for pk, year in sorted(collectives[title])]
    Award.objects.bulk_create(rows)
    _revoke(plan)


def _people(random: Random, plan: Plan, everybody: dict[int, Staff], made: set[tuple[int, int]]) -> Won:
    won: Won = defaultdict(set)
    for (pk, year), level in plan.work.items():
        joined = everybody[pk].joined_on
        if level in GOOD and joined and joined < date(year, 3, 1):
            won["LDTT"].add((pk, year))
            if level == Rating.EXCELLENT and (pk, year) in made:
                won["CSTDCS"].add((pk, year))
            if level == Rating.GOOD and random.random() < 0.03:
                won["GK_DV"].add((pk, year))
    _add_higher(random, plan, won)
    return won


def _add_higher(random: Random, plan: Plan, won: Won) -> None:
    """Add what rests on two years at the top in a row, and the title of the province for two of the stars."""
    for pk, year in sorted(won["CSTDCS"]):
        if (pk, year - 1) not in won["CSTDCS"]:
            continue
        if (pk, year - 1) not in won["BK_TINH"] and year % 2 == 0:
            won["BK_TINH"].add((pk, year))
        elif random.random() < 0.4:
            won["GK_SYT"].add((pk, year))
    for star in plan.stars[:2]:
        won["CSTDT"] |= {(star.pk, year) for year in (2022, 2025) if (star.pk, year) in won["CSTDCS"]}


def _units(plan: Plan, everybody: dict[int, Staff], units: Iterable[Unit], won: Won) -> Won:
    """Return what collectives won: all members rated, seven in ten with the title, one at the top."""
    found: Won = defaultdict(set)
    for unit in units:
        members = [pk for pk, person in everybody.items() if person.unit_id == unit.pk]
        for year in YEARS:
            here = [pk for pk in members if (pk, year) in plan.work]
            titled = sum((pk, year) in won["LDTT"] for pk in here)
            is_done = all(plan.work[pk, year] != Rating.NOT_DONE for pk in here)
            if not here or plan.units[unit.pk, year] not in GOOD or titled < len(here) / 2:
                continue
            found["TTLDTT"].add((unit.pk, year))
            top = any((pk, year) in won["CSTDCS"] for pk in here)
            if plan.units[unit.pk, year] == Rating.EXCELLENT and is_done and top and titled >= len(here) * 0.7:
                found["TTLDXS"].add((unit.pk, year))
                if (unit.pk, year - 1) in found["TTLDXS"]:
                    found["BK_TINH"].add((unit.pk, year))
    return found


def _award(title: str, year: int, *, staff: Staff | None = None, unit: Unit | None = None) -> Award:
    authority, number, (month, day), office = SIGNED[title]
    facility = staff.facility if staff else unit.facility  # type: ignore[union-attr]
    return Award(
        facility=facility,
        staff=staff,
        unit=unit,
        name=staff.full_name if staff else unit.name,  # type: ignore[union-attr]
        position=staff.position if staff else "",
        title=title,
        year=year,
        period_from=year - 1 if title == "BK_TINH" else None,
        decision_number=f"{number + year - 2019}/QĐ-{office}",
        decided_on=date(year + 1, month, day),
        authority=authority,
        source=AwardSource.IMPORT,
    )


def _revoke(plan: Plan) -> None:
    """Take back the title that the reprimanded of 2024 had won the year before."""
    person = plan.disciplined[2][0]
    found = Award.objects.filter(staff=person, is_revoked=False, title="LDTT").order_by("-year").first()
    if found:
        found.is_revoked, found.revoked_on, found.revoked_note = True, date(2024, 11, 4), REVOKED
        found.save()
