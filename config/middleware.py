"""Steps that every request passes."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


class PasswordChangeMiddleware:
    """Send a person whose password was set by somebody else to change it first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not _is_allowed(request.path):
            return redirect("emulation:password_change")
        return self.get_response(request)


class SignInReturnMiddleware:
    """When a session has ended under a form, lead back to the form's page, not to where it was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent_away = request.method == "POST" and response.status_code == 302
        if sent_away and response["Location"].startswith(f"{settings.LOGIN_URL}?next="):
            came_from = request.headers.get("Referer", "")
            if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
                place = urlsplit(came_from)
                page = place.path + (f"?{place.query}" if place.query else "")
                response["Location"] = f"{settings.LOGIN_URL}?{urlencode({'next': page})}"
        return response


def _is_allowed(path: str) -> bool:
    return path.startswith(("/static/", "/suc-khoe/")) or path in (
        reverse("emulation:password_change"),
        reverse("emulation:logout"),
    )
