"""The main road on real servers: PostgreSQL, Redis, a real worker and clock, a real SMTP server.

From a unit's registration to the mail that the Department receives; then the same processes are
killed while letters leave, and nothing is lost and nothing sent twice.
"""

import os
import random
import time
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from awards.services.agenda_vote import take_section_step
from emulation.choices import Typical
from emulation.models import Entry, Sheet
from emulation.selectors.sheets import endorsed_entries
from reports.choices import DeliveryStatus, PackageStatus
from reports.models import Delivery, DueReport, Package
from reports.services.approval import content_of
from tests.factories import facility_tree
from tests.factories.council import close_and_count, opened, vote_all
from tests.factories.people import person
from tests.factories.reports import MONTHLY, approve, endorsed_list, fill, leader_of, report_plan
from tests.factories.sheets import head_of, office_of, open_round
from tests.services.stack import Mailbox, Stack, wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def servers(tmp_path):
    """Return (mailbox, stack): a real SMTP server, and the product's processes set up against it."""
    quick = {"REDIS_URL": os.environ["REDIS_URL"], "OUTBOX_LEASE_SECONDS": "4", "OUTBOX_GRACE_SECONDS": "0"}
    with Mailbox() as mailbox, Stack(tmp_path, mail_port=mailbox.port, **quick) as stack:
        yield mailbox, stack


def as_(user):
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def post(client, name, *args, **data):
    response = client.post(reverse(name, args=args), data)
    assert response.status_code in (200, 204, 302), (name, response.status_code)
    return response


def register(tree, unit):
    """Let the unit's head fill and send a sheet by its pages, and the office accept it."""
    called = open_round(tree)
    person("Đặng Quốc Huy", unit, position="Bác sĩ")
    head = as_(head_of(unit))
    post(head, "emulation:sheet_create", **{"dot": called.pk, "don-vi": unit.pk})
    sheet = Sheet.objects.get(unit=unit)
    post(head, "emulation:entry_create", sheet.pk, who_text="dang quoc huy")
    entry = Entry.objects.get(sheet=sheet)
    post(head, "emulation:entry_targets", entry.pk, 2022, chosen="LDTT CSTDCS")
    post(head, "emulation:entry_fill", entry.pk, answer="dat", evidence="Báo cáo tổng kết năm của khoa.", scope="ban")
    today = timezone.localdate().strftime("%d/%m/%Y")
    post(head, "emulation:sheet_endorsement", sheet.pk, endorsed_on=today, votes_for=9, votes_total=10)
    post(head, "emulation:sheet_step", sheet.pk, "submit")
    office = as_(office_of(tree.hospital))
    levels = {f"muc-{question}": 4 for question in Typical}
    said = {f"loi-{question}": "Đã kiểm tra tại khoa." for question in Typical}
    post(office, "emulation:review_appraise", entry.pk, **levels, **said)
    post(office, "emulation:sheet_step", sheet.pk, "accept")
    sheet.refresh_from_db()
    return sheet


def decide(board, session):
    """Let the council vote on every heading in secret, one member against, and publish."""
    for section in session.sections.all():
        take_section_step(section, "open", by=board.chair)
        vote_all(section, board.users, **{board.users[-1].username: "d"})
        counted = close_and_count(section, board)
        take_section_step(counted, "publish", by=board.chair)


def month_package(stack):
    """Let the clock of the running product open the month's report, and return its package."""
    last = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=3)
    for day in (timezone.localdate(), last):
        ran = stack.manage("run_clock", "--on", f"{day.isoformat()}T08:00")
        assert ran.returncode == 0, ran.stderr
    due = DueReport.objects.filter(obligation=MONTHLY, packages__isnull=False).order_by("due_on").first()
    return due.packages.get()


def test_the_road_ends_in_the_mailbox_of_the_department(tree, servers):
    mailbox, stack = servers
    sheet = register(tree, tree.ngoai)
    board, session = opened(tree)
    decide(board, session)
    sheet.refresh_from_db()
    assert "Đặng Quốc Huy" in endorsed_entries(tree.hospital).values_list("name", flat=True)
    report_plan(tree)
    package = month_package(stack)
    office, leader = office_of(tree.hospital), leader_of(tree)
    fill(package, by=office, now=timezone.now())
    Package.objects.filter(pk=package.pk).update(summary="Giảm 30% thời gian chờ khám nhờ đặt lịch trước.")
    stack.start("worker", "clock")
    time.sleep(12)
    assert mailbox.messages == []  # nothing leaves unapproved
    post(as_(office), "reports:package_step", package.pk, "submit")
    shown = as_(leader).get(reverse("reports:package_approve", args=[package.pk])).context["seen"]
    post(as_(leader), "reports:package_approve", package.pk, answer="approve", seen=shown)
    wait_for(lambda: mailbox.messages)
    wait_for(lambda: Package.objects.get(pk=package.pk).status == PackageStatus.SENT)
    time.sleep(12)
    [message] = mailbox.messages
    letter = Delivery.objects.get(package=package)
    assert message["Message-ID"] == letter.message_id
    parts = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert sorted(name.rpartition(".")[2] for name in parts) == ["pdf", "pdf", "xlsx"]
    texts = "".join(
        page.extract_text()
        for name, body in parts.items()
        if name.endswith("pdf")
        for page in PdfReader(BytesIO(body)).pages
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts and "Giảm 30% thời gian chờ khám" in texts
    [book] = [body for name, body in parts.items() if name.endswith("xlsx")]
    assert openpyxl.load_workbook(BytesIO(book)).active.max_row > 5


def test_a_worker_killed_again_and_again_loses_nothing_and_doubles_nothing(tree, servers):
    mailbox, stack = servers
    houses = [tree, *(facility_tree(f"Bệnh viện Số {n}", tree.department) for n in range(1, 5))]
    for house in houses:
        endorsed_list(house)
    for package in _packages(stack):
        house = next(h for h in houses if h.hospital.pk == package.facility_id)
        _approve(package, house)
    stack.start("clock")
    for _ in range(4):
        stack.start("worker")
        time.sleep(random.uniform(4, 9))
        stack.kill("worker")
    stack.kill("clock")
    stack.start("clock", "worker")
    waiting = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
    wait_for(lambda: not Delivery.objects.filter(status__in=waiting, package__isnull=False).exists(), seconds=90)
    received = [message["Message-ID"] for message in mailbox.messages]
    sent = set(Delivery.objects.filter(status=DeliveryStatus.SENT).values_list("message_id", flat=True))
    held = set(Delivery.objects.filter(status=DeliveryStatus.HELD).values_list("message_id", flat=True))
    assert len(received) == len(set(received))
    assert sent <= set(received) <= sent | held
    assert Delivery.objects.filter(package__isnull=False).count() == len(houses) == len(sent | held)


def _packages(stack):
    month_package(stack)
    return list(Package.objects.filter(due__obligation=MONTHLY))


def _approve(package, house):
    office, now = office_of(house.hospital), timezone.now()
    fill(package, by=office, now=now, number=str(package.pk))
    post(as_(office), "reports:package_step", package.pk, "submit")
    assert content_of(package, now=now)
    approve(package, by=leader_of(house), now=now)
