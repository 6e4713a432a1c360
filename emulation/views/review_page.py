"""What the page of a sheet under review shows; used whole, and again where the office's answers were refused."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from emulation.choices import Role
from emulation.forms.appraisal import AppraisalForm
from emulation.forms.review import CommentForm, ReturnForm
from emulation.models import Entry, Sheet
from emulation.selectors.criteria import standings_for
from emulation.selectors.differences import difference_of
from emulation.selectors.grid import Grid, Row, grid_of
from emulation.selectors.history import told
from emulation.selectors.people import holders
from emulation.selectors.sheets import waiting_sheets
from emulation.workflow import SHEET, Standing


def review_context(
    request: HttpRequest, sheet: Sheet, *, refused: tuple[Entry, AppraisalForm] | None = None
) -> dict[str, Any]:
    """Return the page; ``refused`` is the line whose answers were not taken, with the form as it was filled in."""
    difference = difference_of(sheet)
    grid = grid_of(sheet, difference=difference, standings=standings_for(request.user, sheet))
    remarks = [remark for remark in grid.open_remarks if not remark.comment.by_unit]
    return {
        "sheet": sheet,
        "appraisals": _appraisals(grid, refused),
        "appraise_next": refused[0].pk if refused else _next_to_appraise(grid),
        "queue": review_queue_of(request),
        "grid": grid,
        "difference": difference,
        "accept_reasons": SHEET.refusals(sheet, "accept", by=request.user),
        "comment_form": CommentForm(),
        "waiting": remarks,
        "history": told(sheet, SHEET),
        **return_context(sheet, ReturnForm(sheet=sheet, remarks=remarks)),
        "crumbs": review_crumbs(),
    }


def _appraisals(grid: Grid, refused: tuple[Entry, AppraisalForm] | None) -> list[tuple[Row, AppraisalForm]]:
    """Return every line with the office's four questions, those already answered filled in."""
    line, form = refused or (None, None)
    return [
        (row, form if form and row.entry == line else AppraisalForm(scored=_scored(row.standing), line=row.entry.pk))
        for row in grid.rows
        if row.standing
    ]


def _next_to_appraise(grid: Grid) -> int | None:
    """Return the first line that the office has not appraised wholly; it stands open."""
    judged = (row.standing for row in grid.rows if row.standing)
    return next((one.entry.pk for one in judged if one.scored < one.questions), None)


def _scored(standing: Standing) -> dict[str, tuple[int, str]]:
    return {one.question: (one.score, one.sentence) for one in standing.entry.typicality.all()}


def return_context(sheet: Sheet, form: ReturnForm) -> dict[str, Any]:
    people = {*holders(Role.HEAD, sheet.unit), *holders(Role.CLERK, sheet.unit)}
    return {"sheet": sheet, "form": form, "people": sorted(map(str, people))}


def review_queue_of(request: HttpRequest) -> QuerySet[Sheet]:
    open_ones = Q(comments__resolved_at__isnull=True, comments__by_unit=False)
    counted = waiting_sheets(request.user).annotate(
        lines=Count("entries", distinct=True),
        open_comments=Count("comments", filter=open_ones, distinct=True),
        sendings=Count("sent_copies", distinct=True),
    )
    return counted.select_related("round__plan", "unit")


def review_crumbs() -> list[tuple[str, str]]:
    return [("Đăng ký", reverse("emulation:sheet_list")), ("Hàng đợi xem xét", reverse("emulation:review_queue"))]
