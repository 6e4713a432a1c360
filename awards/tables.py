"""What lists of nominations, sessions, councils and decisions hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from awards.choices import CouncilPart, DecisionStatus, Occasion, SessionKind, SessionStatus
from awards.models import Council, DecisionList, Nomination, Session

NOMINATION_COLUMNS = (
    ("Đối tượng", 12, "ten"), ("Tập thể, cá nhân", 32, "ten"), ("Chức vụ", 24, "ten"),
    ("Danh hiệu, hình thức", 40, "danh-hieu"), ("Năm thành tích", 10, "nam"), ("Đơn vị đề nghị", 34, "don-vi"),
    ("Loại hình", 30, "danh-hieu"), ("Phong trào", 34, "danh-hieu"), ("Thành tích", 80, "thanh-tich"),
    ("Trạng thái", 26, "trang-thai"), ("Ngày gửi", 14, "tu"), ("Xét theo quy định ngày", 16, "tu"),
)  # fmt: skip
QUEUE_COLUMNS = (
    ("Đối tượng", 12, "ten"), ("Tập thể, cá nhân", 32, "ten"), ("Chức vụ", 24, "ten"),
    ("Danh hiệu, hình thức", 40, "danh-hieu"), ("Năm thành tích", 10, "danh-hieu"), ("Phong trào", 34, "danh-hieu"),
    ("Đơn vị", 34, "don-vi"), ("Điều kiện", 24, "dieu-kien"), ("Đăng ký", 26, "dang-ky"), ("Giấy tờ", 10, "giay-to"),
    ("Gửi ngày", 14, "gui"),
)  # fmt: skip
SESSION_COLUMNS = (
    ("Phiên số", 16, "phien"), ("Loại phiên", 22, "phien"), ("Hội đồng", 44, "hoi-dong"), ("Họp ngày", 14, "hop"),
    ("Lúc", 8, "hop"), ("Địa điểm", 36, "dia-diem"), ("Hồ sơ", 10, "ho-so"), ("Trạng thái", 22, "trang-thai"),
)  # fmt: skip
COUNCIL_COLUMNS = (
    ("Hội đồng", 44, "hoi-dong"), ("Quyết định số", 22, "hoi-dong"), ("Ngày quyết định", 14, "hoi-dong"),
    ("Nhiệm kỳ từ", 14, "hoi-dong"), ("Đến", 14, "hoi-dong"), ("Thành viên", 30, "thanh-vien"),
    ("Chức vụ", 30, "thanh-vien"), ("Vai trò", 26, "thanh-vien"),
)  # fmt: skip
DECISION_COLUMNS = (
    ("Danh sách", 60, "ten"), ("Phiên họp số", 16, "phien"), ("Số dòng", 10, "dong"), ("Lập ngày", 14, "ngay"),
    ("Trạng thái", 20, "trang-thai"),
)  # fmt: skip


def queue_rows(nominations: Iterable[tuple[Nomination, tuple[str, str] | None]]) -> Iterator[list[Any]]:
    """Yield the rows of the office's queue, each with mark and word of what it came to by the law when it was sent."""
    for row, mark in nominations:
        yield [
            row.get_kind_display(), row.name, row.position, row.title_name, row.year,
            row.proposal.campaign.title if row.proposal else "", row.unit.name,
            mark[1] if mark else "không xét theo năm", _registered(row), row.papers, row.submitted_at,
        ]  # fmt: skip


def session_rows(sessions: QuerySet[Session]) -> Iterator[list[Any]]:
    """Yield what the list of sessions shows: when, where, how many candidates. Nothing of a vote is read."""
    kinds, states = dict(SessionKind.choices), dict(SessionStatus.choices)
    found = sessions.values_list("number", "kind", "council__name", "held_at", "place", "candidates", "status")
    for number, kind, council, held_at, place, candidates, status in found.iterator(500):
        hour = f"{timezone.localtime(held_at):%H:%M}"
        yield [number, kinds[kind], council, held_at, hour, place, candidates, states[status]]


def council_rows(councils: QuerySet[Council], on: date) -> Iterator[list[Any]]:
    """Yield who sits in each council on a day or later; a council without members is a row too."""
    parts = dict(CouncilPart.choices)
    sitting = Q(members__until__isnull=True) | Q(members__until__gte=on)
    rows = councils.annotate(seat=FilteredRelation("members", condition=sitting))
    ordered = rows.order_by("-since", "-pk", F("seat__order").asc(nulls_first=True), "seat__pk")
    head, seat = ("decision_number", "decision_on", "since", "until"), ("user__full_name", "position", "part")
    found = ordered.values_list("name", *head, *(f"seat__{name}" for name in seat))
    for *cells, part in found.iterator(500):
        yield [*cells, parts.get(part, "")]


def decision_list_rows(decisions: QuerySet[DecisionList]) -> Iterator[list[Any]]:
    states = dict(DecisionStatus.choices)
    found = decisions.values_list("name", "session__number", "size", "created_at", "status")
    for *cells, status in found.iterator(500):
        yield [*cells, states[status]]


def _registered(row: Nomination) -> str:
    if row.was_registered:  # type: ignore[attr-defined]
        return "đã đăng ký"
    if row.proposal:
        return "theo phong trào"
    return "đột xuất" if row.occasion == Occasion.SUDDEN else "không có trong đăng ký"


def nomination_rows(nominations: Iterable[Nomination]) -> Iterator[list[Any]]:
    for row in nominations:
        yield [
            row.get_kind_display(), row.name, row.position, row.title_name, row.year, row.unit.name,
            row.get_occasion_display(), row.proposal.campaign.title if row.proposal else "", row.achievements,
            row.get_status_display(), row.submitted_at, row.law_on if row.submitted_at else None,
        ]  # fmt: skip
