"""What the page of one sheet shows; used by every view that answers with a part of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.views import page
from core.workflow import Refused
from emulation.access import is_head_of_unit, is_office, may_type
from emulation.choices import OPEN_SHEETS, SheetStatus
from emulation.forms.sheet import EndorsementForm
from emulation.models import Sheet, User
from emulation.selectors.criteria import standings_for
from emulation.selectors.gaps import readiness_of
from emulation.selectors.grid import grid_of, palette, tally_of
from emulation.selectors.history import told
from emulation.services.sheet import amendment_refusals
from emulation.workflow import SHEET

PAGE = "emulation/sheet_detail.html"
WIDE_YEARS = 4  # with more years across, the position stands under the name


def sheet_context(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Return everything about a sheet that its page needs."""
    return {**board_context(request, sheet), **_surroundings(request, sheet)}


def board_context(request: HttpRequest, sheet: Sheet, *, judged: bool = True) -> dict[str, Any]:
    """Return the part of the page that typing changes: the table, what is missing, the buttons.

    ``judged`` brings how each line stands against the criteria; a single cell has no need of it.
    """
    user = request.user
    can_type = sheet.status in OPEN_SHEETS and may_type(user, sheet)
    readiness = readiness_of(sheet) if can_type else None
    standings = standings_for(user, sheet) if judged else {}
    grid = grid_of(sheet, gaps=readiness.gaps if readiness else (), standings=standings)
    is_long = len(grid.years) > WIDE_YEARS
    waiting = [remark for remark in grid.open_remarks if not remark.comment.by_unit]
    return {
        "sheet": sheet,
        "grid": grid,
        "is_long": is_long,
        "columns": len(grid.years) + (2 if is_long else 3),
        "tally": tally_of(grid),
        "can_type": can_type,
        "readiness": readiness,
        "waiting": waiting,
        "todo": (readiness.count if readiness else 0) + len(waiting),
        "submit_reasons": _submit_reasons(sheet, user) if can_type else [],
        "is_sender": is_head_of_unit(user, sheet),
        "saved_at": timezone.now(),
    }


def sheet_answer(request: HttpRequest, sheet: Sheet, **changed: Any) -> HttpResponse:
    """Answer with the page once more, with a form that has errors."""
    return page(request, PAGE, {**sheet_context(request, sheet), **changed}, status=422)


def board_answer(request: HttpRequest, sheet: Sheet, focus: str, **more: Any) -> HttpResponse:
    """Answer with the whole table as it stands now; without JavaScript go back to the page."""
    if not request.htmx:
        return redirect(f"{sheet.get_absolute_url()}#{focus}")
    return page(request, PAGE, {**board_context(request, fresh(sheet)), "focus": focus, **more}, part="board_answer")


def refusal(request: HttpRequest, sheet: Sheet, refused: Refused) -> HttpResponse:
    """Answer with why something was not written; without JavaScript on the page of the sheet."""
    if not request.htmx:
        messages.error(request, " ".join(refused.reasons))
        return redirect(sheet)
    return page(request, PAGE, {"reasons": refused.reasons}, part="refusal", status=409)


def fresh(sheet: Sheet) -> Sheet:
    """Return the sheet as it stands now, without what was fetched before a change."""
    return Sheet.objects.select_related("round__plan__facility", "unit", "facility").get(pk=sheet.pk)


def crumbs_of(sheet: Sheet) -> list[tuple[str, str]]:
    plan = sheet.round.plan
    return [
        ("Đăng ký", reverse("emulation:sheet_list")),
        (f"Giai đoạn {plan.period_from}–{plan.period_to}", plan.get_absolute_url()),
        (sheet.round.name, f"{reverse('emulation:sheet_list')}?dot={sheet.round_id}"),
        (sheet.unit.label, sheet.get_absolute_url()),
    ]


def _surroundings(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    user = request.user
    office = is_office(user, sheet)
    with_typing = "chi-tiet" in request.GET
    return {
        "palette": palette(),
        "endorsement": EndorsementForm(
            initial={"endorsed_on": sheet.endorsed_on, "votes_for": sheet.votes_for, "votes_total": sheet.votes_total}
        ),
        "steps": [(step, why) for step, why in SHEET.steps_for(sheet, user) if step.name != "submit"],
        "history": told(sheet, SHEET, with_typing=with_typing),
        "with_typing": with_typing,
        "versions": Sheet.objects.filter(round=sheet.round_id, unit=sheet.unit_id).order_by("-version"),
        "may_comment": may_type(user, sheet),
        "amend_reasons": _amend_reasons(sheet, user),
        "may_amend": sheet.is_in_force and sheet.is_latest and may_type(user, sheet),
        "is_office": office,
        "in_review": office and sheet.status == SheetStatus.SUBMITTED,
        "crumbs": crumbs_of(sheet)[:-1],
    }


def _submit_reasons(sheet: Sheet, user: User) -> list[str]:
    if not is_head_of_unit(user, sheet):
        return ["Chỉ trưởng đơn vị gửi được. Bạn soạn sẵn; trưởng đơn vị mở trang này rồi bấm gửi."]
    return SHEET.refusals(sheet, "submit", by=user)


def _amend_reasons(sheet: Sheet, user: User) -> list[str]:
    return amendment_refusals(sheet, by=user) if sheet.is_in_force and sheet.is_latest else []
