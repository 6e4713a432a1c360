"""The outbox: each letter leaves once; failures are told, retried, held or given up."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from core.documents import fingerprint
from core.mail import parsed
from core.workflow import Refused
from emulation.models import Notification
from reports.choices import DeliveryStatus, DueStatus, Outcome, PackageStatus, Phase
from reports.models import Delivery, PackageFile
from reports.services.outbox import MOST_TRIES, confirm_arrival, resend_letter, send_due
from tests.factories.reports import at, package_at

pytestmark = pytest.mark.django_db
NOW = at("2026-12-02T09:00")


class Scripted(BaseEmailBackend):
    """A backend that knows the watch and does what the test tells it to do, send by send."""

    script: list = []
    taken: list = []

    def __init__(self, *args, watch=None, **kwargs):
        super().__init__()
        self.watch = watch

    def send_messages(self, messages):
        act = self.script.pop(0) if self.script else "ok"
        if isinstance(act, Exception):
            raise act
        if self.watch:
            self.watch.leaving()
        if isinstance(act, tuple):
            raise act[1]
        Scripted.taken.append(messages[0].message().as_bytes())
        if self.watch:
            self.watch.taken("250 2.0.0 Ok: queued as 4A1B")
        if act == "dies at QUIT":
            raise TimeoutError
        return 1

    def known(self, message_id):
        return None


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.reports.test_outbox.Scripted"
    Scripted.script, Scripted.taken = [], []
    return Scripted


def letter(tree, *acts, server=None):
    package = package_at("queued", tree)
    if server:
        server.script[:] = list(acts)
    return package, package.deliveries.get()


def test_a_letter_is_sent_with_proof(tree, server):
    package, row = letter(tree)
    assert send_due(now=NOW) == 1
    row.refresh_from_db()
    assert (row.status, row.sent_at, row.reply) == (DeliveryStatus.SENT, NOW, "250 2.0.0 Ok: queued as 4A1B")
    assert row.message_sha256 == fingerprint(bytes(row.message))
    message = parsed(bytes(row.message))
    assert str(message["Message-ID"]) == row.message_id == f"<goi.{package.key}.1@benh-vien.example>"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        file.name for file in package.editions.get().files.all()
    ]
    attempt = row.attempts.get()
    assert (attempt.number, attempt.phase, attempt.outcome) == (1, Phase.ENDED, Outcome.SENT)


def test_sending_closes_package_and_due_report(tree, server):
    package, _ = letter(tree)
    send_due(now=NOW)
    package.refresh_from_db()
    assert (package.status, package.sent_at, package.late_days) == (PackageStatus.SENT, NOW, 0)
    assert package.due.__class__.objects.get(pk=package.due_id).status == DueStatus.SENT


def test_a_second_round_finds_nothing(tree, server):
    letter(tree)
    send_due(now=NOW)
    assert send_due(now=NOW + timedelta(days=1)) == 0
    assert len(server.taken) == 1


def test_a_server_that_is_away_is_tried_again_later_and_later(tree, server):
    _, row = letter(tree, ConnectionRefusedError(), ConnectionRefusedError(), server=server)
    moment, pauses = NOW, []
    for _ in range(2):
        send_due(now=moment)
        row.refresh_from_db()
        pauses.append(row.next_try_at - moment)
        moment = row.next_try_at
    assert timedelta(seconds=96) <= pauses[0] <= timedelta(seconds=144)
    assert timedelta(seconds=192) <= pauses[1] <= timedelta(seconds=288)
    send_due(now=moment)
    row.refresh_from_db()
    assert (row.status, row.tries) == (DeliveryStatus.SENT, 3)
    assert row.attempts.get(number=1).sentence.startswith("Máy chủ thư không mở cổng nhận. Tự gửi lại sau 2 phút.")


def test_nothing_is_tried_before_its_time(tree, server):
    _, row = letter(tree, ConnectionRefusedError(), server=server)
    send_due(now=NOW)
    assert send_due(now=NOW + timedelta(seconds=30)) == 0
    assert row.attempts.count() == 1


def test_after_eight_tries_a_person_is_asked(tree, server, office):
    _, row = letter(tree, *[TimeoutError() for _ in range(MOST_TRIES)], server=server)
    for hours in range(MOST_TRIES + 2):
        send_due(now=NOW + timedelta(hours=12 * hours))
    row.refresh_from_db()
    assert (row.status, row.tries) == (DeliveryStatus.FAILED, MOST_TRIES)
    assert "cần người xem" in Notification.objects.get(user=office, key__startswith="letter-fail").text


def test_a_refused_address_is_not_tried_again_by_itself(tree, server):
    refusal = smtplib.SMTPRecipientsRefused({"tdkt@soyte.example": (550, b"5.1.1 No such user")})
    _, row = letter(tree, refusal, server=server)
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.FAILED
    attempt = row.attempts.get()
    assert attempt.reply == "550 5.1.1 No such user"
    assert attempt.sentence.startswith("Máy chủ thư từ chối (550). Kiểm tra địa chỉ")


@pytest.mark.parametrize("code", [421, 450, 452, 535])
def test_a_temporary_no_is_tried_again(tree, server, code):
    _, row = letter(tree, smtplib.SMTPResponseException(code, b"later"), server=server)
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.QUEUED


def test_a_connection_lost_while_the_message_leaves_is_held_for_a_person(tree, server, office):
    package, row = letter(tree, ("left", smtplib.SMTPServerDisconnected("gone")), server=server)
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.HELD
    assert row.attempts.get().outcome == Outcome.UNKNOWN
    assert send_due(now=NOW + timedelta(days=2)) == 0
    assert "cần người xác nhận" in Notification.objects.get(user=office, key__startswith="letter-hold").text
    package.refresh_from_db()
    assert package.status == PackageStatus.QUEUED


def test_a_no_after_the_message_is_a_no(tree, server):
    _, row = letter(tree, ("left", smtplib.SMTPDataError(452, b"4.3.1 disk full")), server=server)
    send_due(now=NOW)
    row.refresh_from_db()
    assert row.status == DeliveryStatus.QUEUED


def test_trouble_after_the_answer_does_not_undo_it(tree, server):
    _, row = letter(tree, "dies at QUIT", server=server)
    assert send_due(now=NOW) == 1
    row.refresh_from_db()
    assert row.status == DeliveryStatus.SENT
    assert len(server.taken) == 1


# --- a person decides ---


def held(tree, server):
    package, row = letter(tree, ("left", ConnectionResetError()), server=server)
    send_due(now=NOW)
    return package, Delivery.objects.get(pk=row.pk)


def test_the_recipient_has_it(tree, server, office):
    package, row = held(tree, server)
    confirm_arrival(row, by=office)
    package.refresh_from_db()
    assert (row.status, row.sent_at, row.settled_by) == (DeliveryStatus.SENT, NOW, office)
    assert (package.status, package.sent_at) == (PackageStatus.SENT, NOW)


def test_the_recipient_has_it_not_and_gets_the_very_same_bytes(tree, server, office):
    _, row = held(tree, server)
    before = bytes(row.message)
    resend_letter(row, by=office, now=NOW + timedelta(days=1))
    send_due(now=NOW + timedelta(days=1))
    row.refresh_from_db()
    assert row.status == DeliveryStatus.SENT
    assert bytes(row.message) == before
    assert server.taken[-1].replace(b"\r\n", b"\n") == before.replace(b"\r\n", b"\n")


def test_a_letter_given_up_can_be_sent_again(tree, server, office):
    _, row = letter(tree, smtplib.SMTPSenderRefused(550, b"no", "x"), server=server)
    send_due(now=NOW)
    row.refresh_from_db()
    resend_letter(row, by=office, now=NOW)
    assert send_due(now=NOW) == 1


def test_a_letter_that_was_sent_is_never_sent_again(tree, server, office):
    _, row = letter(tree)
    send_due(now=NOW)
    row.refresh_from_db()
    with pytest.raises(Refused):
        resend_letter(row, by=office, now=NOW)


# --- what was approved is what leaves ---


def test_a_file_that_was_tampered_with_stops_the_letter(tree, server, monkeypatch):
    _, row = letter(tree)
    monkeypatch.setattr("reports.delivery.fingerprint", lambda content: "0" * 64)
    send_due(now=NOW)
    row.refresh_from_db()
    assert (row.status, server.taken) == (DeliveryStatus.FAILED, [])
    assert "mã không khớp" in row.attempts.get().sentence


def test_a_late_letter_says_so(tree, server):
    letter(tree)
    send_due(now=at("2026-12-06T08:00"))
    message = parsed(server.taken[0])
    assert "gửi chậm 2 ngày" in str(message["Subject"])
    assert "Thư này gửi chậm 2 ngày so với hạn (04/12/2026)." in message.get_body(("plain",)).get_content()


def test_there_is_time_to_take_an_approval_back(tree, server, settings):
    settings.OUTBOX_GRACE_SECONDS = 60
    letter(tree)
    assert send_due(now=NOW + timedelta(seconds=59)) == 0
    assert send_due(now=NOW + timedelta(seconds=60)) == 1


def test_frozen_files_are_what_is_attached(tree, server):
    package, _ = letter(tree)
    send_due(now=NOW)
    sent = [part.get_payload(decode=True) for part in parsed(server.taken[0]).iter_attachments()]
    assert sent == [bytes(file.content) for file in PackageFile.objects.filter(edition__package=package)]
