"""Several clocks and senders at once, on a real PostgreSQL: every row is taken by one of them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from core.mail import FileBackend
from emulation.models import Notification
from reports.choices import DeliveryStatus
from reports.models import Attempt, Delivery, DueReport, Package, Reminder
from reports.services.clock import run_clock
from reports.services.outbox import send_due
from tests.factories import facility_tree
from tests.factories.reports import at, endorsed_list, package_at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CROWD = 4


def together(act):
    """Run an act in several threads, started at once; errors come out here."""
    start = Barrier(CROWD)

    def run(_):
        try:
            start.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(run, range(CROWD)))


class Counting(FileBackend):
    """Counts what each message was handed over, also when the file was there already."""

    handed: Counter = Counter()

    def _keep(self, email_message):
        Counting.handed[email_message.extra_headers["Message-ID"]] += 1
        return super()._keep(email_message)


def test_senders_never_hold_the_same_letter(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = f"{__name__}.Counting", str(tmp_path)
    Counting.handed = Counter()
    package = package_at("queued", facility_tree())
    first = package.deliveries.get()
    Delivery.objects.bulk_create(
        Delivery(
            facility=first.facility, package=package, edition=first.edition, recipient=f"Nơi {n}",
            address=f"n{n}@soyte.example", message_id=f"<goi.{n}@x>", next_try_at=timezone.now() - timedelta(days=1),
        )
        for n in range(20)
    )  # fmt: skip
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(days=1))
    sent = together(send_due)
    assert sum(sent) == 21
    assert set(Counting.handed.values()) == {1}
    assert {row.status for row in Delivery.objects.all()} == {DeliveryStatus.SENT}
    assert Attempt.objects.count() == 21


def test_clocks_at_once_do_the_work_of_one():
    tree = facility_tree()
    endorsed_list(tree)
    together(lambda: run_clock(now=at("2026-11-27T08:00"), sends=False))
    periods = list(DueReport.objects.values_list("facility", "obligation", "period"))
    assert len(periods) == len(set(periods)) > 0
    assert Package.objects.count() == 1
    assert Reminder.objects.count() == 1
    texts = Counter(Notification.objects.filter(key__startswith="due").values_list("user", "key"))
    assert set(texts.values()) <= {1}
