"""Duties from plans: stored ahead, days that people decide, deadlines of one's own."""

import pytest

from core.workflow import Refused
from emulation.choices import PlanKind
from emulation.models import Notification
from emulation.services.setting import set_setting
from reports.choices import DueStatus, Recipient
from reports.models import DueReport
from reports.selectors.duty import facility_duties, lead_days, own_leads
from reports.services.clock import run_clock
from reports.services.due import add_due, declare_nil, move_due, store_dues
from reports.services.duty import set_day
from tests.factories.reports import at, due_of, month_open, package_at, report_plan

pytestmark = pytest.mark.django_db
TODAY = at("2026-11-22T08:00").date()


def party_plan(tree):
    return report_plan(tree, kind=PlanKind.PARTY, title="Kế hoạch của Chi bộ giai đoạn 2026 - 2030")


def undecided(tree):
    return next(d for d in facility_duties(tree.hospital, TODAY) if d.rule.slug == "bao_cao_6_thang_dang_uy")


def test_a_duty_without_a_day_is_stored_without_one_and_never_opens(tree, office):
    party_plan(tree)
    run_clock(now=at("2027-05-01T08:00"))
    due = due_of(tree, "bao_cao_6_thang_dang_uy", "2027-6T")
    assert (due.due_on, due.status, due.recipient) == (None, DueStatus.PLANNED, Recipient.PARTY)
    told = Notification.objects.get(user=office, key=f"due-day:{due.pk}")
    assert "cần đặt ngày gửi" in told.text


def test_setting_the_day_gives_it_to_every_report_that_had_none(tree, office):
    party_plan(tree)
    store_dues(today=TODAY)
    set_day(undecided(tree), day="05/07", since=TODAY, source="Công văn 12-CV/ĐU", by=office)
    assert due_of(tree, "bao_cao_6_thang_dang_uy", "2027-6T").due_on.isoformat() == "2027-07-04"
    assert due_of(tree, "bao_cao_6_thang_dang_uy", "2028-6T").due_on.isoformat() == "2028-07-04"


def test_a_day_needs_its_document(tree, office):
    party_plan(tree)
    with pytest.raises(Refused):
        set_day(undecided(tree), day="05/07", since=TODAY, source="", by=office)


def test_a_day_that_cannot_exist_stops_no_clock(tree, office):
    party_plan(tree)
    set_setting(tree.hospital, "report.day.bao_cao_6_thang_dang_uy", "31/02", since=TODAY, source="CV 1", by=office)
    run_clock(now=at("2026-11-22T08:00"))
    assert due_of(tree, "bao_cao_6_thang_dang_uy", "2027-6T").due_on is None


def test_an_unreadable_day_is_refused(tree, office):
    party_plan(tree)
    with pytest.raises(Refused) as refused:
        set_day(undecided(tree), day="mồng 5", since=TODAY, source="Công văn 12-CV/ĐU", by=office)
    assert refused.value.reasons == ["Không đọc được ngày “mồng 5”. Hãy ghi như 20/10 hoặc 15/01 năm sau."]


def test_an_open_report_keeps_its_day_whatever_the_rules_say_later(tree):
    due = month_open(tree)
    DueReport.objects.filter(pk=due.pk).update(due_on="2026-12-01")
    store_dues(today=at("2026-11-26T08:00").date())
    assert due_of(tree).due_on.isoformat() == "2026-12-01"


def test_a_clock_that_was_off_for_months_leaves_no_gap(tree):
    report_plan(tree)
    run_clock(now=at("2026-11-22T08:00"))
    DueReport.objects.filter(period__gte="2027-01").delete()
    run_clock(now=at("2027-06-10T08:00"))
    months = (
        DueReport.objects.filter(obligation="guong_dien_hinh_thang").order_by("period").values_list("period", flat=True)
    )
    assert list(months[:8]) == [f"2026-{m}" for m in (11, 12)] + [f"2027-{m:02}" for m in range(1, 7)]
    assert due_of(tree, period="2027-03").status == DueStatus.OPEN


def test_reminder_milestones_are_the_hospitals_where_it_set_some(tree, office):
    report_plan(tree)
    rule = facility_duties(tree.hospital, TODAY)[0].rule
    assert lead_days(rule, own_leads(tree.hospital, TODAY)) == [7, 3, 1]
    set_setting(tree.hospital, "reminder.lead_days", [10, 5], since=TODAY, source="QĐ 1", by=office)
    assert lead_days(rule, own_leads(tree.hospital, TODAY)) == [10, 5]


def test_two_hospitals_owe_each_their_own(tree, other_tree):
    report_plan(tree)
    report_plan(other_tree)
    store_dues(today=TODAY)
    assert (
        DueReport.objects.filter(facility=tree.hospital).count()
        == DueReport.objects.filter(facility=other_tree.hospital).count()
        > 0
    )


# --- deadlines of one's own ---


def test_the_office_adds_a_deadline_whose_day_is_exclusive_too(tree, office):
    due = add_due(
        tree.hospital, title="Tờ trình khen thưởng đợt 2", before=at("2026-12-26T00:00").date(),
        recipient=Recipient.DEPARTMENT, by=office,
    )  # fmt: skip
    assert (due.due_on.isoformat(), due.status) == ("2026-12-25", DueStatus.OPEN)


def test_a_deadline_needs_a_name(tree, office):
    with pytest.raises(Refused):
        add_due(tree.hospital, title=" ", before=TODAY, recipient=Recipient.DEPARTMENT, by=office)


# --- closing without sending ---


def test_a_nil_return_closes_the_month_with_its_reason_and_sends_nothing(tree, office, mailoutbox):
    due = month_open(tree)
    declare_nil(due, reason="Hội đồng chưa họp trong tháng.", by=office, now=at("2026-12-03T09:00"))
    run_clock(now=at("2026-12-06T08:00"))
    due.refresh_from_db()
    assert (due.status, due.note, due.late_days) == (DueStatus.NIL, "Hội đồng chưa họp trong tháng.", 0)
    assert due.packages.get().status == "cancelled"
    assert mailoutbox == []


def test_the_exemplar_of_a_nil_month_goes_back_to_the_list(tree, office):
    due = month_open(tree)
    chosen = due.packages.get().featured.subject_key
    declare_nil(due, reason="Chưa đủ minh chứng.", by=office, now=at("2026-12-03T09:00"))
    run_clock(now=at("2026-12-22T08:00"))
    assert due_of(tree, period="2026-12").packages.get().featured.subject_key == chosen


def test_a_report_that_must_come_cannot_be_nil(tree, office):
    report_plan(tree)
    run_clock(now=at("2027-09-25T08:00"))
    with pytest.raises(Refused) as refused:
        declare_nil(due_of(tree, "bao_cao_nam", "2027"), reason="Không làm", by=office, now=at("2027-10-01T08:00"))
    assert refused.value.reasons == ["Văn bản không cho báo “không có” với báo cáo này."]


def test_a_package_on_its_way_stops_a_nil_return(tree, office):
    package = package_at("submitted", tree)
    with pytest.raises(Refused) as refused:
        declare_nil(package.due, reason="Thôi không gửi", by=office, now=at("2026-12-03T09:00"))
    assert "Hãy rút gói về trước" in refused.value.reasons[0]


def test_sent_by_another_way_counts_as_done_and_says_how(tree, office):
    due = month_open(tree)
    move_due(due, "finish", by=office, now=at("2026-12-05T09:00"), note="Gửi trục liên thông, số 500/BV")
    assert (due.status, due.late_days, due.note) == (DueStatus.DONE, 1, "Gửi trục liên thông, số 500/BV")


def test_another_way_needs_a_note(tree, office):
    with pytest.raises(Refused):
        move_due(month_open(tree), "finish", by=office, now=at("2026-12-03T09:00"), note=" ")


def test_a_closed_month_can_be_opened_again(tree, office):
    due = month_open(tree)
    declare_nil(due, reason="Hội đồng chưa họp.", by=office, now=at("2026-12-03T09:00"))
    move_due(due, "reopen", by=office, now=at("2026-12-03T10:00"), note="Đã có điển hình mới")
    assert (due.status, due.closed_at, due.note) == (DueStatus.OPEN, None, "")
