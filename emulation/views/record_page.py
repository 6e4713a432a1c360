"""What the files of people and units share: their parts, the pages that write a record, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from core.views import acted, page
from emulation.access import reads_conduct, reads_records
from emulation.models import Staff, Unit, User
from emulation.selectors.timeline import conduct_of, timeline_of


def file_url(subject: Staff | Unit) -> str:
    name = "staff_detail" if isinstance(subject, Staff) else "unit_detail"
    return reverse(f"emulation:{name}", args=[subject.pk])


def file_crumbs(subject: Staff | Unit) -> list[tuple[str, str]]:
    """Return the way to a file, the file itself last."""
    if isinstance(subject, Staff):
        return [("Nhân sự", reverse("emulation:staff_list")), (subject.full_name, file_url(subject))]
    return [("Hồ sơ", reverse("emulation:unit_list")), (subject.label, file_url(subject))]


def file_parts(subject: Staff | Unit, reader: User, *, is_kept: bool) -> dict[str, Any]:
    """Return what both files show: the timeline, what weighs, and where the awards app tells of titles.

    The upper app is asked by address: its page stands in for the timeline, with titles in it.
    """
    kind, query = ("person", "nhan-su") if isinstance(subject, Staff) else ("unit", "don-vi")
    awards_url = reverse(f"awards:{kind}_awards", args=[subject.pk]) if reads_records(reader, subject) else ""
    return {
        "years": timeline_of(subject, reader),
        "conduct": conduct_of(subject, reader) if reads_conduct(reader, subject) else None,
        "awards_url": awards_url,
        "award_url": f"{reverse('awards:award_create')}?{query}={subject.pk}" if is_kept else "",
    }


def record_page(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    subject: Staff | Unit,
    name: str,
    title: str,
    said: str = "Đã ghi vào hồ sơ.",
    **more: Any,
) -> HttpResponse:
    """Do the act and go back to the file, or show the form of the page ``name``."""
    if acted(form, act):
        messages.success(request, said)
        return redirect(file_url(subject))
    context = {
        "form": form,
        "subject": subject,
        "title": title,
        "back": file_url(subject),
        "crumbs": [*file_crumbs(subject), (title, "")],
        **more,
    }
    return page(request, f"emulation/{name}.html", context)
