"""The outbox against a real SMTP server: what arrives, and what its answers mean."""

from datetime import timedelta

import pytest

from reports.choices import DeliveryStatus
from reports.models import PackageFile
from reports.services.outbox import send_due
from tests.factories.reports import at, package_at
from tests.services.stack import Mailbox, free_port

NOW = at("2026-12-02T09:00")


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
