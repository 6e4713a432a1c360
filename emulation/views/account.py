"""My own account: signing in and out, the password, the devices, the theme."""

from axes.helpers import get_client_ip_address
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.views import page
from emulation.forms.account import PasswordForm, SignInForm
from emulation.selectors.accounts import locks, open_sign_ins
from emulation.selectors.people import facility_of
from emulation.services.account import change_password, end_sign_ins, move_sign_in, note_sign_in

YEAR = 365 * 24 * 60 * 60


@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        auth.login(request, form.get_user())
        note_sign_in(
            form.get_user(),
            session_key=request.session.session_key,
            agent=request.headers.get("User-Agent", ""),
            address=get_client_ip_address(request),
        )
        return redirect(_next(request))
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return page(request, "emulation/login.html", context)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("emulation:login")


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Answer an attempt on a locked account: when the lock ends, and who can lift it before."""
    username = (credentials or {}).get("username", "")
    return render(request, "emulation/locked_out.html", {"until": locks([username]).get(username)}, status=429)


@sensitive_post_parameters()
@login_required
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    is_forced = request.user.must_change_password
    form = PasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        before = request.session.session_key
        change_password(request.user, form.cleaned_data["new"])
        ended = end_sign_ins(request.user, keep=before)
        auth.update_session_auth_hash(request, request.user)
        move_sign_in(before, request.session.session_key)
        more = f" {ended} thiết bị khác đã được đăng xuất." if ended else ""
        messages.success(request, f"Đã đổi mật khẩu.{more}")
        return redirect("home" if is_forced else "emulation:account")
    return page(request, "emulation/password_change.html", {"form": form, "is_forced": is_forced})


@login_required
def account(request: HttpRequest) -> HttpResponse:
    context = {
        "grants": request.user.grants_now,
        "facility": facility_of(request.user),
        "staff": request.user.staff,
        "sign_ins": open_sign_ins(request.user),
        "here": request.session.session_key,
    }
    return page(request, "emulation/account.html", context)


@login_required
@require_POST
def account_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme for a browser without JavaScript."""
    response = redirect("emulation:account")
    theme = "dark" if request.POST.get("theme") == "dark" else "light"
    response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax")
    return response


@login_required
@require_POST
def sign_ins_end(request: HttpRequest) -> HttpResponse:
    ended = end_sign_ins(request.user, keep=request.session.session_key, by=request.user)
    messages.success(request, f"Đã đăng xuất {ended} thiết bị khác." if ended else "Không có thiết bị nào khác.")
    return redirect("emulation:account")


def _next(request: HttpRequest) -> str:
    """Return the page that was asked for before signing in, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and ours else reverse("home")
