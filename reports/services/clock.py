"""What the clock does by itself, in one place; every part finds its work in the tables and may be repeated.

A clock that was off makes up for it: rows were stored ahead, so what should have opened opens now,
one reminder stands for those that were missed, and what waited in the outbox leaves once.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.choices import Role
from emulation.models import Unit
from emulation.selectors.people import holders
from emulation.services.notification import notify
from reports.choices import ONE_OFF, PAPERS, DueStatus
from reports.criteria import local_day
from reports.models import ClockAct, DueReport, Heartbeat, Package
from reports.selectors.duty import duties_of, published_plans
from reports.services.due import open_due, store_dues
from reports.services.exemplar import NOBODY
from reports.services.outbox import send_due
from reports.services.package import prepare_package
from reports.services.reminder import queue_digests, remind

log = logging.getLogger(__name__)


@dataclass
class ClockReport:
    """What one run did, in numbers."""

    stored: int = 0
    opened: int = 0
    reminded: int = 0
    digests: int = 0
    sent: int = 0
    troubles: int = 0

    def __str__(self) -> str:
        return (
            f"Lập {self.stored} hạn, mở {self.opened} kỳ, nhắc {self.reminded} việc, "
            f"xếp {self.digests} thư nhắc, gửi {self.sent} thư, {self.troubles} việc không làm được."
        )


def run_clock(*, now: datetime, sends: bool = True) -> ClockReport:
    """Do everything that is due at a moment: store, open and draft, remind, send."""
    done = ClockReport()
    done.stored = store_dues(today=local_day(now))
    done.opened = sum(_open(due, now) for due in _to_open(now))
    done.troubles = sum(not _draft(due, now) for due in _to_draft())
    _ask_for_days(now)
    done.reminded = remind(now=now)
    done.digests = queue_digests(now=now)
    if sends:
        done.sent = send_due(now=now)
    Heartbeat.objects.update_or_create(name="clock", defaults={"at": timezone.now(), "note": str(done)[:300]})
    return done


def _to_open(now: datetime) -> list[DueReport]:
    waiting = DueReport.objects.filter(status=DueStatus.PLANNED, opens_on__lte=local_day(now))
    return list(waiting.select_related("facility__parent", "plan").order_by("due_on", "pk"))


def _to_draft() -> list[DueReport]:
    """Return what is open and never had a package; a package that people cancelled is not made again."""
    bare = DueReport.objects.filter(status=DueStatus.OPEN, packages__isnull=True).exclude(obligation=ONE_OFF)
    return list(bare.select_related("facility__parent", "plan").order_by("due_on", "pk"))


def _open(due: DueReport, now: datetime) -> int:
    try:
        open_due(due)
    except Refused:  # another clock was quicker
        return 0
    note_act(due.facility, now, f"Mở kỳ “{due.title}”, hạn {due.due_on:%d/%m/%Y}.", due.get_absolute_url())
    return 1


def _draft(due: DueReport, now: datetime) -> bool:
    """Draft one package; one that fails does not stop the others, and is told once a day."""
    try:
        package = prepare_package(due)
    except Exception as error:  # noqa: BLE001 - told to the office, the other facilities go on
        log.exception("cannot draft the package of due report %s", due.pk)
        why = " ".join(error.reasons) if isinstance(error, Refused) else "lỗi phần mềm, đã ghi nhật ký"
        text = f"Không lập được gói “{due.title}” ({local_day(now):%d/%m}): {why}"
        if not ClockAct.objects.filter(facility=due.facility, text=text[:400]).exists():
            note_act(due.facility, now, text, due.get_absolute_url(), is_trouble=True)
        return False
    _tell_drafted(due, package, now)
    return True


def _tell_drafted(due: DueReport, package: Package, now: datetime) -> None:
    has_nobody = PAPERS[package.builder].has_exemplar and not hasattr(package, "featured")
    text = f"Đã lập nháp gói “{due.title}”. Hãy xem, bổ sung rồi trình lãnh đạo duyệt."
    if has_nobody:
        text = f"{due.title}: {NOBODY}"
    note_act(due.facility, now, text, package.get_absolute_url(), is_trouble=has_nobody)
    notify(holders(Role.OFFICE, due.facility), key=f"due-open:{due.pk}", text=text, url=package.get_absolute_url())


def _ask_for_days(now: datetime) -> None:
    """Ask once for every duty in force whose day nobody has set; nothing is guessed (S2-21, S3-26)."""
    today = local_day(now)
    for duty in duties_of(published_plans(), today):
        if not duty.is_undecided or today.year > duty.rule.year_to:
            continue
        waits = DueReport.objects.filter(
            facility=duty.facility, obligation=duty.rule.slug, due_on__isnull=True, period_from__lte=today
        ).exclude(status__in=(DueStatus.SKIPPED, DueStatus.DONE, DueStatus.NIL))  # fmt: skip
        for due in waits.order_by("period_to")[:1]:
            text = f"{due.title} gửi {due.to}: kế hoạch không nêu ngày, cần đặt ngày gửi."
            notify(holders(Role.OFFICE, duty.facility), key=f"due-day:{due.pk}", text=text, url=due.get_absolute_url())


@transaction.atomic
def note_act(facility: Unit, now: datetime, text: str, url: str, *, is_trouble: bool = False) -> None:
    ClockAct.objects.create(facility=facility, at=now, text=text[:400], url=url, is_trouble=is_trouble)
