"""Reminders: each once, the right people, one letter a day."""

import pytest

from emulation.models import Notification
from reports.models import Delivery, Reminder
from reports.services.clock import run_clock
from reports.services.package import submit_package
from reports.services.reminder import queue_digests, remind
from tests.factories.reports import at, fill, month_open, package_at

pytestmark = pytest.mark.django_db


def told(user):
    return list(
        Notification.objects.filter(user=user, key__startswith="due:").order_by("pk").values_list("text", flat=True)
    )


def test_the_office_is_reminded_at_every_milestone_once(tree, office):
    month_open(tree)
    for day in ("2026-11-27", "2026-11-27", "2026-11-28", "2026-12-01", "2026-12-03", "2026-12-04"):
        remind(now=at(f"{day}T08:00"))
    assert list(Reminder.objects.values_list("key", flat=True)) == ["before-7", "before-3", "before-1", "day"]
    assert len(told(office)) == 4
    assert told(office)[0].startswith(
        "Gương điển hình tháng 11/2026 gửi Sở Y tế: hạn 04/12/2026, còn 7 ngày; gói còn đang soạn."
    )


def test_a_clock_that_was_off_reminds_once_for_all_it_missed(tree, office):
    month_open(tree)
    remind(now=at("2026-12-03T08:00"))
    assert list(Reminder.objects.values_list("key", flat=True)) == ["before-1"]


def test_after_the_day_the_office_hears_daily_and_the_leader_first_then_weekly(tree, office, director):
    month_open(tree)
    for day in range(5, 14):
        remind(now=at(f"2026-12-{day:02}T08:00"))
    assert len(told(office)) == 9
    assert ["quá hạn 1 ngày" in told(director)[0], "quá hạn 8 ngày" in told(director)[1], len(told(director))] == [
        True,
        True,
        2,
    ]


def test_a_package_on_the_leaders_desk_reminds_the_leader_too(tree, office, director):
    due = month_open(tree)
    fill(due.packages.get(), by=office, now=at("2026-11-26T08:00"))
    submit_package(due.packages.get(), by=office, now=at("2026-11-26T08:00"))
    remind(now=at("2026-11-27T08:00"))
    assert "gói chờ lãnh đạo duyệt" in told(director)[0]


def test_closed_work_is_not_nagged_about(tree, office):
    package_at("sent", tree)
    remind(now=at("2026-12-06T08:00"))
    assert told(office) == []


def test_other_hospitals_people_hear_nothing(tree, other_office):
    month_open(tree)
    remind(now=at("2026-12-04T08:00"))
    assert told(other_office) == []


# --- one letter a day ---


def test_people_with_an_address_get_one_letter_a_day(tree, office, mailoutbox):
    office.email = "ha@benh-vien.example"
    office.save()
    month_open(tree)
    run_clock(now=at("2026-11-27T08:00"))
    run_clock(now=at("2026-11-27T15:00"))
    assert [message.to for message in mailoutbox] == [["Nguyễn Thu Hà <ha@benh-vien.example>"]]
    assert Delivery.objects.get(kind="digest").message_id == f"<nhac.{office.pk}.20261127@benh-vien.example>"


def test_the_letter_lists_what_waits_with_links(tree, office):
    office.email = "ha@benh-vien.example"
    office.save()
    due = month_open(tree)
    remind(now=at("2026-12-01T08:00"))
    queue_digests(now=at("2026-12-01T08:00"))
    text = Delivery.objects.get(kind="digest").text
    assert "Gương điển hình tháng 11/2026 gửi Sở Y tế: hạn 04/12/2026, còn 3 ngày" in text
    assert due.get_absolute_url() in text


def test_no_letter_at_night(tree, office):
    office.email = "ha@benh-vien.example"
    office.save()
    month_open(tree)
    remind(now=at("2026-12-01T00:05"))
    assert queue_digests(now=at("2026-12-01T00:05")) == 0
    assert queue_digests(now=at("2026-12-01T07:00")) == 1


def test_nobody_is_written_to_without_work(tree, office):
    office.email = "ha@benh-vien.example"
    office.save()
    assert queue_digests(now=at("2026-12-01T08:00")) == 0
