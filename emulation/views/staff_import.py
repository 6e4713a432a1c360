"""Staff lists by web: handed in, previewed person by person, doubts decided, taken in as previewed."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.forms import HouseWorkbookForm, show_refusal
from core.views import page, posted
from core.workflow import Refused
from emulation.builders.import_plan import CHANGED, NEW
from emulation.builders.staff_plan import OUTCOMES, SOMEBODY_NEW, StaffLine, StaffPlan
from emulation.builders.staff_words import beside, changes_of
from emulation.choices import SEVERITIES
from emulation.documents.staff_template import GUIDE, staff_template
from emulation.models import Attachment
from emulation.selectors.uploads import staff_houses, visible_staff_uploads
from emulation.services.staff_import import plan_of_staff, receive_staff, take_staff

MOST_SHOWN = 200
CRUMBS = [("Hồ sơ", "/ho-so/"), ("Nhân sự", "/ho-so/nhan-su/")]
_DECISION = "chon:"


@login_required
def staff_import(request: HttpRequest) -> HttpResponse:
    houses = staff_houses(request.user)
    if not houses:
        raise Http404
    form = HouseWorkbookForm(posted(request), request.FILES or None, houses=houses, label="Tệp danh sách nhân sự")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = receive_staff(asked["file"], facility=asked["facility"], by=request.user)
            return redirect("emulation:staff_import_detail", kept.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "guide": GUIDE,
        "uploads": visible_staff_uploads(request.user)[:8],
        "crumbs": [*CRUMBS, ("Nhập từ Excel", "")],
    }
    return page(request, "emulation/staff_import.html", context, status=422 if form.errors else 200)


@login_required
def staff_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with the units of the house to choose from."""
    house = staff_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(staff_template(house)), as_attachment=True, filename="mau-nhan-su.xlsx")


@login_required
def staff_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_staff_uploads(request.user), pk=pk)
    try:
        plan = plan_of_staff(kept)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("emulation:staff_import")
    return page(request, "emulation/staff_import_detail.html", _context(kept, plan))


@login_required
@require_POST
def staff_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_staff_uploads(request.user), pk=pk)
    chosen = {key.removeprefix(_DECISION): value for key, value in request.POST.items() if key.startswith(_DECISION)}
    try:
        counts = take_staff(kept, seen=request.POST.get("seen", ""), decisions=chosen, by=request.user).counts
        messages.success(request, f"Đã nhập: {counts[NEW]} người mới, {counts[CHANGED]} người thay đổi.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("emulation:staff_import_detail", kept.pk)


def _context(kept: Attachment, plan: StaffPlan) -> dict[str, Any]:
    counts, doubts = plan.counts, plan.doubtful
    lines = {outcome: [line for line in plan.lines if line.outcome == outcome] for outcome in (NEW, CHANGED)}
    ready = counts[NEW] + counts[CHANGED]
    told = plan.findings
    return {
        "kept": kept,
        "total": [counts[outcome] for outcome in OUTCOMES],
        "doubts": [_doubt(line, plan) for line in doubts[:MOST_SHOWN]],
        "changed": [(line, changes_of(line, plan.house)) for line in lines[CHANGED][:MOST_SHOWN]],
        "made": lines[NEW][:MOST_SHOWN],
        "told": [(finding, *SEVERITIES[finding.severity]) for finding in told[:MOST_SHOWN]],
        "rest": {
            "doubts": max(len(doubts) - MOST_SHOWN, 0),
            "changed": max(counts[CHANGED] - MOST_SHOWN, 0),
            "made": max(counts[NEW] - MOST_SHOWN, 0),
            "told": max(len(told) - MOST_SHOWN, 0),
        },
        "seen": plan.fingerprint,
        "ready": ready,
        "reasons": [] if ready or doubts else [_why_not(len(plan.found.held))],
        "crumbs": [*CRUMBS, ("Nhập từ Excel", reverse("emulation:staff_import")), (kept.name, "")],
    }


def _doubt(line: StaffLine, plan: StaffPlan) -> dict[str, Any]:
    """Return a doubtful line beside those whom it may mean, and what may be chosen."""
    ways = [(str(staff.pk), f"Cùng một người với {staff.full_name} ({staff.code})") for staff in line.alike]
    if line.may_be_new:
        ways.append((SOMEBODY_NEW, "Người khác, lập hồ sơ mới"))
    heads = ["Trong tệp", *(f"Đã có {n}" if len(line.alike) > 1 else "Đã có" for n, _ in enumerate(line.alike, 1))]
    told = [f.message for f in plan.findings if (f.sheet, f.row, f.severity) == (line.row.sheet, line.row.row, "error")]
    return {
        "line": line,
        "name": f"{_DECISION}{line.key}",
        "heads": heads,
        "rows": beside(line, plan.house),
        "ways": [*ways, ("", "Để lại, chưa nhập dòng này")],
        "why": told,
    }


def _why_not(held: int) -> str:
    return f"Sửa {held} dòng giữ lại trong tệp rồi tải lại." if held else "Mọi dòng của tệp đã có trong hồ sơ."
