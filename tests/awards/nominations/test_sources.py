"""Nominations from an accepted proposal, whose place they hold, and from registered targets."""

import pytest
from django.urls import reverse

from awards.models import Nomination
from awards.selectors.nomination_sources import registered_years, usable_proposals, usable_targets
from awards.selectors.nominations import accepted_nominations
from awards.services.nomination import decide_nominations, take_nomination_step
from awards.services.nomination_source import draft_from_proposal, draft_from_target, draft_from_targets
from campaigns.models import Proposal
from campaigns.services.proposal import take_proposal_step
from core.workflow import Refused
from emulation.audit import history
from emulation.models import Sheet, Staff, Target
from tests.factories import person
from tests.factories.nominations import draft, nomination_at
from tests.factories.sheets import sheet_at


@pytest.fixture
def from_proposal(proposal, head):
    return draft_from_proposal(proposal, title="GK_DV", year=2026, by=head)


@pytest.fixture
def sheet(tree):
    return sheet_at("accepted", tree, unit=tree.noi, people=2)


def test_a_proposal_brings_its_achievements_and_papers_along(from_proposal, proposal):
    assert from_proposal.achievements == proposal.achievements
    assert [paper.attachment_id for paper in from_proposal.files.all()] == [
        paper.attachment_id for paper in proposal.files.all()
    ]
    assert (from_proposal.occasion, from_proposal.unit) == ("chuyen_de", proposal.unit)
    assert history(proposal).last().action == "use_proposal"


def test_a_proposal_is_used_once_at_a_time(from_proposal, proposal, head, office):
    with pytest.raises(Refused):
        draft_from_proposal(proposal, title="GK_SYT", year=2026, by=head)
    take_nomination_step(from_proposal, "submit", by=head)
    take_nomination_step(from_proposal, "withdraw", by=head, note="Đổi hình thức")

    assert draft_from_proposal(proposal, title="GK_SYT", year=2026, by=head).status == "draft"


def test_a_proposal_that_was_not_accepted_is_no_source(proposal, head, office):
    take_proposal_step(proposal, "reject", by=office, note="Chưa tiêu biểu")
    proposal = Proposal.objects.get(pk=proposal.pk)

    with pytest.raises(Refused) as refused:
        draft_from_proposal(proposal, title="GK_DV", year=2026, by=head)

    assert refused.value.reasons == [
        "Đề xuất trong phong trào “Xanh, sạch, đẹp” đang ở trạng thái “không chọn”, chưa giữ chỗ cho đề nghị này."
    ]


def test_a_nomination_whose_proposal_lost_its_place_is_not_accepted(from_proposal, proposal, head, office):
    take_nomination_step(from_proposal, "submit", by=head)
    take_proposal_step(proposal, "reject", by=office, note="Chưa tiêu biểu")

    with pytest.raises(Refused) as refused:
        take_nomination_step(Nomination.objects.get(), "accept", by=office)

    assert refused.value.reasons == ["Nguyễn Thị Đào không còn chỗ trong phong trào “Xanh, sạch, đẹp”."]


def test_a_proposal_keeps_its_place_while_its_nomination_stands(from_proposal, proposal, head, office):
    for step, by in (("submit", head), ("accept", office)):
        take_nomination_step(from_proposal, step, by=by)

    with pytest.raises(Refused) as refused:
        take_proposal_step(proposal, "reject", by=office, note="Chưa tiêu biểu")

    assert refused.value.reasons == [
        "Đã có đề nghị khen thưởng “Nguyễn Thị Đào · Giấy khen của Giám đốc đơn vị 2026” giữ chỗ này. "
        "Trả lại đề nghị đó trước."
    ]
    assert list(accepted_nominations(from_proposal.facility)) == [from_proposal]
    decide_nominations({from_proposal.pk: True}, by=office)
    assert Nomination.objects.get().status == "endorsed"


def test_the_proposal_s_page_leads_to_its_nomination(proposal, head, office, as_):
    address = reverse("awards:nomination_from_proposal", args=[proposal.pk])

    assert address in as_(head).get(proposal.get_absolute_url()).content.decode()


def test_the_page_from_a_proposal_makes_the_draft_and_later_leads_to_it(proposal, head, as_):
    client, address = as_(head), reverse("awards:nomination_from_proposal", args=[proposal.pk])
    assert client.get(address).status_code == 200

    client.post(address, {"title": "GK_DV", "year": "2026"})
    again = client.get(address)

    assert again.url == Nomination.objects.get(proposal=proposal).get_absolute_url()


def test_a_nomination_of_a_campaign_is_saved_without_being_asked_for_its_occasion(from_proposal, head, as_):
    url = reverse("awards:nomination_edit", args=[from_proposal.pk])

    answer = as_(head).post(url, {"title": "GK_SYT", "year": 2026, "achievements": "Giảm 30% thời gian chờ"})

    assert answer.status_code == 302
    from_proposal.refresh_from_db()
    assert (from_proposal.title, from_proposal.occasion) == ("GK_SYT", "chuyen_de")


@pytest.mark.parametrize("who", ["other_head", "other_office", "department", "member", "stranger"])
def test_the_page_from_a_proposal_is_closed_to_others(who, proposal, as_, request):
    client = as_(request.getfixturevalue(who))

    assert client.get(reverse("awards:nomination_from_proposal", args=[proposal.pk])).status_code == 404


def test_a_registered_title_becomes_a_draft_with_the_entry_s_summary(sheet, head):
    sheet.entries.update(summary="Giảm thời gian chờ")
    target = usable_targets(head, 2022).get(title="TTLDTT")

    nomination = draft_from_target(target, by=head)

    assert (nomination.title, nomination.year, nomination.name) == ("TTLDTT", 2022, "Khoa Nội tổng hợp")
    assert nomination.achievements == "Giảm thời gian chờ"


@pytest.mark.parametrize("gone", ["target", "sheet", "replaced"])
def test_what_is_registered_no_more_is_not_nominated(sheet, head, gone):
    target = usable_targets(head, 2022).get(title="TTLDTT")
    if gone == "target":
        Target.objects.filter(pk=target.pk).delete()
    elif gone == "sheet":
        Sheet.objects.filter(pk=sheet.pk).delete()
    else:
        Sheet.objects.filter(pk=sheet.pk).update(is_in_force=False)

    with pytest.raises(Refused) as refused:
        draft_from_target(target, by=head)

    told = "Khoa Nội tổng hợp không còn đăng ký danh hiệu này. Hãy tải lại trang rồi chọn lại."
    assert (refused.value.reasons, Nomination.objects.count()) == ([told], 0)


def test_who_went_with_a_workbook_that_was_taken_back_is_not_nominated(tree, head):
    an = person("Lê Văn An", tree.noi)
    Staff.objects.filter(pk=an.pk).delete()

    with pytest.raises(Refused) as refused:
        draft(tree.noi, staff=an, by=head)

    assert refused.value.reasons == ["Lê Văn An không còn trong hệ thống. Hãy tải lại trang rồi chọn lại."]


def test_what_is_nominated_is_no_longer_offered(sheet, head, office):
    staff = sheet.entries.filter(kind="ca_nhan").first().staff
    before = usable_targets(head, 2022).count()
    nomination_at("submitted", unit=sheet.unit, staff=staff, by=head, office=office, title="LDTT", year=2022)

    assert before == 5
    assert usable_targets(head, 2022).count() == 4


def test_targets_are_offered_to_those_who_write_for_the_unit_alone(sheet, head, clerk, office, other_head, director):
    seen = {user.username: usable_targets(user, 2022).count() for user in (head, clerk, office, other_head, director)}

    assert seen == {"truong.noi": 5, "nhap.noi": 5, "tccb": 5, "truong.ngoai": 0, "giamdoc": 0}


def test_years_are_those_registered_until_now(sheet, head):
    assert registered_years(head, 2024) == [2022]


def test_many_drafts_are_made_and_each_refusal_is_told(sheet, head):
    targets = list(Target.objects.filter(entry__sheet=sheet).select_related("entry__sheet__unit__facility"))
    draft_from_target(targets[0], by=head)

    made, refused = draft_from_targets(targets, by=head)

    assert (len(made), [target for target, _ in refused]) == (4, [targets[0]])


def test_choosing_rows_shows_what_will_be_made_before_it_is_made(sheet, head, as_):
    client, address = as_(head), reverse("awards:nomination_from_targets")
    keys = list(usable_targets(head, 2022).values_list("pk", flat=True))[:2]

    preview = client.post(address, {"year": "2022", "chon": keys})
    none_yet = Nomination.objects.count()
    client.post(address, {"year": "2022", "chon": keys, "confirmed": "1"})

    assert "Lập 2 đề nghị năm 2022" in preview.content.decode()
    assert (none_yet, Nomination.objects.count()) == (0, 2)


def test_rows_of_another_unit_are_not_drafted(sheet, other_head, as_):
    keys = list(Target.objects.values_list("pk", flat=True))

    as_(other_head).post(reverse("awards:nomination_from_targets"), {"year": "2022", "chon": keys, "confirmed": "1"})

    assert Nomination.objects.count() == 0


def test_accepted_proposals_stand_on_the_page_of_sources(proposal, head, office):
    assert list(usable_proposals(head)) == [proposal]
    draft_from_proposal(proposal, title="GK_DV", year=2026, by=head)

    assert list(usable_proposals(head)) == []


def test_the_database_has_the_last_word_when_two_press_at_once(tree, nurse, head, monkeypatch):
    draft(tree.noi, staff=nurse, by=head, year=2026)
    monkeypatch.setattr("awards.services.nomination.unfit_reasons", lambda nomination: [])

    with pytest.raises(Refused) as refused:
        draft(tree.noi, staff=nurse, by=head, year=2026)

    assert refused.value.reasons == [
        "Nguyễn Thị Đào đã được Khoa Nội tổng hợp đề nghị Lao động tiên tiến năm 2026 (nháp). "
        "Mỗi thành tích chỉ đề nghị một lần cho một danh hiệu, hình thức."
    ]
    assert Nomination.objects.count() == 1
