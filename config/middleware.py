"""Steps that every request passes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class PasswordChangeMiddleware:
    """Send a person whose password was set by somebody else to change it first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not _is_allowed(request.path):
            return redirect("emulation:password_change")
        return self.get_response(request)


def _is_allowed(path: str) -> bool:
    return path.startswith(("/static/", "/suc-khoe/")) or path in (
        reverse("emulation:password_change"),
        reverse("emulation:logout"),
    )
