"""What the pages of criteria need: what an answer may rest on, and where a line of a sheet stands."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from emulation.access import reads_conduct
from emulation.choices import OPEN_SHEETS, REGISTERED_SHEETS, SubjectKind, UnitMarkKind
from emulation.criteria import CriteriaSet, Finding, Item, track_of, tracks_of
from emulation.models import CriterionAnswer, Entry, Initiative, Plan, Sheet, Unit, UnitCriterion, UnitMark, User
from emulation.selectors.sheets import visible_sheets
from emulation.selectors.subjects import WHOLE_HOUSE
from emulation.workflow import plan_sets, standings_of
from emulation.workflow.asked import asked_on, sets_of, signed_own
from emulation.workflow.facts import subject_of, years_of_plan
from emulation.workflow.standing import Standing

__all__ = ["Standing", "plan_sets", "sets_of", "standings_of"]


@dataclass(frozen=True)
class Choices:
    """Which fields and which objects of the plan a line may choose between."""

    tracks: list[str]
    track: str
    objects: tuple[tuple[str, str, str], ...]

    def __bool__(self) -> bool:
        return len(self.tracks) > 1 or bool(self.objects)


def line_of(user: User, pk: int) -> QuerySet[Entry]:
    """Return the line with this key when the person may open its sheet."""
    lines = Entry.objects.filter(sheet__in=visible_sheets(user), pk=pk)
    return lines.select_related(
        "sheet__round__plan__facility", "sheet__unit", "sheet__facility", "staff", "subject_unit"
    )


def standings_for(user: User, sheet: Sheet) -> dict[int, Standing]:
    """Return how every line of a sheet stands, as far as the person may read what weighs on whom."""
    return {pk: one if _knows(user, one.entry) else one.veiled() for pk, one in standings_of(sheet).items()}


def _knows(user: User, entry: Entry) -> bool:
    """Say whether what weighs on the subject of a line is open to a person; a model has nothing that weighs."""
    subject = entry.staff or entry.subject_unit
    return subject is None or reads_conduct(user, subject)


def standing_of(user: User, entry: Entry) -> Standing | None:
    """Return how one line stands for the reader; None when its plan asks nothing."""
    return standings_for(user, entry.sheet).get(entry.pk)


def items_of(entry: Entry) -> dict[str, Item]:
    """Return what a line is asked, by the item's reference."""
    asked = asked_on(entry.sheet).get(entry.pk, [])
    return {item.ref: item for _, items in asked for item in items}


def answers_of(entry: Entry) -> dict[str, CriterionAnswer]:
    rows = entry.answers.select_related("initiative", "model_entry", "file", "by")
    return {answer.ref: answer for answer in rows}


def works_for(entry: Entry) -> QuerySet[Initiative]:
    """Return the initiatives and research that an answer for a line may name: by the person, by the unit's
    people, for a mass or Party organisation by anybody of the house.
    """
    made = Initiative.objects.filter(facility=entry.sheet.facility_id)
    if entry.staff_id:
        return made.filter(authors__staff=entry.staff_id).distinct()
    if entry.sheet.unit.kind in WHOLE_HOUSE:
        return made
    unit = entry.subject_unit_id or entry.sheet.unit_id
    here = Q(authors__staff__unit=unit) | Q(authors__staff__unit__parent=unit)
    return made.filter(here).distinct()


def models_for(entry: Entry) -> QuerySet[Entry]:
    """Return the models that the unit has registered in the plan, on this sheet or on accepted ones."""
    own = Q(sheet=entry.sheet_id) | Q(sheet__status__in=REGISTERED_SHEETS, sheet__is_in_force=True)
    plan, unit = entry.sheet.round.plan_id, entry.sheet.unit_id
    return Entry.objects.filter(own, kind=SubjectKind.MODEL, sheet__unit=unit, sheet__round__plan=plan)


def choices_of(entry: Entry) -> Choices:
    sets, subject = sets_of(entry.sheet), subject_of(entry)
    objects = tuple(line for one in sets if entry.kind in one.subjects for line in one.objects)
    return Choices(tracks_of(sets, entry.kind), track_of(sets, subject), objects)


def directions_of(plan: Plan) -> tuple[tuple[str, str, str], ...]:
    """Return the directions that the plan's sets name for units' own criteria (S2-7)."""
    return tuple(line for one in plan_sets(plan) for line in one.directions)


def own_criteria(plan: Plan, unit: Unit) -> QuerySet[UnitCriterion]:
    return UnitCriterion.objects.filter(plan=plan, unit=unit)


def own_rows(sheet: Sheet) -> list[tuple[UnitCriterion | Item, str]]:
    """Return the unit's own criteria with their directions: those of today, on a signed sheet those it was asked."""
    plan = sheet.round.plan
    shorts = {key: short for key, short, _ in directions_of(plan)}
    known = list(own_criteria(plan, sheet.unit))
    signed = signed_own(sheet)
    if signed is None:
        return [(own, shorts.get(own.direction, "")) for own in known]
    directions = {str(own.pk): shorts.get(own.direction, "") for own in known}
    return [(item, directions.get(item.key, "")) for item in signed]


def unit_marks(entry: Entry) -> list[tuple[int, list[tuple[str, str, str]]]]:
    """Return, by year of the plan, what a collective was rated: (kind, label, level or "")."""
    years = years_of_plan(entry.sheet.round.plan)
    found = UnitMark.objects.filter(unit=entry.subject_unit_id, year__in=years)
    known = {(mark.year, mark.kind): mark.level for mark in found}
    kinds = [(str(kind), str(kind.label)) for kind in UnitMarkKind]
    return [(year, [(kind, label, known.get((year, kind), "")) for kind, label in kinds]) for year in years]


def visible_answers(user: User) -> QuerySet[CriterionAnswer]:
    """Return the answers of the sheets that the person may open."""
    return CriterionAnswer.objects.filter(entry__sheet__in=visible_sheets(user))


def neighbours_of(entry: Entry) -> tuple[Entry | None, Entry | None]:
    """Return the lines before and after this one, to go on without leaving the page."""
    lines = list(entry.sheet.entries.all())
    place = [line.pk for line in lines].index(entry.pk)
    return (lines[place - 1] if place else None), (lines[place + 1] if place + 1 < len(lines) else None)


def grouped(standing: Standing) -> list[tuple[CriteriaSet, tuple[Finding, ...]]]:
    return [group for group in standing.groups if group[1]]


def is_open(sheet: Sheet) -> bool:
    return sheet.status in OPEN_SHEETS
