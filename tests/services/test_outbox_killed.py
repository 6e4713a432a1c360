"""A sender killed with SIGKILL, at every point and at random: nothing is sent twice, nothing is lost."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.utils import timezone

from reports.choices import DeliveryStatus, PackageStatus
from reports.models import Delivery
from tests.factories import facility_tree
from tests.factories.reports import package_at
from tests.services.stack import Mailbox, Stack, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LETTERS, KILLS = 24, 5


class SlowMailbox(Mailbox):
    """Takes its time before and after it keeps a message, so that kills fall into every gap."""

    async def handle_DATA(self, server, session, envelope):
        time.sleep(random.uniform(0, 0.03))
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(random.uniform(0, 0.05))
        return answer


def start(stack, *point):
    """Start a sender and wait until it works."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.sender", *point],
        cwd=conf.BASE_DIR,
        env=stack.env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def many_letters(tree):
    """One approved package for many addresses, all due."""
    package = package_at("queued", tree)
    first = package.deliveries.get()
    Delivery.objects.bulk_create(
        Delivery(
            facility=first.facility, package=package, edition=first.edition, recipient=f"Nơi nhận {number}",
            address=f"noi{number}@soyte.example", message_id=f"<goi.{package.key}.1.{number}@benh-vien.example>",
            next_try_at=timezone.now() - timedelta(days=30),
        )
        for number in range(LETTERS)
    )  # fmt: skip
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(days=30))
    return package


def died(stack, point):
    """Run a sender that kills itself at a point, then a healthy one until nothing waits."""
    first = start(stack, point)
    first.wait(timeout=60)
    first.stdout.close()
    time.sleep(1.1)  # the dead one's lease runs out
    second = start(stack)
    wait_for(none_waits, seconds=60)
    kill(second)
    return Delivery.objects.get()


def one_letter(tree):
    package = package_at("queued", tree)
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(days=30))
    return package


@pytest.mark.parametrize(
    "point, status, messages",
    [
        ("claimed", DeliveryStatus.SENT, 1),
        ("before_leaving", DeliveryStatus.SENT, 1),
        ("after_leaving", DeliveryStatus.HELD, 0),
        ("before_the_answer_is_kept", DeliveryStatus.HELD, 1),
        ("after_the_answer_is_kept", DeliveryStatus.SENT, 1),
    ],
)
def test_by_smtp_only_an_unknown_outcome_is_held(point, status, messages, tmp_path):
    one_letter(facility_tree())
    with Mailbox() as mailbox:
        row = died(Stack(tmp_path, mail_port=mailbox.port, OUTBOX_LEASE_SECONDS="1"), point)
    assert (row.status, len(mailbox.messages)) == (status, messages)


@pytest.mark.parametrize("point", ["after_leaving", "before_the_answer_is_kept"])
def test_with_files_nothing_is_unknown(point, tmp_path):
    package = one_letter(facility_tree())
    row = died(Stack(tmp_path, OUTBOX_LEASE_SECONDS="1"), point)
    package.refresh_from_db()
    assert (row.status, package.status) == (DeliveryStatus.SENT, PackageStatus.SENT)
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def none_waits():
    return not Delivery.objects.filter(status__in=(DeliveryStatus.QUEUED, DeliveryStatus.SENDING)).exists()


def test_a_sender_killed_at_any_point_doubles_nothing_and_loses_nothing(tmp_path):
    package = many_letters(facility_tree())
    with SlowMailbox() as mailbox:
        stack = Stack(tmp_path, mail_port=mailbox.port, OUTBOX_LEASE_SECONDS="1")
        for _ in range(KILLS):
            pair = [start(stack), start(stack)]
            time.sleep(random.uniform(0, 0.15))
            for process in pair:
                kill(process)
        last = start(stack)
        wait_for(none_waits, seconds=90)
        kill(last)
        arrived = Counter(message["Message-ID"] for message in mailbox.messages)
    rows = list(Delivery.objects.filter(package=package))
    assert max(arrived.values()) == 1
    assert {row.status for row in rows} <= {DeliveryStatus.SENT, DeliveryStatus.HELD}
    assert [row.message_id for row in rows if row.status == DeliveryStatus.SENT and not arrived[row.message_id]] == []
    assert {message_id for message_id in arrived} <= {row.message_id for row in rows}
    package.refresh_from_db()
    all_sent = all(row.status == DeliveryStatus.SENT for row in rows)
    assert (package.status == PackageStatus.SENT) is all_sent
