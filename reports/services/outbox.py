"""The outbox: each letter leaves once, and what happened to it is written down.

Claim (transaction) → connect → "leaving" written down → the message → the answer written down.
A sender that dies before "leaving" has sent nothing: its letter is queued again. One that dies
after it leaves an unknown outcome: the letter is held for a person, unless the way of sending can
tell (files can). See docs/decisions/009-a-letter-leaves-once.md.
"""

import random
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.documents import fingerprint
from core.mail import Stopped, Watch
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.people import holders
from emulation.services.notification import notify
from reports import delivery as way
from reports.choices import DeliveryStatus, LetterKind, Outcome, PackageStatus, Phase
from reports.criteria import days_late
from reports.models import Attempt, Delivery, Heartbeat, Package
from reports.services.due import mark_sent
from reports.workflow import DELIVERY, PACKAGE

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=2)
MOST_AT_ONCE = 200


def send_due(*, now: datetime | None = None) -> int:
    """Send every letter that waits, one transaction each side of every letter; return how many left.

    ``now`` is the moment that is played (run_clock --on); leases always use the real time.
    """
    _write_through()
    settle_lost(now=now or timezone.now())
    sent = 0
    for _ in range(MOST_AT_ONCE):
        claimed = _claim(now or timezone.now())
        if claimed is None:
            break
        sent += _send(*claimed, now=now or timezone.now())
    Heartbeat.objects.update_or_create(name="outbox", defaults={"at": timezone.now(), "note": f"Đã gửi {sent} thư"})
    return sent


def settle_lost(*, now: datetime) -> int:
    """Look after letters whose sender is silent past its lease; return how many."""
    lost = Delivery.objects.filter(status=DeliveryStatus.SENDING, lease_until__lt=timezone.now())
    return sum(_settle(pk, now) for pk in list(lost.values_list("pk", flat=True)))


# --- one letter ---


@transaction.atomic
def _claim(now: datetime) -> tuple[Delivery, Attempt] | None:
    """Take the next letter under lock, so that two senders never hold the same one."""
    waiting = Delivery.objects.filter(status=DeliveryStatus.QUEUED, next_try_at__lte=now).exclude(
        kind=LetterKind.PACKAGE, package__status__in=[s for s in PackageStatus.values if s != PackageStatus.QUEUED]
    )
    skip = connection.features.has_select_for_update_skip_locked
    row = waiting.select_for_update(of=("self",), skip_locked=skip).order_by("next_try_at", "pk").first()
    if row is None:
        return None
    DELIVERY.move(row, "claim", by=None)
    row.lease, row.tries = uuid4().hex, row.tries + 1
    row.lease_until = timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    row.save(update_fields=["lease", "lease_until", "tries"])
    return row, Attempt.objects.create(delivery=row, number=row.tries, started_at=now)


def _send(row: Delivery, attempt: Attempt, *, now: datetime) -> int:
    """Hand one claimed letter over and write down what became of it."""
    try:
        message = bytes(row.message) if row.message and _may_have_left(row) else way.letter_of(row, now)
    except way.Tampered:
        _end(row, attempt, _TAMPERED, now)
        return 0
    watch = Watch(lambda: _leaving(row, attempt, message), lambda reply: _taken(row, attempt, reply, now))
    try:
        result = way.hand_over(message, watch)
    except Stopped:
        return 0
    if result.outcome != Outcome.SENT:
        _end(row, attempt, result, now)
    elif _is_held_by(row):  # the line could not be written at the moment itself
        _taken(row, attempt, result.reply, now)
    return int(result.outcome == Outcome.SENT)


def _is_held_by(row: Delivery) -> bool:
    """Say whether this sender still holds the letter."""
    return Delivery.objects.filter(pk=row.pk, status=DeliveryStatus.SENDING, lease=row.lease).exists()


_TAMPERED = way.Result(Outcome.REFUSED, "Tệp trong gói không còn như lúc duyệt (mã không khớp). Thư bị giữ, không gửi.")


def _may_have_left(row: Delivery) -> bool:
    """Say whether an earlier try may have brought the message over: then the same bytes go again."""
    return row.attempts.filter(outcome=Outcome.UNKNOWN).exists()


@transaction.atomic
def _leaving(row: Delivery, attempt: Attempt, message: bytes) -> None:
    """Write down, before one byte leaves, that from here on the outcome may be unknown."""
    mine = Delivery.objects.filter(pk=row.pk, status=DeliveryStatus.SENDING, lease=row.lease)
    if not mine.update(message=message, message_sha256=fingerprint(message)):
        raise Stopped
    attempt.phase = Phase.LEAVING
    attempt.save(update_fields=["phase"])


@transaction.atomic
def _taken(row: Delivery, attempt: Attempt, reply: str, now: datetime) -> None:
    """Write down that the other side has the letter; the package and its due report follow."""
    _close(attempt, Outcome.SENT, "Máy chủ thư đã nhận.", reply, now)
    _arrived(row, "sent", now, reply)


def _arrived(row: Delivery, step: str, now: datetime, reply: str, by: User | None = None) -> None:
    DELIVERY.move(row, step, by=by, note=reply)
    row.sent_at, row.reply, row.lease, row.lease_until = now, reply[:500], "", None
    row.save(update_fields=["sent_at", "reply", "lease", "lease_until"])
    if row.package_id:
        _package_sent(Package.objects.select_related("due").get(pk=row.package_id), now, by)


def _package_sent(package: Package, now: datetime, by: User | None) -> None:
    if PACKAGE.refusals(package, "sent", by=by):
        return
    PACKAGE.move(package, "sent", by=by)
    package.sent_at, package.late_days = now, days_late(package.due.due_on, now)
    package.save(update_fields=["sent_at", "late_days"])
    mark_sent(package.due, now=now)
    late = f", trễ {package.late_days} ngày" if package.late_days else ""
    _tell(
        package, f"package-sent:{package.pk}", f"{package} đã gửi lúc {timezone.localtime(now):%H:%M %d/%m/%Y}{late}."
    )


# --- a person decides about a letter that is held or was given up ---


@transaction.atomic
def confirm_arrival(row: Delivery, *, by: User, note: str = "") -> None:
    """Note that the recipient has a letter whose outcome was unknown; it counts from its last try."""
    last = row.attempts.order_by("-number").first()
    _arrived(row, "arrived", last.started_at if last else timezone.now(), note or "Nơi nhận xác nhận đã có thư", by=by)
    row.settled_by = by
    row.save(update_fields=["settled_by"])


@transaction.atomic
def resend_letter(row: Delivery, *, by: User, now: datetime) -> None:
    """Queue a held or failed letter again, because a person says that it did not arrive."""
    DELIVERY.move(row, "resend", by=by)
    row.settled_by, row.next_try_at = by, now
    row.save(update_fields=["settled_by", "next_try_at"])


# --- failure ---


@transaction.atomic
def _end(row: Delivery, attempt: Attempt, result: way.Result, now: datetime) -> None:
    """Write down a try that did not bring the letter over, and what comes next."""
    if not _is_held_by(row):
        return
    pause = _pause(row.tries)
    gives_up = result.outcome == Outcome.REFUSED or (result.outcome == Outcome.AGAIN and row.tries % MOST_TRIES == 0)
    next_step = "fail" if gives_up else "hold" if result.outcome == Outcome.UNKNOWN else "again"
    _close(attempt, result.outcome, _with_next(result.sentence, next_step, pause), result.reply, now)
    _rest(row, next_step, now + pause)


def _settle(pk: int, now: datetime) -> int:
    """Decide about one letter whose sender died: never sent, certainly sent, or unknown."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).select_related("facility").get(pk=pk)
        if row.status != DeliveryStatus.SENDING or row.lease_until is None or row.lease_until > timezone.now():
            return 0
        attempt = row.attempts.filter(phase__in=(Phase.CLAIMED, Phase.LEAVING)).order_by("-number").first()
        left = attempt is None or attempt.phase == Phase.LEAVING
        place = way.known_place(row.message_id) if left else ""
        if place:
            _close(attempt, Outcome.SENT, "Thư đã ghi xong trước khi máy dừng.", place, now)
            _arrived(row, "sent", now, place)
        elif place is None:
            _close(attempt, Outcome.UNKNOWN, _UNKNOWN, "", now)
            _rest(row, "hold", now)
        else:
            _close(attempt, Outcome.AGAIN, "Máy gửi dừng trước khi thư rời đi. Xếp gửi lại.", "", now)
            _rest(row, "fail" if row.tries % MOST_TRIES == 0 else "again", now)
        return 1


_UNKNOWN = "Máy gửi dừng đúng lúc đang chuyển thư: chưa rõ nơi nhận đã có hay chưa. Không tự gửi lại để tránh trùng."


def _rest(row: Delivery, step: str, next_try_at: datetime) -> None:
    """Put a letter down: queued again, held for a person, or given up. A digest is not worth a question."""
    step = "drop" if row.kind == LetterKind.DIGEST and step in ("hold", "fail") else step
    DELIVERY.move(row, step, by=None)
    row.next_try_at, row.lease, row.lease_until = next_try_at, "", None
    row.save(update_fields=["next_try_at", "lease", "lease_until"])
    if row.package and step in ("hold", "fail"):
        words = "chưa rõ nơi nhận đã có, cần người xác nhận" if step == "hold" else "gửi không được, cần người xem"
        _tell(row.package, f"letter-{step}:{row.pk}:{row.tries}", f"{row.package}: thư {words}.")


def _close(attempt: Attempt | None, outcome: str, sentence: str, reply: str, now: datetime) -> None:
    if attempt is None:
        return
    attempt.phase, attempt.outcome, attempt.ended_at = Phase.ENDED, outcome, now
    attempt.sentence, attempt.reply = sentence[:500], reply[:500]
    attempt.save(update_fields=["phase", "outcome", "ended_at", "sentence", "reply"])


def _pause(tries: int) -> timedelta:
    """Return how long to wait after the n-th try: 2, 4, 8 … minutes, a fifth more or less."""
    return FIRST_PAUSE * 2 ** ((tries - 1) % MOST_TRIES) * random.uniform(0.8, 1.2)


def _with_next(sentence: str, step: str, pause: timedelta) -> str:
    minutes = max(round(pause.total_seconds() / 60), 1)
    tail = {"again": f" Tự gửi lại sau {minutes} phút.", "fail": " Đã ngừng tự gửi lại."}
    return sentence + tail.get(step, "")


def _tell(package: Package, key: str, text: str) -> None:
    for role in (Role.OFFICE, Role.LEADER):
        notify(holders(role, package.facility), key=key, text=text, url=package.get_absolute_url())


def _write_through() -> None:
    """Ask SQLite to survive a power cut too: a lost line "leaving" would send a letter twice."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
