"""Sessions: list, preparation, attendance, rules, steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.access import council_parts, prepares_the_session, runs_the_session
from awards.forms.session import RuleForm, SessionForm
from awards.models import Session, SessionRule
from awards.selectors.council import councils_for_sessions, facilities_kept
from awards.selectors.session import listed_sessions, visible_sessions, with_roll
from awards.services.session import drop_rule, note_attendance, plan_session, set_rule, take_step
from awards.tables import SESSION_COLUMNS, session_rows
from awards.views.session_page import HERE, default_day, session_context
from core.views import acted, exported, numbers, page, posted, window
from core.workflow import Refused
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.settings import definitions

SAID = {
    "convene": "Đã mời họp. Mọi thành viên đã nhận thông báo.",
    "open": "Phiên đã khai mạc. Danh sách bỏ phiếu đã khóa.",
    "end": "Phiên đã kết thúc. Biên bản họp đã lập.",
    "cancel": "Đã hủy phiên.",
}


@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    context = {
        "window": window(listed_sessions(user), request, order=("-held_at", "-pk"), size=30),
        "may_create": councils_for_sessions(user).exists(),
        "may_keep": facilities_kept(user).exists() or bool(council_parts(user)),
    }
    return page(request, "awards/session_list.html", context, part="rows")


@login_required
def session_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows of the sessions that the person may open."""
    rows = session_rows(listed_sessions(_reader(request)))
    name = f"phien-hop-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Phiên họp Hội đồng", SESSION_COLUMNS, rows)


@login_required
def session_create(request: HttpRequest) -> HttpResponse:
    councils = councils_for_sessions(request.user)
    if not councils:
        raise Http404
    form = SessionForm(posted(request), initial={"held_at": default_day()}, councils=councils)
    if acted(form, lambda data: plan_session(_of_facility(form), by=request.user)):
        messages.success(request, "Đã lập phiên. Hãy thêm hồ sơ vào chương trình.")
        return redirect(form.instance)
    return page(request, "awards/session_create.html", {"form": form, "crumbs": [HERE, ("Phiên mới", "")]})


@login_required
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = _prepared(request, pk)
    form = SessionForm(posted(request), instance=session, councils=councils_for_sessions(request.user))
    if acted(form, lambda data: plan_session(_of_facility(form), by=request.user)):
        messages.success(request, "Đã lưu.")
        return redirect(session)
    crumbs = [HERE, (str(session), session.get_absolute_url()), ("Sửa", "")]
    return page(request, "awards/session_edit.html", {"form": form, "session": session, "crumbs": crumbs})


@login_required
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(with_roll(visible_sessions(request.user)), pk=pk)
    return page(request, "awards/session_detail.html", session_context(request, session))


@login_required
@require_POST
def session_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    try:
        take_step(session, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, SAID[step])
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    if step == "open" and runs_the_session(request.user, session):
        return redirect("awards:session_board", session.pk)
    return redirect(session)


@login_required
@require_POST
def session_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    if not (prepares_the_session(request.user, session) or runs_the_session(request.user, session)):
        raise Http404
    present = numbers(request.POST.getlist("seat"))
    _tell(request, lambda: note_attendance(session, present, by=request.user), "Đã ghi điểm danh.")
    return redirect(session)


@login_required
def session_rule(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Enter a rule for this session alone, with its document."""
    session = _prepared(request, pk)
    definition = definitions().get(name)
    if definition is None or not name.startswith("council."):
        raise Http404
    own = session.rules.filter(name=name).first()
    form = RuleForm(posted(request), definition=definition, initial=_rule_initial(own))
    if acted(form, lambda data: set_rule(session, name, data["value"], source=data["source"], by=request.user)):
        messages.success(request, f"Đã ghi “{definition.label}” cho phiên này.")
        return redirect(session)
    crumbs = [HERE, (str(session), session.get_absolute_url()), (definition.label, "")]
    context = {"form": form, "session": session, "definition": definition, "own": own, "crumbs": crumbs}
    return page(request, "awards/session_rule.html", context)


@login_required
@require_POST
def session_rule_drop(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    session = _prepared(request, pk)
    rule = get_object_or_404(SessionRule.objects.select_related("session"), session=session, name=name)
    _tell(request, lambda: drop_rule(rule, by=request.user), "Đã bỏ quy định riêng; dùng lại thiết lập chung.")
    return redirect(session)


def _reader(request: HttpRequest) -> User:
    """Return whoever has to do with councils, or raise Http404."""
    user = request.user
    if not (council_parts(user) or user.units_of(Role.OFFICE, Role.COUNCIL, Role.LEADER)):
        raise Http404
    return user


def _prepared(request: HttpRequest, pk: int) -> Session:
    """Return a session that the person prepares, or 404."""
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    if not prepares_the_session(request.user, session):
        raise Http404
    return session


def _of_facility(form: SessionForm) -> Session:
    session = form.save(commit=False)
    session.facility = session.council.facility
    return session


def _rule_initial(own: SessionRule | None) -> dict[str, Any]:
    if own is None:
        return {}
    value = {True: "co", False: "khong"}.get(own.value, own.value) if isinstance(own.value, bool) else own.value
    return {"value": value, "source": own.source}


def _tell(request: HttpRequest, act: Any, said: str) -> None:
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
