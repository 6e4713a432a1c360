"""What nominations have waiting for a person, and what a search finds among them."""

from django.db.models import Q
from django.urls import reverse

from awards.choices import NominationStatus
from awards.models import Nomination
from awards.selectors.nominations import visible_nominations
from campaigns.access import WRITERS, own_papers
from core.work import Found, Work
from emulation.access import within
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.people import matching

AREA = "khen_thuong"
_MOST = 5


def nominations_to_do(user: User) -> list[Work]:
    """Return the queue for the office, and for units what was returned and what lies unsent; one query."""
    is_office, writes = bool(user.units_of(Role.OFFICE)), bool(user.units_of(*WRITERS))
    if not (is_office or writes):
        return []
    open_ones = (NominationStatus.RETURNED, NominationStatus.DRAFT)
    waiting = within(user, (Role.OFFICE,)) & Q(status=NominationStatus.SUBMITTED)
    mine = own_papers(user) & Q(status__in=open_ones)
    rows = Nomination.objects.filter(waiting | mine).select_related("unit").order_by("state_since", "pk")
    found = list(rows.only("name", "title", "year", "status", "submitted_at", "unit__name", "unit__short_name")[:1000])
    queue = [row for row in found if row.status == NominationStatus.SUBMITTED]
    drafts = [row for row in found if row.status == NominationStatus.DRAFT]
    returned = [row for row in found if row.status == NominationStatus.RETURNED]
    return [*_queue(queue), *(_returned(row) for row in returned), *_drafts(drafts)]


def nominations_found(user: User, query: str) -> list[Found]:
    """Return the nominations that a search finds among what the person may see."""
    rows = matching(visible_nominations(user), query)[:_MOST]
    return [
        Found(r.name, f"{r.title_name} {r.year} · {r.unit.label}", r.get_absolute_url(), "Đề nghị khen thưởng")
        for r in rows
    ]


def _queue(rows: list[Nomination]) -> list[Work]:
    if not rows:
        return []
    detail = f"Cũ nhất: {rows[0].name}, {rows[0].unit.label}"
    url = reverse("awards:nomination_queue")
    return [Work(f"{len(rows)} đề nghị khen thưởng chờ xem", detail, url, "Xem xét", AREA, primary=True)]


def _returned(row: Nomination) -> Work:
    detail = f"{row.title_name} {row.year} · {row.unit.label}"
    return Work(f"Sửa đề nghị của {row.name}", detail, row.get_absolute_url(), "Xem lý do", AREA)


def _drafts(rows: list[Nomination]) -> list[Work]:
    if not rows:
        return []
    names = ", ".join(row.name for row in rows[:3]) + ("…" if len(rows) > 3 else "")
    url = f"{reverse('awards:nomination_list')}?status={NominationStatus.DRAFT}"
    return [Work(f"{len(rows)} đề nghị khen thưởng chưa gửi", names, url, "Soạn tiếp", AREA)]
