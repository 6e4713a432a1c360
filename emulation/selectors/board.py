"""What the home page shows beside the work: coverage, indicators, a unit's own standing, one's own lines."""

from collections import Counter
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from emulation.access import within
from emulation.choices import PlanStatus, Role, SheetStatus, SubjectKind, UnitKind, form_text, titles
from emulation.models import Entry, Round, Sheet, SheetComment, Target, Unit, User
from emulation.selectors.coverage import Coverage, coverage_of
from emulation.selectors.plans import houses_of, rounds_taking, visible_plans

UNIT_KEEPERS = (Role.HEAD, Role.CLERK)
OVERSEERS = (Role.OFFICE, Role.LEADER)
STAGES = (
    ("Soạn", (SheetStatus.DRAFT, SheetStatus.RETURNED)),
    ("Gửi", (SheetStatus.SUBMITTED,)),
    ("Tiếp nhận", (SheetStatus.ACCEPTED,)),
    ("Hội đồng", (SheetStatus.ENDORSED,)),
)


def board_for(user: User) -> dict[str, Any]:
    """Return what stands beside the work of the person, by the part that he or she plays.

    The office and the leaders see the round that ends first, a unit its own sheet, the Department
    its hospitals, everybody else the lines and plans that concern them.
    """
    if houses := {unit.pk for unit in user.units_of(*OVERSEERS)}:
        return _overseen(user, houses)
    if units := user.units_of(*UNIT_KEEPERS):
        return {"own_unit": units[0], **_standing(user)}
    if over := user.units_of(Role.DEPARTMENT):
        return {"hospitals": _hospitals(over)}
    return {"own_lines": _own_lines(user), "own_plans": _current_plans(user)}


def _overseen(user: User, houses: set[int]) -> dict[str, Any]:
    board: dict[str, Any] = {"oversees": True, "is_office": user.holds(Role.OFFICE)}
    called = rounds_taking(houses).first()
    board["coverage"] = coverage_of(called) if called else None
    if called and board["coverage"]:
        board |= _journey(called, board["coverage"])
    return board


def _journey(called: Round, coverage: Coverage) -> dict[str, Any]:
    """Return where a round stands, and its indicators."""
    lines = _indicators(called)
    sent = coverage.taken + coverage.count("sent")
    steps = [
        ("Mở đợt", f"{called.opens_on:%d/%m/%Y}", True),
        ("Đơn vị gửi", f"{sent}/{coverage.total} đơn vị", sent == coverage.total),
        ("Tiếp nhận", f"{coverage.taken}/{coverage.total} đơn vị", coverage.taken == coverage.total),
        ("Hội đồng", f"{lines['waiting']} chờ quyết định", bool(lines["all"]) and not lines["waiting"]),
        ("Danh sách viện", f"{lines['endorsed']} điển hình", False),
    ]
    here = next(place for place, (_, _, is_done) in enumerate(steps) if not is_done)
    journey = [
        {"label": label, "note": note, "state": "done" if place < here else "now" if place == here else ""}
        for place, (label, note, _) in enumerate(steps)
    ]
    return {"journey": journey, "lines": lines}


def _indicators(called: Round) -> dict[str, int]:
    """Return how many of what stand in force in a round; one query."""
    person = Q(kind=SubjectKind.PERSON)
    return Entry.objects.filter(sheet__round=called, sheet__is_in_force=True).aggregate(
        all=Count("pk"),
        collectives=Count("pk", filter=Q(kind=SubjectKind.COLLECTIVE)),
        persons=Count("pk", filter=person),
        models=Count("pk", filter=Q(kind=SubjectKind.MODEL)),
        direct=Count("pk", filter=person & Q(staff__is_direct=True)),
        women=Count("pk", filter=person & Q(staff__gender="F")),
        waiting=Count("pk", filter=Q(is_endorsed__isnull=True)),
        endorsed=Count("pk", filter=Q(is_endorsed=True)),
    )


def _standing(user: User) -> dict[str, Any]:
    rounds = [called.pk for called in rounds_taking(houses_of(user))]
    sheets = Sheet.objects.filter(within(user, UNIT_KEEPERS), is_latest=True, round__in=rounds)
    found = list(sheets.select_related("round__plan", "unit", "returned_by"))
    if not found:
        return {}
    sheet = min(found, key=lambda one: (one.status != SheetStatus.RETURNED, rounds.index(one.round_id)))
    returned = sheet.status == SheetStatus.RETURNED
    return {
        "own_sheet": sheet,
        "returned": sheet if returned else None,
        "open_comments": list(_open_comments(sheet)) if returned else [],
        "stages": _stages(sheet),
        "registered": _registered(sheet),
    }


def _open_comments(sheet: Sheet) -> QuerySet[SheetComment]:
    return sheet.comments.filter(resolved_at__isnull=True, by_unit=False).select_related("entry")


def _stages(sheet: Sheet) -> list[dict[str, str]]:
    here = next(place for place, (_, states) in enumerate(STAGES) if sheet.status in states)
    back = "back now" if sheet.status == SheetStatus.RETURNED else "now"
    return [
        {
            "label": label,
            "note": sheet.get_status_display() if place == here else "",
            "state": "done" if place < here or sheet.status == SheetStatus.ENDORSED else back if place == here else "",
        }
        for place, (label, _) in enumerate(STAGES)
    ]


def _registered(sheet: Sheet) -> dict[str, Any]:
    """Return how many targets the unit's sheet holds, by title and year."""
    counts = Counter(Target.objects.filter(entry__sheet=sheet).values_list("title", "year"))
    years = sheet.round.years
    rows = [
        (title.short, [counts[code, year] for year in years])
        for code, title in titles().items()
        if any(counts[code, year] for year in years)
    ]
    return {"years": years, "rows": rows}


def _hospitals(over: list[Unit]) -> list[dict[str, Any]]:
    """Return every hospital under the Department: units that owe exemplars, and what came of them."""
    houses = Unit.objects.filter(parent__in=over, kind=UnitKind.FACILITY, is_active=True).order_by("position", "pk")
    owing = Count("facility_units", filter=Q(facility_units__must_register=True, facility_units__is_active=True))
    taken = _counted(Sheet.objects.filter(facility__in=houses, is_in_force=True, round__minimum__gt=0), "facility")
    passed = _counted(Entry.objects.filter(sheet__facility__in=houses, is_endorsed=True), "sheet__facility")
    return [
        {"unit": house, "owing": house.owing, "taken": taken.get(house.pk, 0), "passed": passed.get(house.pk, 0)}
        for house in houses.annotate(owing=owing)
    ]


def _counted(rows: QuerySet, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))


def _own_lines(user: User) -> list[dict[str, Any]]:
    """Return the lines in force on which the person stands, with the targets of each year."""
    if not user.staff_id:
        return []
    entries = Entry.objects.filter(staff=user.staff_id, sheet__is_in_force=True)
    fetched = entries.select_related("sheet__round__plan", "sheet__unit").prefetch_related(
        Prefetch("targets", Target.objects.order_by("year"))
    )
    return [{"entry": entry, "years": _texts(entry)} for entry in fetched.order_by("-sheet__round__opens_on")]


def _texts(entry: Entry) -> list[tuple[int, str]]:
    chosen: dict[int, list[str]] = {}
    for target in entry.targets.all():
        chosen.setdefault(target.year, []).append(target.title)
    return [(year, form_text(codes, entry.kind)) for year, codes in chosen.items()]


def _current_plans(user: User) -> QuerySet:
    return visible_plans(user).filter(status=PlanStatus.PUBLISHED)
