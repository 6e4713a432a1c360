"""Other people's accounts, for whoever administers them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.views import acted, exported, number, page, posted, window
from core.workflow import Refused
from emulation.choices import Role
from emulation.forms.account import AccountFilterForm, AccountForm, GrantForm, LastDayForm
from emulation.models import RoleGrant, User
from emulation.selectors.accounts import (
    accounts_matching,
    grants_of,
    kept_accounts,
    kept_grants,
    locks,
    visible_accounts,
)
from emulation.selectors.history import told
from emulation.selectors.people import kept_staff
from emulation.services.account import (
    close_account,
    create_account,
    free_username,
    lift_lock,
    reopen_account,
    reset_password,
)
from emulation.services.people import end_role, grant_role
from emulation.views.tabs import record_tabs

COLUMNS = (
    ("Họ và tên", 28, "ten"),
    ("Mã nhân viên", 14, "ten"),
    ("Tên đăng nhập", 20, "dang-nhap"),
    ("Đơn vị", 34, "don-vi"),
    ("Vai trò", 50, "vai-tro"),
    ("Trạng thái", 22, "trang-thai"),
)
LIST = "Tài khoản"


@login_required
def account_list(request: HttpRequest) -> HttpResponse:
    _require_admin(request)
    form, accounts = _listed(request)
    shown = window(accounts, request, order=("name_key", "pk"), size=30)
    context = {
        "form": form,
        "accounts": shown,
        "rows": _rows(shown.rows, request.user),
        "today": timezone.localdate(),
        "tabs": record_tabs(request.user, "account_list"),
    }
    return page(request, "emulation/account_list.html", context, part="rows")


@login_required
def account_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows; passwords and their hashes are never among it."""
    _require_admin(request)
    _, accounts = _listed(request)
    rows = (
        [
            row["account"].full_name,
            row["account"].staff.code if row["account"].staff else "",
            row["account"].username,
            row["account"].staff.unit.name if row["account"].staff else "",
            "; ".join(str(grant) for grant in row["grants"]),
            row["state"][0],
        ]
        for row in _rows(accounts.order_by("name_key", "pk"), request.user)
    )
    return exported(request, f"tai-khoan-{timezone.localdate():%Y%m%d}", LIST, COLUMNS, rows)


@login_required
@never_cache
def account_create(request: HttpRequest) -> HttpResponse:
    _require_admin(request)
    data = request.POST.copy() if request.method == "POST" else None
    if data and not data.get("staff"):
        data["staff"] = data.get("staff_pick", "")
    person = kept_staff(request.user).filter(pk=number(request.GET.get("nhan-su")), user__isnull=True).first()
    initial = {"staff": person, "username": free_username(person.full_name), "email": person.email} if person else None
    form = AccountForm(data, user=request.user, initial=initial)
    opened: list[tuple[User, str]] = []
    if acted(form, lambda data: opened.append(create_account(**data, by=request.user))):
        account, password = opened[0]
        context = {"account": account, "password": password, "is_new": True}
        return page(request, "emulation/account_password.html", context)
    context = {
        "form": form,
        "person": person,
        "matches": form.matches(data.get("staff_text", "")) if data and not data["staff"] else [],
        "posted": data or {},
        "options_url": reverse("emulation:staff_options"),
        "crumbs": [(LIST, reverse("emulation:account_list")), ("Mở tài khoản", "")],
    }
    return page(request, "emulation/account_create.html", context)


@login_required
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(visible_accounts(request.user), pk=pk)
    grants = kept_grants(request.user).filter(user=account).order_by("-since", "role")
    lock = locks([account.username])
    context = {
        "account": account,
        "state": _state(account, lock),
        "is_kept": kept_accounts(request.user).filter(pk=pk).exists(),
        "grants": grants,
        "open_grants": {one.pk for one in grants if not _is_over(one)},
        "lock": lock.get(account.username),
        "history": told(account),
        "crumbs": [(LIST, reverse("emulation:account_list")), (str(account), "")],
    }
    return page(request, "emulation/account_detail.html", context)


@login_required
@require_POST
@never_cache
def account_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a one-time password and show it once, on this answer alone."""
    account = get_object_or_404(kept_accounts(request.user), pk=pk)
    try:
        password = reset_password(account, by=request.user)
    except Refused as refusal:
        return _back(request, account, refusal)
    return page(request, "emulation/account_password.html", {"account": account, "password": password})


@login_required
@require_POST
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(kept_accounts(request.user), pk=pk)
    lift_lock(account, by=request.user)
    messages.success(request, f"Đã mở khóa, {account} đăng nhập lại được ngay.")
    return redirect("emulation:account_detail", pk)


@login_required
@require_POST
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(kept_accounts(request.user), pk=pk)
    try:
        close_account(account, by=request.user, reason=request.POST.get("note", ""))
    except Refused as refusal:
        return _back(request, account, refusal)
    messages.success(request, f"Đã đóng tài khoản của {account} và đăng xuất khỏi mọi thiết bị.")
    return redirect("emulation:account_detail", pk)


@login_required
@require_POST
def account_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(kept_accounts(request.user), pk=pk)
    reopen_account(account, by=request.user)
    messages.success(request, f"Đã mở lại tài khoản của {account}.")
    return redirect("emulation:account_detail", pk)


@login_required
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(visible_accounts(request.user), pk=pk)
    form = GrantForm(posted(request), user=request.user)
    if acted(form, lambda data: grant_role(account, by=request.user, **data)):
        messages.success(request, f"Đã giao vai trò cho {account}.")
        return redirect("emulation:account_detail", pk)
    here = (str(account), reverse("emulation:account_detail", args=[pk]))
    crumbs = [(LIST, reverse("emulation:account_list")), here, ("Giao vai trò", "")]
    return page(request, "emulation/role_grant.html", {"form": form, "account": account, "crumbs": crumbs})


@login_required
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(kept_grants(request.user), pk=pk)
    form = LastDayForm(posted(request), initial={"on": timezone.localdate()})
    if acted(form, lambda data: end_role(grant, by=request.user, **data)):
        messages.success(request, f"Đã ghi ngày kết thúc của vai trò {grant}.")
        return redirect("emulation:account_detail", grant.user_id)
    here = (str(grant.user), reverse("emulation:account_detail", args=[grant.user_id]))
    crumbs = [(LIST, reverse("emulation:account_list")), here, ("Kết thúc vai trò", "")]
    return page(request, "emulation/role_end.html", {"form": form, "grant": grant, "crumbs": crumbs})


def _require_admin(request: HttpRequest) -> None:
    if not request.user.units_of(Role.ADMIN):
        raise Http404


def _listed(request: HttpRequest) -> tuple[AccountFilterForm, QuerySet[User]]:
    form = AccountFilterForm(request.GET)
    found = form.cleaned_data if form.is_valid() else {}
    return form, accounts_matching(visible_accounts(request.user), by=request.user, **found)


def _rows(accounts: Iterable[User], reader: User) -> list[dict[str, Any]]:
    """Return accounts with their parts in the reader's scope and state; two queries however many there are."""
    accounts = list(accounts)
    grants, locked = grants_of(accounts, kept_grants(reader)), locks(account.username for account in accounts)
    return [{"account": one, "grants": grants[one.pk], "state": _state(one, locked)} for one in accounts]


def _state(account: User, locked: dict[str, datetime]) -> tuple[str, str]:
    if not account.is_active:
        return "Đã đóng", "hold"
    if account.username in locked:
        return "Tạm khóa", "late"
    if account.must_change_password or not account.has_usable_password():
        return "Chờ đổi mật khẩu", "soon"
    return "Đang dùng", "taken"


def _is_over(grant: RoleGrant) -> bool:
    return grant.until is not None and grant.until < timezone.localdate()


def _back(request: HttpRequest, account: User, refusal: Refused) -> HttpResponse:
    for reason in refusal.reasons:
        messages.error(request, reason)
    return redirect("emulation:account_detail", account.pk)
