"""What the council has waiting for a person. One query for a member, one for the office, none for others."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from awards.access import RUNNING_PARTS
from awards.choices import WITH_A_PAPER, Method, SectionStatus, SessionStatus
from awards.models import KeyHolder, KeyShare, Seat
from awards.selectors.decisions import sessions_with_unlisted
from awards.selectors.session import visible_sessions
from core.text import fold
from core.work import Found, Work
from emulation.choices import Role
from emulation.models import User

AREA = "hoi_dong"
HITS = 10


def council_work(user: User) -> list[Work]:
    """Return what waits: a ballot, a key to turn or to set, an agenda to read, a list to draft."""
    seats = _seats(user) if user.units_of(Role.COUNCIL) else []
    works = [work for seat in seats for work in _seat_works(seat)]
    if user.units_of(Role.OFFICE):
        works += [
            Work(
                title=f"Lập danh sách quyết định từ {session}",
                detail=f"{session.ready} hồ sơ đạt chưa vào danh sách nào",  # type: ignore[attr-defined]
                url=reverse("awards:decision_list"),
                button="Lập danh sách",
                area="quyet_dinh",
            )
            for session in sessions_with_unlisted(user)
        ]
    return works


def council_found(user: User, query: str) -> list[Found]:
    """Return the sessions whose number or subject the search finds."""
    words = fold(query).split()
    if not words or not user.units_of(Role.COUNCIL, Role.OFFICE):
        return []
    sessions = visible_sessions(user).order_by("-held_at")[:200]
    hits = [one for one in sessions if all(word in fold(f"phien so {one.number} {one.subject}") for word in words)]
    return [
        Found(
            str(one), f"{timezone.localtime(one.held_at):%H:%M %d/%m/%Y}, {one.place}", one.get_absolute_url(), "Phiên"
        )
        for one in hits[:HITS]
    ]


def _seats(user: User) -> list[Seat]:
    """Return the person's seats in sessions that are convened or running, with what waits there."""
    papers = Q(
        marks__standing__in=WITH_A_PAPER,
        marks__has_voted=False,
        marks__section__status=SectionStatus.VOTING,
        marks__section__method=Method.SEALED,
    )
    keys = KeyHolder.objects.filter(session=OuterRef("session"), member__user=user)
    shut = KeyShare.objects.filter(
        section__session=OuterRef("session"), section__status=SectionStatus.CLOSED, holder__member__user=user, handed={}
    )
    live = Seat.objects.filter(user=user, session__status__in=(SessionStatus.CONVENED, SessionStatus.OPENED))
    return list(
        live.select_related("session")
        .annotate(
            papers=Count("marks", filter=papers),
            has_no_key=Exists(keys.filter(public="")),
            to_open=Subquery(shut.values("section")[:1]),
        )
        .order_by("session__held_at")
    )


def _seat_works(seat: Any) -> list[Work]:
    if seat.session.status == SessionStatus.CONVENED:
        return [_before(seat)]
    session, due = seat.session, timezone.localdate(seat.session.held_at)
    works = [_during(seat, due)]
    if seat.to_open:
        url = reverse("awards:ballot_open", args=[seat.to_open])
        works.append(Work(f"{session} chờ mở hòm", "Bạn giữ một chìa", url, "Nhập chìa", AREA, due, primary=True))
    if seat.part in RUNNING_PARTS:
        url = reverse("awards:session_board", args=[session.pk])
        works.append(Work(f"Điều hành {session}", "Mở, đóng bỏ phiếu; kết quả", url, "Bàn điều hành", AREA, due))
    return works


def _before(seat: Any) -> Work:
    session, due = seat.session, timezone.localdate(seat.session.held_at)
    if seat.has_no_key:
        url = reverse("awards:ballot_passphrase", args=[session.pk])
        detail = "Bạn giữ một chìa hòm phiếu; đặt trước giờ khai mạc"
        return Work(f"Đặt mật khẩu mở hòm của {session}", detail, url, "Đặt mật khẩu", AREA, due)
    when = f"{timezone.localtime(session.held_at):%H:%M %d/%m/%Y}, {session.place}"
    url = reverse("awards:agenda_detail", args=[session.pk])
    return Work(f"Đọc hồ sơ trước {session}", when, url, "Đọc hồ sơ", AREA, due)


def _during(seat: Any, due: date) -> Work:
    session, url = seat.session, reverse("awards:agenda_detail", args=[seat.session.pk])
    if seat.papers:
        detail = f"Còn {seat.papers} hồ sơ"
        return Work(f"{session} đang chờ anh/chị bỏ phiếu", detail, url, "Bỏ phiếu", AREA, due, primary=True)
    return Work(f"{session} đang họp", "Bạn không còn phiếu nào chờ", url, "Vào phiên", AREA, due)
