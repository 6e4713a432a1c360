"""Places in a campaign: counted live, never exceeded, changed with a reason."""

import pytest

from campaigns.models import Quota
from campaigns.selectors.quotas import counters_of, places_used, summed_counters
from campaigns.selectors.subjects import collective
from campaigns.selectors.subjects import person as as_subject
from campaigns.services.proposal import accept_proposals, draft_proposal, take_proposal_step
from campaigns.services.quota import add_programme, set_quota
from core.workflow import Refused
from emulation.audit import history
from emulation.choices import SubjectKind
from tests.factories import person
from tests.factories.campaigns import campaign_at, proposal_at


def quota_of(campaign, kind="ca_nhan"):
    return Quota.objects.get(campaign=campaign, programme=None, kind=kind)


def fill(campaign, unit, head, count):
    return [
        proposal_at("submitted", campaign=campaign, unit=unit, by=head, staff=person(f"Lê Văn {n}", unit))
        for n in range(count)
    ]


def test_a_place_is_taken_when_a_proposal_is_sent(campaign, tree, head, nurse):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    assert places_used(quota_of(campaign)) == 1


def test_a_draft_takes_no_place(proposal, campaign):
    assert places_used(quota_of(campaign)) == 0


@pytest.mark.parametrize("step, by", [("recall", "head"), ("return", "office"), ("reject", "office")])
def test_a_place_is_free_again_after(step, by, campaign, tree, head, office, nurse):
    proposal = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    take_proposal_step(proposal, step, by={"head": head, "office": office}[by], note="Thiếu số liệu")

    assert places_used(quota_of(campaign)) == 0


def test_the_last_place_gone_refuses_the_next_with_the_numbers(campaign, tree, head, nurse):
    fill(campaign, tree.noi, head, 3)

    with pytest.raises(Refused) as refused:
        proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    assert refused.value.reasons == ["Đã đủ 3/3 cá nhân của phong trào này, không còn chỗ."]


def test_collectives_and_individuals_are_counted_apart(campaign, tree, head, nurse):
    fill(campaign, tree.noi, head, 3)

    proposal = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head)

    assert proposal.kind == SubjectKind.COLLECTIVE
    assert [(m.used, m.limit) for m in counters_of(campaign)[0].meters] == [(1, 2), (3, 3)]


def test_a_reserve_waits_without_a_place_and_is_taken_up_when_one_is_free(campaign, tree, head, office, nurse):
    first, *_ = fill(campaign, tree.noi, head, 3)
    waiting = proposal_at("reserve", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    assert places_used(quota_of(campaign)) == 3

    with pytest.raises(Refused):
        take_proposal_step(waiting, "take_up", by=office)
    take_proposal_step(first, "reject", by=office, note="Chưa tiêu biểu")
    take_proposal_step(waiting, "take_up", by=office)

    assert waiting.status == "accepted"
    assert places_used(quota_of(campaign)) == 3


def test_nobody_stands_in_reserve_while_there_is_a_place(proposal, head):
    with pytest.raises(Refused) as refused:
        take_proposal_step(proposal, "stand_by", by=head)

    assert refused.value.reasons == ["Bạn không có quyền “Gửi vào danh sách dự bị”."]


def test_nothing_is_proposed_before_the_number_is_allocated(tree, office, director, head, nurse):
    campaign = campaign_at(
        "launched",
        facility=tree.hospital,
        office=office,
        leader=director,
        quotas=(None, None),
        quota_text="Theo phân bổ",
    )

    with pytest.raises(Refused) as refused:
        draft_proposal(campaign, as_subject(nurse), unit=tree.noi, by=head)

    assert refused.value.reasons == [
        "Số lượng cá nhân theo phân bổ, chưa giao. Chưa đề xuất được cho đến khi có phân bổ."
    ]


def test_a_kind_that_is_not_considered_is_refused(tree, office, director, head):
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=director, quotas=(0, 10))

    with pytest.raises(Refused) as refused:
        draft_proposal(campaign, collective(tree.noi), unit=tree.noi, by=head)

    assert refused.value.reasons == ["Phong trào này không xét tập thể."]


def test_only_the_job_types_of_the_campaign_are_accepted(tree, office, director, head, nurse):
    campaign = campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, quotas=(0, 10),
        job_types=["dieu_duong", "ho_sinh", "truong_tram"],
    )  # fmt: skip
    doctor = person("Lê Minh", tree.noi, job_type="bac_si")

    draft_proposal(campaign, as_subject(nurse), unit=tree.noi, by=head)
    with pytest.raises(Refused) as refused:
        draft_proposal(campaign, as_subject(doctor), unit=tree.noi, by=head)

    assert refused.value.reasons == ["Phong trào chỉ xét điều dưỡng, hộ sinh, trưởng trạm y tế; Lê Minh là bác sĩ."]


def test_each_programme_has_its_own_counter(tree, office, director, head, nurse):
    campaign = campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, quotas=(5, 1), is_per_programme=True
    )
    tb = add_programme(campaign, name="Phòng, chống lao", by=office)
    hiv = add_programme(campaign, name="Phòng, chống HIV/AIDS", by=office)
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse, programme=tb)

    other = person("Lê Minh", tree.noi)
    with pytest.raises(Refused):
        proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=other, programme=tb)
    again = person("Trần Hạnh", tree.noi)
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=again, programme=hiv)

    assert [(c.individuals.used, c.individuals.limit) for c in counters_of(campaign)] == [(1, 1), (1, 1)]
    assert summed_counters([campaign])[campaign.pk].individuals.limit == 2


def test_a_campaign_by_programme_asks_which_one(tree, office, director, head, nurse):
    campaign = campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, quotas=(5, 1), is_per_programme=True
    )

    with pytest.raises(Refused) as refused:
        draft_proposal(campaign, as_subject(nurse), unit=tree.noi, by=head)

    assert refused.value.reasons[0] == "Cần chọn chương trình mục tiêu: mỗi chương trình có số lượng xét riêng."


def test_a_quota_changes_with_a_reason_that_is_kept(campaign, office):
    set_quota(quota_of(campaign), places=5, reason="Công văn 15/TĐKT giao thêm", by=office)

    line = history(campaign).last()
    assert (line.action, line.before, line.after) == ("set_quota", "3", "5")
    assert line.note == "Cá nhân 3 → 5. Công văn 15/TĐKT giao thêm"


def test_a_quota_without_a_reason_is_not_changed(campaign, office):
    with pytest.raises(Refused) as refused:
        set_quota(quota_of(campaign), places=5, reason="  ", by=office)

    assert refused.value.reasons == ["Cần ghi lý do thay đổi số lượng xét."]


@pytest.mark.parametrize("places", [1, 0, None])
def test_a_quota_does_not_go_below_what_is_used(places, campaign, tree, head, office):
    fill(campaign, tree.noi, head, 2)

    with pytest.raises(Refused) as refused:
        set_quota(quota_of(campaign), places=places, reason="Giảm", by=office)

    assert refused.value.reasons[0].startswith("Đã dùng 2 chỗ cá nhân")


def test_accepting_many_takes_the_places_there_are_and_says_why_for_the_rest(campaign, tree, head, office, nurse):
    sent = fill(campaign, tree.noi, head, 3)
    waiting = proposal_at("reserve", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    refused = accept_proposals([*sent, waiting], by=office)

    assert [(p.name, reasons) for p, reasons in refused] == [
        (nurse.full_name, ["Đã đủ 3/3 cá nhân của phong trào này, không còn chỗ."])
    ]
