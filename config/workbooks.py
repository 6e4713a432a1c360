"""Which workbooks a person may take in, each with the one to fill in, its guide and what was handed in lately."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from awards.choices import AWARDS, INITIATIVES
from awards.selectors.history_uploads import importing_houses, visible_history_uploads
from campaigns.selectors.quota_uploads import quota_houses, visible_quota_uploads
from core.views import page
from emulation.models import Attachment, User
from emulation.selectors.imports import importing_rounds, importing_units, visible_batches
from emulation.selectors.uploads import staff_houses, visible_staff_uploads

LATEST = 3


@dataclass(frozen=True)
class Kind:
    """A kind of workbook; ``uploads`` are (name, address, when)."""

    label: str
    words: str
    url: str
    template: str
    guide: str
    uploads: list[tuple[str, str, Any]] = field(default_factory=list)


@login_required
def workbook_kinds(request: HttpRequest) -> HttpResponse:
    kinds = [*_registrations(request.user), *_staff(request.user), *_history(request.user), *_quotas(request.user)]
    if not kinds:
        raise Http404
    return page(request, "config/workbook_kinds.html", {"kinds": kinds})


def _registrations(user: User) -> list[Kind]:
    if not importing_units(user).exists():
        return []
    called = importing_rounds(user).first()
    template = reverse("emulation:registration_template", args=[called.pk]) if called else ""
    latest = [(batch.name, batch.get_absolute_url(), batch.at) for batch in visible_batches(user)[:LATEST]]
    words = "Tập thể, cá nhân đăng ký danh hiệu từng năm."
    url = reverse("emulation:registration_import")
    return [Kind("Danh sách đăng ký", words, url, template, _guide("dang-ky"), latest)]


def _staff(user: User) -> list[Kind]:
    if not staff_houses(user).exists():
        return []
    words = "Người mới, đơn vị, chức vụ, học vị của người đã có."
    return [_kind("Nhân sự", words, "emulation:staff_import", "nhan-su", visible_staff_uploads(user))]


def _history(user: User) -> list[Kind]:
    if not importing_houses(user).exists():
        return []
    history, initiatives = (visible_history_uploads(user, kind) for kind in (AWARDS, INITIATIVES))
    words = "Xếp loại, danh hiệu, khen thưởng, kỷ luật, nghỉ của các năm trước."
    return [
        _kind("Lịch sử thi đua, khen thưởng", words, "awards:history_import", "lich-su", history),
        _kind("Sáng kiến, đề tài", "Sổ sáng kiến với các tác giả.", "awards:initiative_import", "sang-kien",
              initiatives),
    ]  # fmt: skip


def _quotas(user: User) -> list[Kind]:
    if not quota_houses(user).exists():
        return []
    words = "Số tập thể, cá nhân được xét ở từng phong trào."
    return [_kind("Số lượng xét của phong trào", words, "campaigns:quota_import", "chi-tieu",
                  visible_quota_uploads(user))]  # fmt: skip


def _kind(label: str, words: str, route: str, slug: str, uploads: QuerySet[Attachment]) -> Kind:
    found = [(kept.name, reverse(f"{route}_detail", args=[kept.pk]), kept.at) for kept in uploads[:LATEST]]
    return Kind(label, words, reverse(route), reverse(f"{route}_template"), _guide(slug), found)


def _guide(slug: str) -> str:
    return reverse("emulation:guide_page", args=[slug])
