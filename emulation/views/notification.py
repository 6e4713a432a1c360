from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.views import page, window
from emulation.selectors.notifications import visible_notifications
from emulation.selectors.people import unread_notifications
from emulation.services.notification import read_all, read_notification, unread_notification


@login_required
def notification_list(request: HttpRequest) -> HttpResponse:
    only_new = request.GET.get("moi") == "1"
    told = unread_notifications(request.user) if only_new else visible_notifications(request.user)
    unread = unread_notifications(request.user).count()
    context = {
        "notifications": window(told, request, order=("-at", "-pk"), size=30),
        "unread": unread,
        "only_new": only_new,
        "chips": [
            {"label": "Tất cả", "url": "?", "current": not only_new},
            {"label": "Chưa đọc", "url": "?moi=1", "current": only_new, "count": unread},
        ],
    }
    return page(request, "emulation/notification_list.html", context, part="rows")


@login_required
@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go to the page it speaks of."""
    told = get_object_or_404(visible_notifications(request.user), pk=pk)
    read_notification(told)
    ours = url_has_allowed_host_and_scheme(told.url, {request.get_host()}, require_https=request.is_secure())
    return redirect(told.url if told.url and ours else "emulation:notification_list")


@login_required
@require_POST
def notification_unread(request: HttpRequest, pk: int) -> HttpResponse:
    unread_notification(get_object_or_404(visible_notifications(request.user), pk=pk))
    return redirect("emulation:notification_list")


@login_required
@require_POST
def notification_read_all(request: HttpRequest) -> HttpResponse:
    number = read_all(request.user)
    messages.success(request, f"Đã đánh dấu {number} thông báo là đã đọc.")
    return redirect("emulation:notification_list")
