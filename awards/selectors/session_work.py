"""What the council has waiting for a person. One query for a member, one for the office, none for others."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

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
    works = [_seat_work(seat) for seat in _seats(user)] if user.units_of(Role.COUNCIL) else []
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
    return [work for work in works if work]


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
            papers=Count("marks", filter=papers), has_no_key=Exists(keys.filter(public="")), may_open=Exists(shut)
        )
        .order_by("session__held_at")
    )


def _seat_work(seat: Seat) -> Work | None:
    session = seat.session
    due = timezone.localdate(session.held_at)
    agenda = reverse("awards:agenda_detail", args=[session.pk])
    if seat.papers:  # type: ignore[attr-defined]
        detail = f"Còn {seat.papers} hồ sơ"  # type: ignore[attr-defined]
        return Work(f"{session} đang chờ bạn bỏ phiếu", detail, agenda, "Bỏ phiếu", AREA, due, primary=True)
    if seat.may_open:  # type: ignore[attr-defined]
        board = reverse("awards:session_board", args=[session.pk])
        return Work(f"{session} chờ mở hòm", "Bạn giữ một chìa", board, "Nhập chìa", AREA, due, primary=True)
    if session.status != SessionStatus.CONVENED:
        return None
    if seat.has_no_key:  # type: ignore[attr-defined]
        url = reverse("awards:ballot_passphrase", args=[session.pk])
        detail = "Bạn giữ một chìa hòm phiếu; đặt trước giờ khai mạc"
        return Work(f"Đặt mật khẩu mở hòm của {session}", detail, url, "Đặt mật khẩu", AREA, due)
    when = f"{timezone.localtime(session.held_at):%H:%M %d/%m/%Y}, {session.place}"
    return Work(f"Đọc hồ sơ trước {session}", when, agenda, "Đọc hồ sơ", AREA, due)
