"""Lists of deadlines and of packages as files say what the pages say, in as many statements as they are long: few."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from emulation.choices import UnitKind
from reports.models import Delivery, DueReport, Package
from reports.selectors.due import visible_dues, with_packages
from reports.selectors.lists import due_rows
from tests.factories.people import unit
from tests.factories.reports import at, month_open, package_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2026-12-02T09:30"), tick=False):
        yield


def rows_of(client, name, **query):
    answer = client.get(reverse(f"reports:{name}"), query)
    return list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)


@pytest.mark.parametrize("state", ["prepared", "submitted", "queued", "sent"])
@pytest.mark.parametrize("letter", ["", "failed", "held", "sending", "cancelled"])
def test_a_deadline_is_told_in_the_file_as_on_the_page(tree, office, as_, state, letter):
    package = package_at(state, tree)
    if letter:
        Delivery.objects.filter(package=package).update(status=letter, tries=2)
    client = as_(office)
    shown = client.get(reverse("reports:due_list"), {"loc": "tat-ca"}).context["lines"]

    found = rows_of(client, "due_export", loc="tat-ca")[1:]

    assert [[row[0], row[1], row[3], row[4], row[5] or ""] for row in found] == [
        [line["due"].title, line["due"].to, line["fate"].label, line["look"].label, line["who"]] for line in shown
    ]
    assert [row[2] and row[2].date() for row in found] == [line["due"].due_on for line in shown]


def test_deadlines_take_one_statement_and_a_cancelled_package_counts_for_nothing(
    tree, office, django_assert_num_queries
):
    due = month_open(tree)
    Package.objects.filter(due=due).update(status="cancelled")
    dues, today = visible_dues(office).order_by("pk"), timezone.localdate()
    assert DueReport.objects.count() > 10

    with django_assert_num_queries(1):
        rows = list(due_rows(dues, today))

    assert len(rows) == dues.count()
    assert [row[4:] for row in rows if row[0] == due.title] == [["Chưa lập gói", ""]]
    assert not any(one.live_packages for one in with_packages(dues))


def test_the_department_takes_away_its_board_and_what_was_sent_to_it(tree, office, department, as_):
    package = package_at("sent", tree)
    unit("Bệnh viện Bình Minh", UnitKind.FACILITY, tree.department)
    client = as_(department)

    assert rows_of(client, "hospital_export")[0][:3] == ("Đơn vị", "Phải gửi", "Đúng hạn")
    assert [row[0] for row in rows_of(client, "hospital_export")[1:]] == ["Bệnh viện An Hòa", "Bệnh viện Bình Minh"]
    found = rows_of(client, "package_export")
    assert [row[:3] for row in found[1:]] == [(package.due.title, "Bệnh viện An Hòa", package.featured.entry.name)]
    assert (found[1][4], found[1][6]) == ("09:00", "Đã gửi")
    assert len(rows_of(client, "package_export", q="khong co")) == 1
    for name in ("hospital_export", "package_export"):
        assert as_(office).get(reverse(f"reports:{name}")).status_code == 404


def test_duties_go_out_in_the_words_of_the_plan(tree, office, stranger, as_):
    month_open(tree)

    rows = rows_of(as_(office), "duty_export")

    assert rows[0][:3] == ("Nghĩa vụ", "Nhịp", "Lời văn")
    assert "Gương điển hình hằng tháng" in [row[0] for row in rows]
    assert as_(stranger).get(reverse("reports:duty_export")).status_code == 404
