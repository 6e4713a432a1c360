"""Workbooks of registrations given back with what has to be mended marked in them: at once, or by the worker."""

from core.sheets.container import unpacked_size
from emulation.models import ImportBatch, Job, User
from emulation.services import workbook
from emulation.services.registration_import import is_long, marked_copy, order_work


def is_marked_later(batch: ImportBatch) -> bool:
    """Whether marking is too much for one answer of a page: for its lines, or for what the file unfolds to."""
    if is_long(batch):
        return True
    try:
        if batch.file.size > workbook.AT_ONCE:
            return True
        with batch.file.open("rb") as stored:
            return unpacked_size(stored.read()) > workbook.UNPACKED_AT_ONCE
    except OSError:  # the file is gone; the work that is ordered says so
        return True


def marked(batch: ImportBatch, *, by: User) -> tuple[str, bytes] | Job:
    """Return a name and the marked workbook; of a long one the work that is ordered (Refused while other work runs)."""
    if not is_marked_later(batch):
        return marked_copy(batch)
    return order_work(batch, "mark_registrations", f"Đánh dấu lỗi trong tệp {batch.name}", by=by)
