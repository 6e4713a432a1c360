"""Lines of a sheet: added, written cell by cell or as one form, moved, struck out; the hospital's list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import number, page
from core.workflow import Refused
from emulation.access import may_type
from emulation.forms.entry import EntryForm
from emulation.models import Entry, Sheet
from emulation.selectors.sheets import visible_sheets
from emulation.selectors.subjects import Option, options_for, persons_for, units_for
from emulation.services.entry import add_entry, change_entry, move_entry, remove_entry, set_targets, write_line
from emulation.views.sheet_page import PAGE, board_answer, board_context, crumbs_of, fresh, refusal


@login_required
def subject_options(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    options = options_for(sheet, request.GET.get("q", "")[:100]) if may_type(request.user, sheet) else []
    return render(request, "ui/combobox_options.html", {"options": options, "prefix": "them-"})


@login_required
def entry_create(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    typed = request.POST.get("who_text", "")[:200]
    chosen = request.POST.get("who_pick") or request.POST.get("who") or _only_one(sheet, typed)
    if chosen:
        try:
            entry = add_entry(sheet, **_subject(sheet, chosen), by=request.user)
            return board_answer(request, entry.sheet, f"dong-{entry.pk}")
        except Refused as refused:
            if request.htmx:
                return refusal(request, sheet, refused)
            messages.error(request, " ".join(refused.reasons))
    context = {
        "sheet": sheet,
        "typed": typed,
        "matches": options_for(sheet, typed) if typed else [],
        "crumbs": [*crumbs_of(sheet), ("Thêm dòng", "")],
    }
    return page(request, "emulation/entry_create.html", context)


@login_required
def entry_change(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    form = EntryForm(request.POST or None, entry=entry, years=entry.sheet.round.years)
    if form.is_valid():
        try:
            write_line(
                entry, values=form.texts(), seen=form.seen_texts(), targets=form.targets(), by=request.user
            )
            messages.success(request, f"Đã lưu dòng {entry.name}.")
            return redirect(f"{entry.sheet.get_absolute_url()}#dong-{entry.pk}")
        except Refused as refused:
            form = _again(request, entry)
            show_refusal(form, refused)
    crumbs = [*crumbs_of(entry.sheet), (entry.name, "")]
    context = {"entry": entry, "sheet": entry.sheet, "form": form, "crumbs": crumbs}
    return page(request, "emulation/entry_change.html", context, status=422 if request.POST else 200)


@login_required
@require_POST
def entry_targets(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    entry = _entry(request, pk)
    chosen, seen = request.POST.get("chosen", "").split(), request.POST.get("seen", "").split()
    try:
        set_targets(entry, year, chosen=chosen, seen=seen, by=request.user)
    except Refused as refused:
        return refusal(request, entry.sheet, refused)
    return _cell(request, entry, f"o-{entry.pk}-{year}")


@login_required
@require_POST
def entry_position(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    try:
        change_entry(
            entry, values={"position": request.POST.get("position", "")[:120]},
            seen={"position": request.POST.get("seen", "")}, by=request.user,
        )  # fmt: skip
    except Refused as refused:
        return refusal(request, entry.sheet, refused)
    return _cell(request, entry, f"chuc-vu-{entry.pk}")


@login_required
@require_POST
def entry_move(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    try:
        move_entry(entry, up=request.POST.get("huong") == "len", by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return board_answer(request, entry.sheet, f"dong-{entry.pk}")


@login_required
def entry_remove(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    sheet = entry.sheet
    if request.method == "POST":
        try:
            remove_entry(entry, by=request.user)
            messages.success(request, f"Đã xóa dòng {entry.name}.")
        except Refused as refused:
            messages.error(request, " ".join(refused.reasons))
        return redirect(sheet)
    context = {
        "title": f"Xóa dòng {entry.name}",
        "facts": [("Mục tiêu cũng mất", entry.targets.count()), ("Ý kiến cũng mất", entry.comments.count())],
        "label": "Xóa dòng",
        "danger": True,
        "back": f"{sheet.get_absolute_url()}#dong-{entry.pk}",
        "crumbs": [*crumbs_of(sheet), (entry.name, "")],
    }
    return page(request, "ui/confirm.html", context)


def _entry(request: HttpRequest, pk: int) -> Entry:
    entries = Entry.objects.filter(sheet__in=visible_sheets(request.user))
    related = entries.select_related("sheet__round__plan__facility", "sheet__unit", "sheet__facility", "staff")
    return get_object_or_404(related.prefetch_related("targets"), pk=pk)


def _only_one(sheet: Sheet, typed: str) -> str:
    """Return the one subject that typed words can mean, "" when there is none or a choice."""
    found = [option for option in options_for(sheet, typed) if not option.why] if typed.strip() else []
    known: list[Option] = [option for option in found if not option.value.startswith("model:")]
    return known[0].value if len(known) == 1 else ""


def _subject(sheet: Sheet, chosen: str) -> dict[str, Any]:
    """Return what a picked value means: a person, a collective, or the name of a model."""
    kind, _, rest = chosen.partition(":")
    key = number(rest)
    if kind == "staff" and key is not None:
        return {"staff": get_object_or_404(persons_for(sheet), pk=key)}
    if kind == "unit" and key is not None:
        return {"unit": get_object_or_404(units_for(sheet), pk=key)}
    return {"name": rest[:200]}


def _again(request: HttpRequest, entry: Entry) -> EntryForm:
    """Return the form with what was typed, over what stands there now: saving again then holds."""
    entry.refresh_from_db()
    data = request.POST.copy()
    for name in ("name", "position", "summary"):
        data[f"seen_{name}"] = getattr(entry, name)
    form = EntryForm(data, entry=entry, years=entry.sheet.round.years)
    form.is_valid()
    return form


def _cell(request: HttpRequest, entry: Entry, cell: str) -> HttpResponse:
    """Answer with one cell and what surrounds the table; without JavaScript go back to the page."""
    if not request.htmx:
        return redirect(f"{entry.sheet.get_absolute_url()}#dong-{entry.pk}")
    context = board_context(request, fresh(entry.sheet), judged=False)
    row = next(row for row in context["grid"].rows if row.entry.pk == entry.pk)
    return page(request, PAGE, {**context, "row": row, "asked": cell}, part="cell_answer")
