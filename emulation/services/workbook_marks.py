"""Workbooks of records given back with what has to be mended marked in them: at once, or a long one by the worker."""

from django.urls import reverse

from emulation.documents.marked_workbook import marked_name, marked_workbook
from emulation.models import Attachment, User
from emulation.services.upload import Plan, Reading, check_reading, content_of
from emulation.services.workbook import WorkbookKind, is_long, order_work


def marked(kind: WorkbookKind, kept: Attachment, *, by: User) -> tuple[str, bytes] | str:
    """Return a name and the marked workbook; of a long one, which is ordered, the page where it will be found."""
    if not is_long(kept):
        return marked_copy(kind, kept)
    job = order_work(kind, kept, "mark_records", "Đánh dấu lỗi trong tệp", by=by)
    return reverse("emulation:job_detail", args=[job.pk])


def marked_copy(kind: WorkbookKind, kept: Attachment) -> tuple[str, bytes]:
    """Return a name and the workbook as it was handed in, with what has to be mended marked in it."""
    content = content_of(kept)
    found: Reading = kind.read(content, kept.name)
    check_reading(found, kind.heads)
    plan: Plan = kind.plan(found, kept.facility, None)
    marks = [(f.sheet, f.row, f.column, f.severity, f.message) for f in plan.findings if f.row and f.severity != "info"]
    return marked_name(kept.name), marked_workbook(content, kept.name, marks, found.header_rows)
