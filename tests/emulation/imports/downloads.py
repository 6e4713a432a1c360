"""Lists that are downloaded, edited away from the system, and handed in again."""

from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from emulation.documents.registration_sheets import list_workbook
from emulation.models import Entry, ImportBatch, Round, Sheet, Unit
from emulation.selectors.registration_lists import exported_sheets
from emulation.services.registration_import import plan_of, receive_workbook, take_workbook_in
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import saved
from tests.factories.sheets import filled_sheet

GIVEN = ("An", "Bình", "Châu", "Dũng")
ASIDE = "Lúc tải về"


def renamed(sheet: Sheet) -> Sheet:
    """Give the people of a made-up sheet names that a list may hold."""
    for entry, given in zip(sheet.entries.filter(kind="ca_nhan").select_related("staff"), GIVEN, strict=False):
        entry.name = entry.staff.full_name = f"Nguyễn Văn {given}"
        entry.staff.save()
        entry.save()
    return sheet


def filled(round: Round, unit: Unit, **more) -> Sheet:
    return renamed(filled_sheet(round, unit, **more))


def download(round: Round, unit: Unit, **how: str) -> Workbook:
    """Return the list of a unit as the page sends it."""
    return download_of([*exported_sheets(Sheet.objects.all(), round=round.pk, unit=unit.pk)], **how)


def download_of(sheets: list[Sheet], layout: str = "sheet_per_unit") -> Workbook:
    return load_workbook(BytesIO(list_workbook(sheets, layout=layout, at=timezone.now())))


def row_of(book: Workbook, name: str) -> int:
    """Return the row of the list that names somebody or something."""
    return next(cell.row for cell in book.worksheets[0]["B"] if cell.value == name)


def write(book: Workbook, name: str, column: str, text: str | None) -> None:
    book.worksheets[0][f"{column}{row_of(book, name)}"] = text


def hand_in(book: Workbook | bytes, round: Round, by, unit: Unit | None = None, name: str = "ds.xlsx") -> ImportBatch:
    """Return the workbook as it was received and read."""
    content = book if isinstance(book, bytes) else saved(book)
    batch = receive_workbook(content, name=name, round=round, unit=unit, by=by)
    run_jobs()
    return ImportBatch.objects.get(pk=batch.pk)


def take(batch: ImportBatch, by) -> ImportBatch:
    return take_workbook_in(batch, seen=plan_of(batch).fingerprint, by=by)


def titles_of(entry: Entry) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for year, code in Entry.objects.get(pk=entry.pk).targets.values_list("year", "title"):
        found.setdefault(year, set()).add(code)
    return found


def told_of(plan, *codes: str) -> list[tuple]:
    """Return (row, code, severity) of what is told about the round trip, or the messages of one code."""
    if codes:
        return [finding.message for finding in plan.findings if finding.code in codes]
    kinds = ("CONFLICT", "CHANGED_SINCE", "RENAMED", "MISSING_ROWS", "DOWNLOAD_IGNORED", "OTHER_ROUND")
    return [(f.row, f.code, f.severity) for f in plan.findings if f.code in kinds]
