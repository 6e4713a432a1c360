"""The life of a campaign: five facts, criteria, approval, launch, lessons learned."""

from datetime import date

import pytest
import time_machine

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Review
from campaigns.services.campaign import record_review, set_criteria, set_stages, take_campaign_step, write_campaign
from campaigns.services.paper import attach_to_campaign
from campaigns.services.reminder import remind_campaigns
from core.workflow import Refused
from emulation.audit import history
from emulation.models import Notification
from tests.factories.campaigns import campaign_at, proposal_at


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reasons


@pytest.mark.parametrize(
    "fact, word",
    [
        ("lead_agency", "cơ quan chủ trì"),
        ("in_charge", "cơ quan, bộ phận phụ trách"),
        ("content", "nội dung thi đua"),
        ("review_time", "thời điểm xét khen thưởng"),
    ],
)
def test_a_launch_states_each_of_its_facts(fact, word, tree, office, director):
    campaign = campaign_at("approved", facility=tree.hospital, office=office, leader=director, **{fact: ""})

    assert refusal(take_campaign_step, campaign, "launch", by=office) == [f"Chưa nêu {word}. Bấm “Sửa” để bổ sung."]


def test_a_launch_states_the_number_or_that_it_is_allocated_later(tree, office, director):
    silent = campaign_at("approved", facility=tree.hospital, office=office, leader=director, quotas=(None, None))
    stated = campaign_at(
        "approved",
        facility=tree.hospital,
        office=office,
        leader=director,
        quotas=(None, None),
        quota_text="Theo phân bổ",
    )

    assert refusal(take_campaign_step, silent, "launch", by=office) == [
        "Chưa nêu số lượng xét khen thưởng. Bấm “Sửa” để bổ sung."
    ]
    take_campaign_step(stated, "launch", by=office)
    assert stated.status == CampaignStatus.LAUNCHED


def test_a_launch_needs_criteria(tree, office, director):
    campaign = campaign_at("approved", facility=tree.hospital, office=office, leader=director)
    set_criteria(campaign, rows=[], by=office)

    assert refusal(take_campaign_step, campaign, "launch", by=office) == [
        "Chưa có tiêu chí cụ thể. Thêm ít nhất một tiêu chí rồi phát động."
    ]


def test_a_contest_needs_its_own_plan(tree, office, director, pdf):
    campaign = campaign_at("approved", facility=tree.hospital, office=office, leader=director, has_contest=True)
    attach_to_campaign(campaign, pdf("ke-hoach.pdf"), role="ke_hoach", by=office)
    assert refusal(take_campaign_step, campaign, "launch", by=office) == [
        "Phong trào có hội thi: cần đính kèm kế hoạch chi tiết tổ chức hội thi."
    ]

    attach_to_campaign(campaign, pdf("hoi-thi.pdf"), role="ke_hoach_hoi_thi", by=office)
    take_campaign_step(campaign, "launch", by=office)

    assert campaign.status == CampaignStatus.LAUNCHED


def test_the_leader_approves_and_the_approval_keeps_name_and_day(tree, office, director):
    campaign = campaign_at("draft", facility=tree.hospital, office=office)

    take_campaign_step(campaign, "approve", by=director, on=date(2026, 1, 10))

    assert (campaign.approver, campaign.approved_on) == ("Lê Quang Vinh", date(2026, 1, 10))


def test_the_office_does_not_approve_its_own_campaign(tree, office):
    campaign = campaign_at("draft", facility=tree.hospital, office=office)

    assert refusal(take_campaign_step, campaign, "approve", by=office) == ["Bạn không có quyền “Phê duyệt”."]


def test_the_department_enters_an_approval_given_on_paper(tree, department):
    campaign = campaign_at("draft", facility=tree.department, office=department)

    take_campaign_step(campaign, "record_approval", by=department, note="Giám đốc Phạm Minh An, 12/KH-SYT")

    assert campaign.approver == "Giám đốc Phạm Minh An, 12/KH-SYT"


def test_a_campaign_sent_back_to_be_rewritten_loses_its_approval(tree, office, director):
    campaign = campaign_at("approved", facility=tree.hospital, office=office, leader=director)

    take_campaign_step(campaign, "rework", by=office, note="Đổi tiêu chí")

    assert (campaign.status, campaign.approver) == (CampaignStatus.DRAFT, "")


def test_what_was_approved_is_not_rewritten(tree, office, director):
    campaign = campaign_at("approved", facility=tree.hospital, office=office, leader=director)

    assert refusal(write_campaign, campaign, participants=[], by=office) == [
        "Phong trào đã được phê duyệt. Bấm “Đưa về soạn lại” rồi sửa."
    ]


def test_criteria_stand_still_once_people_compete(campaign, office):
    assert refusal(set_criteria, campaign, rows=[{"text": "Khác"}], by=office) == [
        "Phong trào đã phát động, tiêu chí không đổi được nữa."
    ]


def test_a_timetable_may_move_while_the_campaign_runs(campaign, office):
    set_stages(campaign, rows=[{"name": "Bình xét", "starts_on": date(2026, 11, 1), "ends_on": None}], by=office)

    assert [str(stage) for stage in campaign.stages.all()] == ["Bình xét"]


def test_a_new_campaign_gets_the_usual_stages_and_the_window_of_its_review(tree, office):
    campaign = campaign_at("draft", facility=tree.hospital, office=office, review_time="cuoi_nam")

    assert [stage.name for stage in campaign.stages.all()] == [
        "Phát động",
        "Triển khai",
        "Sơ kết",
        "Bình xét",
        "Tổng kết",
    ]
    assert (campaign.review_from, campaign.review_until) == (date(2026, 11, 15), date(2026, 12, 31))


@pytest.mark.parametrize(
    "kind, window",
    [
        ("dau_nam", (date(2026, 1, 1), date(2026, 3, 31))),
        ("trong_nam", (date(2026, 1, 1), date(2026, 12, 31))),
        ("khi_tong_ket", (date(2026, 12, 1), date(2026, 12, 31))),
        ("theo_ke_hoach", (None, None)),
    ],
)
def test_each_time_of_review_has_its_window(kind, window, tree, office):
    campaign = campaign_at("draft", facility=tree.hospital, office=office, review_time=kind)

    assert (campaign.review_from, campaign.review_until) == window


def test_launching_tells_the_heads_and_nobody_twice(tree, office, director, head):
    campaign_at("launched", facility=tree.hospital, office=office, leader=director, title="Xanh, sạch, đẹp")

    told = Notification.objects.filter(user=head, text__contains="Xanh, sạch, đẹp")
    assert told.count() == 1


def test_closing_asks_for_the_lessons_learned(campaign, office):
    assert refusal(take_campaign_step, campaign, "close", by=office, note=" ") == [
        "Cần ghi bài học kinh nghiệm trước khi “Tổng kết”."
    ]

    take_campaign_step(campaign, "close", by=office, note="Phát động sớm, nhắc đều")

    review = Review.objects.get(campaign=campaign)
    assert (campaign.status, review.kind, review.lessons) == ("closed", "tong_ket", "Phát động sớm, nhắc đều")


def test_closing_waits_for_the_proposals_that_were_sent(campaign, office, head, nurse, tree):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    assert refusal(take_campaign_step, campaign, "close", by=office, note="Bài học") == [
        "Còn 1 đề xuất chưa xem xong. Nhận, trả lại hoặc không chọn trước khi tổng kết."
    ]


def test_an_interim_review_keeps_its_minutes(campaign, office, tree, pdf):
    review = record_review(
        campaign, kind="so_ket", held_on=date(2026, 6, 30), results="Tốt", lessons="Nhắc sớm",
        facility=tree.hospital, minutes=pdf("bien-ban.pdf"), by=office,
    )  # fmt: skip

    assert (review.minutes.kind, str(review)) == ("bien_ban", "Sơ kết 30/06/2026")


def test_every_step_leaves_a_line_in_the_book(campaign):
    assert [event.action for event in history(campaign)] == ["create", "set_criteria", "approve", "launch"]


@time_machine.travel(date(2026, 11, 5))
def test_the_clock_reminds_before_the_review_and_only_once(campaign, office):
    Notification.objects.all().delete()
    assert remind_campaigns(on=date(2026, 11, 5)) == 1
    count = Notification.objects.filter(user=office, text__contains="đến kỳ xét khen thưởng").count()

    remind_campaigns(on=date(2026, 11, 5))

    assert (count, Notification.objects.filter(user=office, text__contains="đến kỳ xét").count()) == (1, 1)


def test_the_clock_reminds_before_the_event_the_campaign_honours(tree, office, director):
    campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, review_time="khi_tong_ket",
        event_name="Ngày Thầy thuốc Việt Nam", event_on=date(2026, 2, 27),
    )  # fmt: skip

    remind_campaigns(on=date(2026, 2, 10))

    assert Notification.objects.filter(user=office, text__endswith="Ngày Thầy thuốc Việt Nam ngày 27/02/2026.").exists()


def test_the_number_of_a_plans_line_is_unique_within_it():
    names = {constraint.name for constraint in Campaign._meta.constraints}
    assert "one_campaign_per_line_of_a_plan" in names
