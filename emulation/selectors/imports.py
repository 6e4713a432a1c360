"""Workbooks that wait to be taken in, and where somebody may take one in."""

from typing import Any

from django.db.models import QuerySet

from emulation.access import within
from emulation.choices import Role
from emulation.models import ImportBatch, Round, Unit, User
from emulation.selectors.plans import houses_of, registering_units, rounds_taking

HOUSE_KEEPERS = (Role.OFFICE, Role.ADMIN)
UNIT_KEEPERS = (Role.HEAD, Role.CLERK)


def visible_batches(user: User) -> QuerySet[ImportBatch]:
    """Return the workbooks that the person may go on with: of the house, or of his or her own unit."""
    scope = within(user, HOUSE_KEEPERS, "facility") | within(user, UNIT_KEEPERS, "unit")
    batches = ImportBatch.objects.filter(scope, put_away_at__isnull=True)
    related = ("round__plan__facility", "facility", "unit", "by", "taken_by", "undone_by", "job")
    return batches.select_related(*related).defer("reading", "fixes")


def preview_rows(batch: ImportBatch, outcome: str, number: int) -> tuple[list[dict[str, Any]], bool]:
    """Return the rows of a page of the preview and whether another page follows; ``outcome`` may be "all"."""
    counts = {chip["outcome"]: chip["number"] for chip in batch.overview["chips"]}
    is_all = outcome == "all" or counts.get(outcome) == batch.overview["total"]
    pages = batch.pages.filter(outcome="" if is_all else outcome, number__in=(number, number + 1))
    found = dict(pages.values_list("number", "rows"))
    return found.get(number, []), number + 1 in found


def preview_row(batch: ImportBatch, sheet: str, number: int) -> dict[str, Any] | None:
    """Return one row of the preview by its place in the file; its page is found by halves, however many there are.

    Who asks without a lock may meet another preview than the one that was counted: what is not found in it is None.
    """
    order = {name: place for place, name in enumerate(batch.overview.get("sheets", ()))}
    wanted, pages = (order.get(sheet, -1), number), batch.pages.filter(outcome="")
    low, high = 0, pages.count() - 1
    while low <= high:
        middle = (low + high) // 2
        page = pages.filter(number=middle).first()
        if page is None:
            return None
        rows = {(order.get(row["sheet"], len(order)), row["row"]): row for row in page.rows}
        if wanted < min(rows):
            high = middle - 1
        elif wanted > max(rows):
            low = middle + 1
        else:
            return rows.get(wanted)
    return None


def can_be_mended(batch: ImportBatch, place: str, parts: tuple[str, int, str]) -> bool:
    """Whether something was decided at a place (its sheet, row and column are ``parts``), or the preview has it."""
    if place in batch.fixes:
        return True
    row = preview_row(batch, *parts[:2])
    if row is None:
        return False
    columns = {"", batch.overview["name_column"], *(letter for _, letter in batch.overview["years"])}
    return parts[2] in columns or any(word["key"] == place for word in row.get("words", ()))


def ways_at(batch: ImportBatch, parts: tuple[str, int, str]) -> list[str]:
    """Return the ways out that the preview offers at a place, by its sheet, row and column."""
    sheet, number, column = parts
    row = preview_row(batch, sheet, number) or {}
    words = (word for word in row.get("words", ()) if word["key"] == f"{sheet}|{number}|{column}")
    return [way for word in words for way, _ in word["ways"]]


def importing_rounds(user: User) -> QuerySet[Round]:
    """Return the open rounds into which the person may take a workbook."""
    return rounds_taking(houses_of(user)) if user.units_of(*HOUSE_KEEPERS, *UNIT_KEEPERS) else Round.objects.none()


def importing_units(user: User) -> QuerySet[Unit]:
    """Return the units whose sheets the person may fill from a workbook."""
    houses = houses_of(user)
    mine = within(user, HOUSE_KEEPERS, "") | within(user, UNIT_KEEPERS, "")
    found = Unit.objects.none()
    for house in Unit.objects.filter(pk__in=houses):
        found = found | registering_units(house)
    return found.filter(mine)


def keeps_house(user: User, round: Round) -> bool:
    """Return whether the person may take in the whole list of the round's facility."""
    return any(user.holds(role, round.plan.facility) for role in HOUSE_KEEPERS)
