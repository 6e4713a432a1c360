"""The outbox against a real SMTP server: what arrives, and a sender killed at any point."""

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
from reports.models import Delivery, PackageFile
from reports.services.outbox import send_due
from tests.factories import facility_tree
from tests.factories.reports import at, package_at
from tests.services.stack import Mailbox, Stack, free_port, wait_for

NOW = at("2026-12-02T09:00")
LETTERS, KILLS = 24, 14


class SlowMailbox(Mailbox):
    """Takes its time before and after it keeps a message, so that kills fall into every gap."""

    async def handle_DATA(self, server, session, envelope):
        time.sleep(random.uniform(0, 0.03))
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(random.uniform(0, 0.05))
        return answer


@pytest.fixture
def smtp(settings):
    """A real SMTP server, and mail that goes to it."""
    with Mailbox() as mailbox:
        settings.EMAIL_BACKEND = "core.mail.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        yield mailbox


@pytest.mark.django_db
def test_the_whole_package_arrives_with_vietnamese_and_files_intact(tree, smtp):
    package = package_at("queued", tree)
    assert send_due(now=NOW) == 1
    message = smtp.messages[0]
    assert message["Subject"] == "Gương điển hình tháng 11/2026 – Bệnh viện An Hòa"
    assert message["To"] == "Sở Y tế <tdkt@soyte.example>"
    assert message["From"] == "Bệnh viện An Hòa <thi-dua@benh-vien.example>"
    assert "Bệnh viện An Hòa gửi: Gương điển hình tháng 11/2026." in message.get_body(("plain",)).get_content()
    arrived = [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    assert arrived == [
        (file.name, bytes(file.content)) for file in PackageFile.objects.filter(edition__package=package)
    ]


@pytest.mark.django_db
def test_the_answer_of_the_server_is_kept(tree, smtp):
    row = package_at("queued", tree).deliveries.get()
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.reply == "250 2.0.0 OK queued"


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_a_sentence_not_an_error(tree, settings):
    settings.EMAIL_BACKEND = "core.mail.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    row = package_at("queued", tree).deliveries.get()
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.QUEUED
    assert row.attempts.get().sentence.startswith("Máy chủ thư không mở cổng nhận.")


class Refusing(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        return "550 5.1.1 no such user"


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_told_to_people(tree, settings):
    with Refusing() as mailbox:
        settings.EMAIL_BACKEND = "core.mail.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        row = package_at("queued", tree).deliveries.get()
        send_due(now=NOW)
        row.refresh_from_db()
    assert (row.status, row.attempts.get().reply) == (DeliveryStatus.FAILED, "550 5.1.1 no such user")


class HangingUp(Mailbox):
    """Keeps the message and hangs up instead of answering."""

    async def handle_DATA(self, server, session, envelope):
        await super().handle_DATA(server, session, envelope)
        server.transport.abort()
        return "250 never seen"


@pytest.mark.django_db
def test_a_server_that_hangs_up_after_the_message_is_not_sent_to_again(tree, settings):
    with HangingUp() as mailbox:
        settings.EMAIL_BACKEND = "core.mail.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        row = package_at("queued", tree).deliveries.get()
        for hours in range(3):
            send_due(now=NOW + timedelta(hours=hours))
        row.refresh_from_db()
    assert (row.status, len(mailbox.messages)) == (DeliveryStatus.HELD, 1)


# --- kill -9 ---


def start(stack):
    """Start a sender and wait until it works."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.sender"],
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


def none_waits():
    return not Delivery.objects.filter(status__in=(DeliveryStatus.QUEUED, DeliveryStatus.SENDING)).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_with_files_a_killed_sender_leaves_nothing_to_ask(tmp_path):
    package = many_letters(facility_tree())
    stack = Stack(tmp_path, OUTBOX_LEASE_SECONDS="1")
    for _ in range(KILLS // 2):
        process = start(stack)
        time.sleep(random.uniform(0, 0.08))
        kill(process)
    last = start(stack)
    wait_for(none_waits, seconds=90)
    kill(last)
    files = list((tmp_path / "mail").glob("*.eml"))
    assert {row.status for row in Delivery.objects.all()} == {DeliveryStatus.SENT}
    assert len(files) == LETTERS + 1
    package.refresh_from_db()
    assert package.status == PackageStatus.SENT
