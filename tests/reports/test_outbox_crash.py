"""A sender that died, and letters as files: what is certain, what is not, never twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.mail import mail_file
from reports.choices import DeliveryStatus, PackageStatus, Phase
from reports.models import Attempt, Delivery
from reports.services.outbox import send_due
from tests.factories.reports import at, package_at
from tests.reports.test_outbox import Scripted

pytestmark = pytest.mark.django_db
NOW = at("2026-12-02T09:00")


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.reports.test_outbox.Scripted"
    Scripted.script, Scripted.taken = [], []
    return Scripted


def letter(tree):
    package = package_at("queued", tree)
    return package, package.deliveries.get()


# --- a sender that died ---


def dead(tree, phase, *, now=NOW):
    """A letter whose sender fell silent in a phase, its lease over."""
    package, row = letter(tree)
    Delivery.objects.filter(pk=row.pk).update(
        status=DeliveryStatus.SENDING, lease="x", tries=1, lease_until=timezone.now() - timedelta(minutes=1)
    )
    Attempt.objects.create(delivery=row, number=1, phase=phase, started_at=now)
    return package, row


def test_one_that_died_before_the_message_left_is_queued_and_sent(tree, server):
    _, row = dead(tree, Phase.CLAIMED)
    assert send_due(now=NOW) == 1
    row.refresh_from_db()
    assert (row.status, row.tries, len(server.taken)) == (DeliveryStatus.SENT, 2, 1)


def test_one_that_died_while_the_message_left_is_held(tree, server):
    _, row = dead(tree, Phase.LEAVING)
    assert send_due(now=NOW) == 0
    row.refresh_from_db()
    assert (row.status, server.taken) == (DeliveryStatus.HELD, [])


def test_a_sender_at_work_is_left_alone(tree, server):
    _, row = dead(tree, Phase.LEAVING)
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() + timedelta(minutes=1))
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.SENDING


def test_a_sender_that_lost_its_lease_sends_nothing(tree, settings):
    package, row = letter(tree)

    class Slow(Scripted):
        def send_messages(self, messages):
            Delivery.objects.filter(pk=row.pk).update(lease="somebody else")
            return super().send_messages(messages)

    Scripted.script, Scripted.taken = [], []
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    globals()["Slow"] = Slow
    send_due(now=NOW)
    assert Scripted.taken == []


# --- files, the embedded way ---


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "core.mail.FileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_a_letter_becomes_one_file_with_its_attachments(tree, folder):
    _, row = letter(tree)
    assert send_due(now=NOW) == 1
    row.refresh_from_db()
    assert [file.name for file in folder.iterdir()] == [mail_file(row.message_id).name]
    assert mail_file(row.message_id).read_bytes() == bytes(row.message)


def test_a_file_that_was_written_before_the_crash_counts_as_sent(tree, folder):
    package, row = dead(tree, Phase.LEAVING)
    mail_file(row.message_id).write_bytes(b"Message-ID: x\r\n\r\n")
    send_due(now=NOW)
    row.refresh_from_db()
    package.refresh_from_db()
    assert (row.status, package.status) == (DeliveryStatus.SENT, PackageStatus.SENT)


def test_a_file_that_was_not_written_before_the_crash_is_written_now(tree, folder):
    _, row = dead(tree, Phase.LEAVING)
    assert send_due(now=NOW) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_file_is_never_written_twice(tree, folder):
    _, row = letter(tree)
    mail_file(row.message_id).write_bytes(b"first")
    send_due(now=NOW)
    assert mail_file(row.message_id).read_bytes() == b"first"
