"""The clock: opens ahead of time, drafts, reminds, sends once, makes up for being off."""

import pytest
from django.core import mail
from django.core.management import call_command

from emulation.models import Notification
from reports.choices import DeliveryStatus, DueStatus, PackageStatus
from reports.models import Delivery, DueReport, Heartbeat, Package, Reminder
from reports.services.clock import run_clock
from reports.services.package import cancel_package
from tests.factories.reports import at, due_of, endorsed_list, month_open, package_at, report_plan

pytestmark = pytest.mark.django_db


def test_a_published_plan_gives_its_reports_for_the_whole_period(tree):
    report_plan(tree)
    run_clock(now=at("2026-11-22T08:00"))
    assert due_of(tree, "guong_dien_hinh_thang", "2026-11").due_on.isoformat() == "2026-12-04"
    assert due_of(tree, "bao_cao_nam", "2027").due_on.isoformat() == "2027-10-19"
    assert due_of(tree, "so_ket_2026_2028", "2026-2028").due_on.isoformat() == "2028-05-19"
    assert due_of(tree, "tong_ket_2026_2030", "2026-2030").due_on.isoformat() == "2030-07-19"


def test_what_fell_due_before_the_plan_was_here_is_not_made_up(tree):
    report_plan(tree)
    run_clock(now=at("2026-11-22T08:00"))
    assert not DueReport.objects.filter(obligation="bao_cao_nam", period="2026").exists()
    assert DueReport.objects.filter(obligation="guong_dien_hinh_thang").order_by("period").first().period == "2026-11"


def test_a_draft_plan_owes_nothing(tree):
    report_plan(tree)
    tree.hospital.plans.update(status="draft")
    run_clock(now=at("2026-11-22T08:00"))
    assert DueReport.objects.count() == 0


def test_a_report_opens_with_its_draft_when_its_lead_days_begin(tree):
    endorsed_list(tree)
    run_clock(now=at("2026-11-19T23:59"))
    assert due_of(tree).status == DueStatus.PLANNED
    run_clock(now=at("2026-11-20T00:00"))
    due = due_of(tree)
    assert due.status == DueStatus.OPEN
    assert due.packages.get().featured.entry.is_endorsed


def test_running_twice_changes_nothing(tree):
    month_open(tree)

    def counts():
        return (
            DueReport.objects.count(), Package.objects.count(), Reminder.objects.count(),
            Notification.objects.count(), Delivery.objects.count(), len(mail.outbox),
        )  # fmt: skip

    run_clock(now=at("2026-12-01T08:00"))
    before = counts()
    run_clock(now=at("2026-12-01T08:00"))
    assert counts() == before


def test_a_clock_off_from_day_3_to_day_6_sends_one_late_package_on_return(tree, director):
    package_at("queued", tree, on="2026-12-02T17:00")
    run_clock(now=at("2026-12-06T08:00"))
    run_clock(now=at("2026-12-06T08:05"))
    due = due_of(tree)
    packages = [message for message in mail.outbox if "gửi chậm" in message.subject]
    assert len(packages) == 1
    assert packages[0].subject == "Gương điển hình tháng 11/2026 – Bệnh viện An Hòa (gửi chậm 2 ngày)"
    assert (due.status, due.late_days, due.packages.get().late_days) == (DueStatus.SENT, 2, 2)
    assert Delivery.objects.filter(kind="package").count() == 1


def test_without_approval_nothing_leaves_and_the_head_is_told(tree, director, office):
    package_at("submitted", tree, on="2026-12-02T17:00")
    run_clock(now=at("2026-12-06T08:00"))
    assert mail.outbox == []
    assert due_of(tree).status == DueStatus.OPEN
    told = Notification.objects.filter(user=director, key__startswith="due:").latest("pk")
    assert "quá hạn 2 ngày" in told.text
    assert "chưa gửi gì đi" in told.text


def test_an_unapproved_package_never_leaves_even_when_a_letter_was_forged(tree):
    package = package_at("queued", tree)
    Package.objects.filter(pk=package.pk).update(status=PackageStatus.PREPARED)
    run_clock(now=at("2026-12-03T08:00"))
    assert mail.outbox == []
    assert package.deliveries.get().status == DeliveryStatus.QUEUED


def test_a_report_opened_while_its_draft_failed_is_drafted_on_the_next_tick(tree, monkeypatch):
    endorsed_list(tree)
    run_clock(now=at("2026-11-10T08:00"))

    def broken(due, by=None):
        raise OSError("disk")

    with monkeypatch.context() as patch:
        patch.setattr("reports.services.clock.prepare_package", broken)
        assert run_clock(now=at("2026-11-20T08:00")).troubles == 1
    assert due_of(tree).status == DueStatus.OPEN
    run_clock(now=at("2026-11-20T08:05"))
    assert due_of(tree).packages.count() == 1


def test_a_package_that_people_cancelled_is_not_made_again(tree, office):
    due = month_open(tree)
    cancel_package(due.packages.get(), reason="Lập lại sau", by=office)
    run_clock(now=at("2026-11-26T08:00"))
    assert due.packages.exclude(status=PackageStatus.CANCELLED).count() == 0


def test_every_run_leaves_a_sign_of_life(tree):
    run_clock(now=at("2026-11-22T08:00"))
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"clock", "outbox"}


def test_the_command_plays_a_moment_and_says_what_it_did(tree, capsys):
    report_plan(tree)
    call_command("run_clock", on="2026-11-22T08:00")
    assert "Lập" in capsys.readouterr().out


def test_the_command_refuses_what_is_no_moment(capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("run_clock", on="ngày mai")
    assert stop.value.code == 2
    assert "Không đọc được thời điểm" in capsys.readouterr().err
