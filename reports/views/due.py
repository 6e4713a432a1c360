"""Due reports: the calendar with the list beside it, one report's page, deadlines that the office adds."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.text import clean
from core.views import acted, exported, number, page, posted, window, year_asked
from core.workflow import Refused
from emulation.access import is_office
from emulation.choices import Role
from emulation.selectors.history import told
from reports.choices import DueStatus
from reports.choices.words import WORDS
from reports.forms.due import DueForm, NilForm
from reports.models import DueReport, Package
from reports.selectors.board import own_rate
from reports.selectors.due import FILTERS, calendar_of, counts_of, narrowed, visible_dues, with_packages
from reports.selectors.lists import due_rows
from reports.selectors.looks import fate_of, look_of, stages_of
from reports.selectors.package import draft_papers, visible_packages, with_letters
from reports.services.due import add_due, declare_nil, move_due
from reports.services.package import prepare_package
from reports.views.facility import chosen_facility
from reports.workflow import DUE

SIZE = 20
COLUMNS = (
    ("Báo cáo, kỳ", 50, "goi"), ("Nơi nhận", 34, "goi"), ("Hạn, ngày cuối còn đúng", 16, "han"),
    ("So với hạn", 24, "han"), ("Trạng thái", 24, "trang-thai"), ("Gương nêu trong gói", 30, "goi"),
)  # fmt: skip
NOT_CLOSED = (DueStatus.PLANNED, DueStatus.OPEN)


@login_required
def due_list(request: HttpRequest) -> HttpResponse:
    facility, kept = chosen_facility(request)
    if facility is None:
        return redirect("reports:hospital_board") if request.user.units_of(Role.DEPARTMENT) else _nobody()
    today = timezone.localdate()
    year = year_asked(request.GET.get("nam"))
    own = visible_dues(request.user).filter(facility=facility)
    dues, chip, query, order = _listed(request, own, today)
    rows = window(with_packages(dues), request, order=order, size=SIZE)
    lines = [_line(due) for due in rows.rows]
    context = {
        "facility": facility, "kept": kept, "today": today, "query": query, "chip": chip,
        "year": year, "prev_year": year - 1, "next_year": year + 1,
        "calendar": calendar_of(facility, year, today), "months": range(1, 13), "window": rows, "lines": lines,
        "chips": _chips(request, counts_of(own, today), chip), "rate": own_rate(facility, year, today),
        "may_write": request.user.holds(Role.OFFICE, facility), **_selected(request, lines, today),
    }  # fmt: skip
    return page(request, "reports/due_list.html", context, part="rows")


@login_required
def due_export(request: HttpRequest) -> HttpResponse:
    """Send what the list shows, row by row."""
    facility, _ = chosen_facility(request)
    if facility is None:
        raise Http404
    today = timezone.localdate()
    dues, _, _, order = _listed(request, visible_dues(request.user).filter(facility=facility), today)
    rows = due_rows(dues.order_by(*order), today)
    return exported(request, f"han-va-goi-gui-{today:%Y%m%d}", "Hạn và gói gửi", COLUMNS, rows)


@login_required
def due_detail(request: HttpRequest, pk: int) -> HttpResponse:
    due = get_object_or_404(with_packages(visible_dues(request.user)), pk=pk)
    line = _line(due)
    context = {
        "due": due,
        "line": line,
        "steps": DUE.steps_for(due, request.user),
        "may_be_nil": due.status in NOT_CLOSED and bool(due.duty and due.duty.nil_allowed),
        "nil_refusals": DUE.refusals(due, "nil", by=request.user),
        "may_write": is_office(request.user, due),
        "may_prepare": is_office(request.user, due) and due.status == DueStatus.OPEN and line["package"] is None,
        "reminders": due.reminders.order_by("-at"),
        "history": told(due, DUE, words=WORDS),
        "old_packages": due.packages.filter(status="cancelled"),
        "crumbs": [*_crumbs(), (due.title, "")],
    }
    return page(request, "reports/due_detail.html", context)


@login_required
def due_create(request: HttpRequest) -> HttpResponse:
    facility, _ = chosen_facility(request)
    if facility is None or not request.user.holds(Role.OFFICE, facility):
        raise Http404
    form = DueForm(posted(request))
    made: list[DueReport] = []
    if acted(form, lambda data: made.append(add_due(facility, **data, by=request.user))):
        messages.success(request, f"Đã thêm hạn “{made[0].title}”, ngày cuối {made[0].due_on:%d/%m/%Y}.")
        return redirect(made[0])
    crumbs = [*_crumbs(), ("Thêm hạn", "")]
    context = {"form": form, "facility": facility, "crumbs": crumbs}
    return page(request, "reports/due_create.html", context, status=422 if form.is_bound else 200)


@login_required
def due_nil(request: HttpRequest, pk: int) -> HttpResponse:
    due = get_object_or_404(visible_dues(request.user), pk=pk)
    if not is_office(request.user, due):
        raise Http404
    form = NilForm(posted(request))
    if acted(form, lambda data: declare_nil(due, **data, by=request.user, now=timezone.now())):
        messages.success(request, f"{due.title}: đã báo không có. Không gửi thư nào cho kỳ này.")
        return redirect(due)
    refusals = DUE.refusals(due, "nil", by=request.user)
    context = {
        "due": due,
        "form": form,
        "refusals": refusals,
        "crumbs": [*_crumbs(), (due.title, due.get_absolute_url()), ("Không có", "")],
    }
    return page(request, "reports/due_nil.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def due_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    due = get_object_or_404(visible_dues(request.user), pk=pk)
    try:
        move_due(due, step, by=request.user, now=timezone.now(), note=request.POST.get("note", ""))
        messages.success(request, f"{due.title}: {due.get_status_display().lower()}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(due)


@login_required
@require_POST
def due_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    due = get_object_or_404(visible_dues(request.user), pk=pk)
    if not is_office(request.user, due):
        raise Http404
    try:
        package = prepare_package(due, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(due)
    messages.success(request, f"Đã lập nháp gói “{package}”.")
    return redirect(package)


def _listed(
    request: HttpRequest, own: QuerySet[DueReport], today: date
) -> tuple[QuerySet[DueReport], str, str, tuple[str, str]]:
    """Return what the list shows, the chip and the words that narrow it, and its order."""
    chip, query = request.GET.get("loc", "tat-ca"), clean(request.GET.get("q", ""))[:80]
    dues = narrowed(own, kind=chip, query=query, today=today)
    order = ("sort_on", "pk") if chip in ("mo", "qua-han", "sap-toi") else ("-sort_on", "-pk")
    return dues.annotate(sort_on=Coalesce("due_on", "period_to")), chip, query, order


def _line(due: DueReport) -> dict[str, Any]:
    """Return one row of the list: the report, its live package, its badge."""
    package: Package | None = due.live_packages[0] if due.live_packages else None  # type: ignore[attr-defined]
    if package:
        package.due = due
    featured = getattr(package, "featured", None) if package else None
    return {
        "due": due,
        "package": package,
        "look": look_of(due, package),
        "fate": fate_of(due, timezone.localdate()),
        "who": featured.entry.name if featured else "",
    }


def _selected(request: HttpRequest, lines: list[dict[str, Any]], today: date) -> dict[str, Any]:
    """Return what stands beside the list: the chosen package, else the first of the list that has one."""
    wanted = number(request.GET.get("goi"))
    first = next((line["package"].pk for line in lines if line["package"]), None)
    if not (wanted or first) or request.htmx:  # type: ignore[attr-defined]
        return {"package": None}
    package = with_letters(visible_packages(request.user)).filter(pk=wanted or first).first()
    return {"package": package, "stages": stages_of(package) if package else [], **_panel(package)}


def _panel(package: Package | None) -> dict[str, Any]:
    if package is None:
        return {}
    editions = list(package.editions.all())
    return {
        "due": package.due,
        "drafts": draft_papers(package),
        "look": look_of(package.due, package),
        "edition": editions[0] if editions and package.status not in ("prepared", "submitted", "returned") else None,
        "letters": [letter for letter in package.deliveries.all() if letter.status != "cancelled"],
    }


def _chips(request: HttpRequest, counts: dict[str, int], chip: str) -> list[dict[str, Any]]:
    rows = []
    for slug, label in FILTERS.items():
        query = request.GET.copy()
        for gone in ("sau", "truoc", "goi"):
            query.pop(gone, None)
        query["loc"] = slug
        rows.append({"label": label, "url": f"?{query.urlencode()}", "count": counts[slug], "current": slug == chip})
    return rows


def _nobody() -> HttpResponse:
    raise Http404


def _crumbs() -> list[tuple[str, str]]:
    return [("Báo cáo", reverse("reports:due_list"))]
