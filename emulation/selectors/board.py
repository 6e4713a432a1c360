"""What the home page shows beside the work: the coverage board, the unit's own standing."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from emulation.access import within
from emulation.choices import REGISTERED_SHEETS, Role, SheetStatus, titles
from emulation.models import Sheet, SheetComment, Target, User
from emulation.selectors.plans import houses_of, rounds_taking
from emulation.selectors.sheets import coverage_of

UNIT_KEEPERS = (Role.HEAD, Role.CLERK)
OVERSEERS = (Role.OFFICE, Role.LEADER)
STAGES = (
    ("Soạn", (SheetStatus.DRAFT, SheetStatus.RETURNED)),
    ("Gửi", (SheetStatus.SUBMITTED,)),
    ("Tiếp nhận", (SheetStatus.ACCEPTED,)),
    ("Hội đồng", (SheetStatus.ENDORSED,)),
)


def board_for(user: User) -> dict[str, Any]:
    """Return what stands beside the work of the person: for the office and the leaders the coverage
    of the round that ends first, for a unit its latest sheet and what it registered.
    """
    board: dict[str, Any] = {}
    if houses := {unit.pk for unit in user.units_of(*OVERSEERS)}:
        called = rounds_taking(houses).first()
        board["coverage"] = coverage_of(called) if called else None
        board["oversees"] = True
        board["is_office"] = user.holds(Role.OFFICE)
    elif units := user.units_of(*UNIT_KEEPERS):
        board["own_unit"] = units[0]
        board |= _standing(user)
    return board


def _standing(user: User) -> dict[str, Any]:
    sheet = (
        Sheet.objects.filter(within(user, UNIT_KEEPERS), is_latest=True, round__in=rounds_taking(houses_of(user)))
        .select_related("round__plan", "unit", "returned_by")
        .order_by("round__closes_on", "pk")
        .first()
    )
    if sheet is None:
        return {}
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
    return {"years": years, "rows": rows, "in_force": sheet.status in REGISTERED_SHEETS}
