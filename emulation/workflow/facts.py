"""The facts about the exemplars of a sheet, gathered for judging; as many queries for 1 line as for 30."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from emulation.choices import ItemKind, RatingScope, SubjectKind, UnitKind
from emulation.criteria import Facts, Item, Led, Offence, Reply, Subject, Work
from emulation.models import CriterionAnswer, Entry, Plan, Sheet, Staff, UnitMark, Violation, YearRating

WHOLE_HOUSE = (UnitKind.FACILITY, UnitKind.BOARD)


def fetch_answers(sheet: Sheet) -> None:
    """Fetch what is known of the lines of a sheet; nothing is asked the second time."""
    answers = CriterionAnswer.objects.select_related("initiative", "model_entry", "file")
    prefetch_related_objects(
        [sheet], "entries__staff__unit", "entries__subject_unit", Prefetch("entries__answers", answers),
        "entries__typicality", "entries__override__violations",
    )  # fmt: skip


def subject_of(entry: Entry) -> Subject:
    staff = entry.staff
    if staff is None:
        return Subject(entry.kind, entry.name, track=entry.track)
    return Subject(entry.kind, entry.name, staff.job_type, staff.is_manager, staff.is_party, entry.track)


def replies_of(entry: Entry) -> dict[str, Reply]:
    return {answer.ref: _reply(answer) for answer in entry.answers.all()}


def years_of_plan(plan: Plan) -> tuple[int, ...]:
    return tuple(range(plan.period_from, plan.period_to + 1))


@dataclass
class FactBook:
    """The records behind the lines of one sheet; only those kinds that some criterion asks about."""

    sheet: Sheet
    asked: dict[int, Sequence[Item]]
    barring: frozenset[str] = frozenset()
    violations: list[Violation] = field(default_factory=list)
    ratings: dict[tuple[int, str], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    marks: dict[int, dict[tuple[int, str], str]] = field(default_factory=lambda: defaultdict(dict))
    beside: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.kinds = {item.kind for items in self.asked.values() for item in items}
        self.entries = [entry for entry in self.sheet.entries.all() if entry.pk in self.asked]
        self.years = years_of_plan(self.sheet.round.plan)
        self.managers = {
            entry.pk: entry.staff
            for entry in self.entries
            if entry.staff and any(item.kind == ItemKind.MANAGER_UNIT for item in self.asked[entry.pk])
        }
        self._fetch_violations()
        self._fetch_ratings()
        self._fetch_marks()
        self._fetch_collectives()

    def facts_of(self, entry: Entry) -> Facts:
        override = getattr(entry, "override", None)
        staff = entry.staff_id or 0
        return Facts(
            subject=subject_of(entry),
            years=self.years,
            rated_to=timezone.localdate().year - 1,
            replies=replies_of(entry),
            offences=self._offences_of(entry),
            forgiven=_forgiven(entry),
            forgiven_because=override.reason if override else "",
            ratings=self.ratings.get((staff, RatingScope.WORK), {}),
            party_ratings=self.ratings.get((staff, RatingScope.PARTY), {}),
            marks=self.marks.get(entry.subject_unit_id or 0, {}),
            led=self._led_by(self.managers[entry.pk]) if entry.pk in self.managers else None,
        )

    def _fetch_violations(self) -> None:
        if not self.kinds & {ItemKind.NO_VIOLATIONS, ItemKind.MANAGER_UNIT}:
            return
        people = [entry.staff_id for entry in self.entries if entry.staff_id]
        units = {entry.subject_unit_id for entry in self.entries if entry.subject_unit_id}
        units |= {staff.unit_id for staff in self.managers.values()}
        concerned = Q(staff__in=people)
        for path in ("staff__unit", "staff__unit__parent", "staff__postings__unit", "staff__postings__unit__parent"):
            concerned |= Q(**{f"{path}__in": units})
        period = (date(self.years[0], 1, 1), date(self.years[-1], 12, 31))
        found = Violation.objects.filter(concerned, withdrawn_at__isnull=True, happened_on__range=period).distinct()
        related = found.select_related("staff__unit").prefetch_related("staff__postings__unit")
        self.violations = list(related.order_by("happened_on", "pk"))

    def _fetch_ratings(self) -> None:
        if not self.kinds & {ItemKind.RATING, ItemKind.PARTY_RATING}:
            return
        people = [entry.staff_id for entry in self.entries if entry.staff_id]
        for row in YearRating.objects.filter(staff__in=people, year__in=self.years):
            self.ratings[row.staff_id or 0, row.scope][row.year] = row.level

    def _fetch_marks(self) -> None:
        if ItemKind.UNIT_RATINGS not in self.kinds:
            return
        units = [entry.subject_unit_id for entry in self.entries if entry.subject_unit_id]
        for mark in UnitMark.objects.filter(unit__in=units, year__in=self.years):
            self.marks[mark.unit_id][mark.year, mark.kind] = mark.level

    def _fetch_collectives(self) -> None:
        """Fetch the lines of the round on which the collectives stand that these managers lead."""
        if not self.managers:
            return
        units = {staff.unit_id for staff in self.managers.values()}
        lines = Entry.objects.filter(
            Q(sheet__is_in_force=True) | Q(sheet__is_latest=True),
            kind=SubjectKind.COLLECTIVE, subject_unit__in=units, sheet__round=self.sheet.round_id,
        )  # fmt: skip
        for line in lines.select_related("sheet").prefetch_related("override__violations"):
            self.beside[line.subject_unit_id or 0].append(line)

    def _offences_of(self, entry: Entry) -> tuple[Offence, ...]:
        if entry.staff_id:
            return tuple(_offence(found) for found in self.violations if found.staff_id == entry.staff_id)
        return self._offences_in(entry.subject_unit_id or 0)

    def _offences_in(self, unit: int) -> tuple[Offence, ...]:
        return tuple(_offence(found) for found in self.violations if _belonged(found.staff, unit, found.happened_on))

    def _led_by(self, staff: Staff) -> Led:
        lines = self.beside.get(staff.unit_id, [])
        forgiven = frozenset().union(*(_forgiven(line) for line in lines))
        against = [one for one in self._offences_in(staff.unit_id) if one.kind in self.barring]
        standing = tuple(one for one in against if one.pk not in forgiven)
        return Led(staff.unit.label, _state(lines), standing, staff.unit.kind in WHOLE_HOUSE)


def _state(lines: Sequence[Entry]) -> str:
    in_force = [line for line in lines if line.sheet.is_in_force]
    if any(line.is_endorsed is False for line in in_force):
        return "refused"
    return "accepted" if in_force else "open" if lines else ""


def _belonged(staff: Staff, unit: int, on: date) -> bool:
    """Say whether a person worked in a unit, or in a tổ under it, on a day; without a posting then, whether now."""
    held = [post for post in staff.postings.all() if post.since <= on and (post.until is None or post.until >= on)]
    places = [post.unit for post in held] or [staff.unit]
    return any(unit in (place.pk, place.parent_id) for place in places)


def _forgiven(entry: Entry) -> frozenset[int]:
    override = getattr(entry, "override", None)
    return frozenset(one.pk for one in override.violations.all()) if override else frozenset()


def _offence(found: Violation) -> Offence:
    return Offence(found.pk, found.staff.full_name, found.kind, str(found.get_kind_display()), found.happened_on)


def _reply(answer: CriterionAnswer) -> Reply:
    made = answer.initiative
    return Reply(
        answer=answer.answer,
        evidence=answer.evidence,
        file=answer.file.name if answer.file else "",
        work=Work(made.name, made.recognition, made.is_applied) if made else None,
        model=answer.model_entry.name if answer.model_entry else "",
    )
