"""The admin site: the administrator's alone, and no second door."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from core.workflow import Refused
from emulation.choices import Role
from emulation.models import User


def administers(user: Any) -> bool:
    """Say whether a person keeps catalogues: by the role, or as the operator who set the server up."""
    return isinstance(user, User) and user.is_active and (user.is_superuser or bool(user.units_of(Role.ADMIN)))


def kept_form(
    catalogue: admin.ModelAdmin, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Show the sentences of a service that refused, instead of an error page."""
    try:
        return view(request, *args, **kwargs)
    except (Refused, ValidationError) as refusal:
        for reason in refusal.reasons if isinstance(refusal, Refused) else refusal.messages:
            catalogue.message_user(request, reason, messages.ERROR)
        return redirect(request.get_full_path())


class CatalogueSite(admin.AdminSite):
    site_title = "Danh mục"
    site_header = "Danh mục"
    index_title = "Đơn vị, nhân sự, tài khoản"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Hide the site from people who are signed in and have no business here."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('emulation:login')}?{urlencode({'next': wanted})}")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("emulation:password_change")


site = CatalogueSite(name="admin")
