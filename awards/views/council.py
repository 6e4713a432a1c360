"""Councils: who sits in them, by which decision, for how long."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone

from awards.forms.council import CouncilForm, DismissForm, MemberForm
from awards.models import Council, CouncilMember
from awards.selectors.council import eligible_users, facilities_kept, kept_councils, members_of, visible_councils
from awards.services.council import appoint_member, dismiss_member, establish_council
from awards.tables import COUNCIL_COLUMNS, council_rows
from core.views import acted, exported, page, posted
from emulation.selectors.history import told

HERE = ("Hội đồng", reverse_lazy("awards:council_list"))
WORDS = {"appoint": "Cử thành viên", "dismiss": "Cho thôi thành viên"}


@login_required
def council_list(request: HttpRequest) -> HttpResponse:
    councils = visible_councils(request.user).prefetch_related("members__user")
    may_keep = facilities_kept(request.user).exists()
    if not councils and not may_keep:
        raise Http404
    today = timezone.localdate()
    rows = [
        {
            "council": council,
            "is_current": council.since <= today and (council.until is None or council.until >= today),
            "members": [m for m in council.members.all() if m.until is None or m.until >= today],
        }
        for council in councils
    ]
    return page(request, "awards/council_list.html", {"rows": rows, "may_keep": may_keep})


@login_required
def council_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the councils with who sits in them."""
    councils, today = visible_councils(request.user), timezone.localdate()
    if not councils and not facilities_kept(request.user).exists():
        raise Http404
    rows = council_rows(councils, today)
    return exported(request, f"thanh-phan-hoi-dong-{today:%Y%m%d}", "Thành phần Hội đồng", COUNCIL_COLUMNS, rows)


@login_required
def council_create(request: HttpRequest) -> HttpResponse:
    facilities = facilities_kept(request.user)
    if not facilities:
        raise Http404
    form = CouncilForm(posted(request), facilities=facilities)
    if acted(form, lambda data: establish_council(form.save(commit=False), by=request.user)):
        messages.success(request, "Đã ghi Hội đồng. Hãy thêm thành viên theo quyết định.")
        return redirect(form.instance)
    return page(request, "awards/council_create.html", {"form": form, "crumbs": [HERE, ("Hội đồng mới", "")]})


@login_required
def council_edit(request: HttpRequest, pk: int) -> HttpResponse:
    council = get_object_or_404(kept_councils(request.user), pk=pk)
    form = CouncilForm(posted(request), instance=council, facilities=facilities_kept(request.user))
    if acted(form, lambda data: establish_council(form.save(commit=False), by=request.user)):
        messages.success(request, "Đã lưu.")
        return redirect(council)
    return page(request, "awards/council_edit.html", {"form": form, "council": council, "crumbs": _crumbs(council)})


@login_required
def council_detail(request: HttpRequest, pk: int) -> HttpResponse:
    council = get_object_or_404(visible_councils(request.user), pk=pk)
    now, past = members_of(council)
    context = {
        "council": council,
        "members": now,
        "past": past,
        "may_keep": kept_councils(request.user).filter(pk=pk).exists(),
        "history": told(council, words=WORDS),
        "crumbs": [HERE, (council.name, "")],
    }
    return page(request, "awards/council_detail.html", context)


@login_required
def council_member_add(request: HttpRequest, pk: int) -> HttpResponse:
    council = get_object_or_404(kept_councils(request.user), pk=pk)
    member = CouncilMember(council=council, since=max(council.since, timezone.localdate()))
    form = MemberForm(posted(request), instance=member, users=eligible_users(council.facility))
    if acted(form, lambda data: appoint_member(form.save(commit=False), by=request.user)):
        messages.success(request, f"Đã thêm {member.user} vào Hội đồng.")
        return redirect(council)
    context = {"form": form, "council": council, "crumbs": _crumbs(council, "Thêm thành viên")}
    return page(request, "awards/council_member_add.html", context)


@login_required
def council_member_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(
        CouncilMember.objects.filter(council__in=kept_councils(request.user).values("pk"), until__isnull=True), pk=pk
    )
    form = DismissForm(posted(request), initial={"on": timezone.localdate()})
    if acted(form, lambda data: dismiss_member(member, on=data["on"], by=request.user)):
        messages.success(request, f"Đã cho {member.user} thôi tham gia Hội đồng.")
        return redirect(member.council)
    context = {"form": form, "member": member, "crumbs": _crumbs(member.council, "Cho thôi thành viên")}
    return page(request, "awards/council_member_end.html", context)


def _crumbs(council: Council, last: str = "Sửa") -> list[tuple[str, Any]]:
    return [HERE, (council.name, council.get_absolute_url()), (last, "")]
