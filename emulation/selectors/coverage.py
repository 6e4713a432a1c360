"""Which units have registered in a round and which have not (S0-20, S1-30)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from emulation.choices import REGISTERED_SHEETS, Role, SheetStatus
from emulation.models import Nudge, Round, Sheet, Unit, User

NONE, DRAFT, BACK, SENT, TAKEN, EXCUSED = "none", "draft", "back", "sent", "taken", "excused"
# state, heading, word of the legend, tone of the bar; in the order in which the board shows them
GROUPS = (
    (NONE, "Chưa có gì", "Chưa có gì", "none"),
    (DRAFT, "Đang soạn", "Đang soạn", "idle"),
    (BACK, "Trả lại, chờ đơn vị sửa", "Trả lại", "back"),
    (SENT, "Đã gửi, chờ xem", "Chờ xem", "sent"),
    (TAKEN, "Đã tiếp nhận", "Tiếp nhận", "taken"),
    (EXCUSED, "Được miễn", "Được miễn", "idle"),
)


@dataclass(frozen=True)
class UnitCover:
    """A unit in a round: where its sheet stands and since when."""

    unit: Unit
    state: str
    sheet: Sheet | None = None
    entries: int = 0
    open_comments: int = 0
    since: datetime | None = None
    nudged_on: date | None = None
    reason: str = ""
    never_seen: bool = False


@dataclass(frozen=True)
class Coverage:
    """The board of a round; ``groups`` are (state, heading, tone, units), the empty ones left out."""

    round: Round
    units: list[UnitCover]

    @property
    def total(self) -> int:
        return len(self.units)

    @property
    def taken(self) -> int:
        return self.count(TAKEN)

    @property
    def silent(self) -> list[UnitCover]:
        """Return the units that owe something and have sent nothing."""
        return [cover for cover in self.units if cover.state in (NONE, DRAFT)]

    @property
    def groups(self) -> list[tuple[str, str, str, list[UnitCover]]]:
        found = ((state, head, tone, self.of(state)) for state, head, _, tone in GROUPS)
        return [group for group in found if group[3]]

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Return what the bar shows: tone, word, count; accepted ones first."""
        shown = {state: (tone, word, self.count(state)) for state, _, word, tone in GROUPS}
        order = (TAKEN, SENT, BACK, DRAFT, NONE, EXCUSED)
        return [shown[state] for state in order if shown[state][2]]

    def of(self, state: str) -> list[UnitCover]:
        return [cover for cover in self.units if cover.state == state]

    def count(self, state: str) -> int:
        return len(self.of(state))


def coverage_of(round: Round) -> Coverage:
    """Return the board of a round; five queries, however many units.

    On the board stand the units that owe exemplars and those that have a sheet anyway.
    """
    sheets = {sheet.unit_id: sheet for sheet in _sheets(round)}
    board = Q(must_register=True, is_active=True) | Q(pk__in=sheets)
    units = list(Unit.objects.filter(board, facility=round.plan.facility_id).order_by("position", "pk"))
    excuses = dict(round.excuses.values_list("unit_id", "reason"))
    nudges = dict(Nudge.objects.filter(round=round).values_list("unit_id").annotate(Max("on")).order_by())
    silent = _never_seen(unit.pk for unit in units if unit.pk not in sheets)
    return Coverage(
        round,
        [_cover(unit, sheets.get(unit.pk), excuses.get(unit.pk, ""), nudges.get(unit.pk), silent) for unit in units],
    )


def _sheets(round: Round) -> Iterable[Sheet]:
    open_ones = Count("comments", filter=Q(comments__resolved_at__isnull=True, comments__by_unit=False), distinct=True)
    latest = Sheet.objects.filter(round=round, is_latest=True).select_related("round__plan")
    return latest.annotate(entry_count=Count("entries", distinct=True), open_comments=open_ones)


def _cover(unit: Unit, sheet: Sheet | None, reason: str, nudged_on: date | None, never: set[int]) -> UnitCover:
    if sheet is None:
        state = EXCUSED if reason else NONE
        return UnitCover(unit, state, nudged_on=nudged_on, reason=reason, never_seen=unit.pk in never)
    return UnitCover(
        unit,
        _state(sheet, bool(reason)),
        sheet,
        entries=sheet.entry_count,  # type: ignore[attr-defined]
        open_comments=sheet.open_comments,  # type: ignore[attr-defined]
        since=sheet.state_since,
        nudged_on=nudged_on,
        reason=reason,
    )


def _state(sheet: Sheet, is_excused: bool) -> str:
    """Return where a unit stands; an amendment that is being drafted leaves its sheet in force."""
    if sheet.status in REGISTERED_SHEETS or sheet.version > 1 and sheet.status == SheetStatus.DRAFT:
        return TAKEN
    if sheet.status == SheetStatus.SUBMITTED:
        return SENT
    if sheet.status == SheetStatus.RETURNED:
        return BACK
    if is_excused:
        return EXCUSED
    return DRAFT if sheet.entry_count else NONE  # type: ignore[attr-defined]


def _never_seen(units: Iterable[int]) -> set[int]:
    """Return the units none of whose heads and clerks has ever logged in."""
    people = User.objects.filter(grants__unit__in=list(units), grants__role__in=(Role.HEAD, Role.CLERK))
    seen = people.values_list("grants__unit").annotate(last=Max("last_login")).order_by()
    return {unit for unit, last in seen if last is None}
