"""Fetching is permission: who finds which campaigns and proposals, and who gets 404."""

import pytest
from django.urls import reverse

from campaigns.models import CampaignFile, Proposal
from campaigns.selectors.campaigns import run_campaigns, visible_campaigns
from campaigns.selectors.proposals import visible_proposals, waiting_proposals
from campaigns.services.paper import attach_to_campaign
from emulation.choices import Role
from tests.factories import user_with
from tests.factories.campaigns import campaign_at, proposal_at


@pytest.fixture
def other_hospitals_head(other_tree):
    return user_with("truong.bm", "Lý Văn Cường", (Role.HEAD, other_tree.noi))


@pytest.fixture
def sent(campaign, head, nurse, tree):
    return proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)


CAMPAIGN_PAGES = [
    "campaign_detail", "campaign_edit", "campaign_criteria", "campaign_stages", "campaign_attach", "review_create",
    "quota_edit", "launch_list", "pledge_list", "pledge_create", "proposal_list", "proposal_export", "proposal_create",
    "subject_options",
]  # fmt: skip


@pytest.mark.parametrize("page", CAMPAIGN_PAGES)
def test_a_stranger_finds_no_page_of_a_campaign(page, campaign, stranger, as_):
    assert as_(stranger).get(reverse(f"campaigns:{page}", args=[campaign.pk])).status_code == 404


@pytest.mark.parametrize("page", CAMPAIGN_PAGES)
def test_another_hospital_finds_no_page_of_a_hospitals_campaign(page, campaign, other_office, as_):
    assert as_(other_office).get(reverse(f"campaigns:{page}", args=[campaign.pk])).status_code == 404


@pytest.mark.parametrize(
    "page", ["campaign_edit", "campaign_criteria", "campaign_stages", "campaign_attach", "quota_edit"]
)
def test_a_head_changes_no_campaign(page, campaign, head, as_):
    assert as_(head).get(reverse(f"campaigns:{page}", args=[campaign.pk])).status_code == 404


def test_nobody_signed_out_sees_anything(campaign, client):
    answer = client.get(reverse("campaigns:campaign_detail", args=[campaign.pk]))

    assert answer.status_code == 302
    assert answer.url.startswith("/dang-nhap/")


def test_units_see_what_was_launched_and_not_what_is_being_written(tree, office, director, head):
    launched = campaign_at("launched", facility=tree.hospital, office=office, leader=director)
    draft = campaign_at("draft", facility=tree.hospital, office=office, title="Đang soạn")

    assert list(visible_campaigns(head)) == [launched]
    assert draft in visible_campaigns(office)
    assert draft in visible_campaigns(director)


def test_every_hospital_sees_the_campaigns_of_its_department(
    province, head, other_hospitals_head, office, other_office
):
    for person in (head, other_hospitals_head, office, other_office):
        assert province in visible_campaigns(person)


def test_the_department_sees_its_own_and_what_hospitals_entered_of_its_level(
    tree, office, director, department, province
):
    own = campaign_at("launched", facility=tree.hospital, office=office, leader=director)
    entered = campaign_at("launched", facility=tree.hospital, office=office, leader=director, level="so_y_te")

    assert set(visible_campaigns(department)) == {province, entered}
    assert own not in visible_campaigns(department)


def test_only_the_office_and_the_leading_organisation_change_its_campaign(tree, office, director, head, union_lead):
    campaign = campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, owner=union_lead.unit, title="Chuyên đề"
    )

    assert campaign in run_campaigns(union_lead.user)
    assert campaign in run_campaigns(office)
    assert campaign not in run_campaigns(head)


def test_the_union_runs_no_campaign_that_was_not_given_to_it(campaign, union_lead):
    assert campaign not in run_campaigns(union_lead.user)


PROPOSAL_PAGES = ["proposal_detail", "proposal_edit"]


@pytest.mark.parametrize("page", PROPOSAL_PAGES)
@pytest.mark.parametrize("who", ["stranger", "other_head", "other_office", "other_hospitals_head"])
def test_a_unit_keeps_its_proposal_to_itself(page, who, proposal, request, as_):
    person = request.getfixturevalue(who)

    assert as_(person).get(reverse(f"campaigns:{page}", args=[proposal.pk])).status_code == 404


def test_the_office_sees_a_proposal_once_it_is_sent(proposal, sent_like, office):
    assert proposal not in visible_proposals(office)
    assert sent_like in visible_proposals(office)


@pytest.fixture
def sent_like(campaign, head, tree):
    return proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head)


def test_council_members_see_what_was_accepted(sent, member, office):
    assert sent not in visible_proposals(member)

    Proposal.objects.filter(pk=sent.pk).update(status="accepted")

    assert sent in visible_proposals(member)


def test_the_department_sees_what_hospitals_send_in_its_campaigns(
    province, head, nurse, tree, department, other_office
):
    proposal = proposal_at("submitted", campaign=province, unit=tree.noi, by=head, staff=nurse)

    assert proposal in visible_proposals(department)
    assert proposal not in visible_proposals(other_office)


def test_the_hospitals_office_and_the_department_review_what_goes_to_the_department(
    province, head, nurse, tree, department, office, other_office
):
    proposal = proposal_at("submitted", campaign=province, unit=tree.noi, by=head, staff=nurse)

    assert proposal in waiting_proposals(office)
    assert proposal in waiting_proposals(department)
    assert proposal not in waiting_proposals(other_office)


def test_the_organisation_that_leads_a_campaign_reviews_its_proposals(tree, office, director, head, nurse, union_lead):
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=director, owner=union_lead.unit)
    proposal = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    assert proposal in waiting_proposals(union_lead.user)


@pytest.mark.parametrize("step", ["submit", "accept", "return", "reject", "recall"])
def test_another_units_head_takes_no_step(step, sent, other_head, as_):
    url = reverse("campaigns:proposal_step", args=[sent.pk, step])

    assert as_(other_head).post(url, {"note": "x"}).status_code == 404


def test_a_clerk_prepares_and_does_not_send(proposal, clerk, as_):
    as_(clerk).post(reverse("campaigns:proposal_step", args=[proposal.pk, "submit"]))

    proposal.refresh_from_db()
    assert proposal.status == "draft"


def test_a_head_does_not_accept_the_own_proposal(sent, head, as_):
    as_(head).post(reverse("campaigns:proposal_step", args=[sent.pk, "accept"]))

    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_papers_of_a_campaign_are_for_those_who_see_it(campaign, office, head, stranger, other_office, as_, pdf):
    attach_to_campaign(campaign, pdf("ke-hoach.pdf"), role="ke_hoach", by=office)
    url = reverse("campaigns:paper_file", args=[CampaignFile.objects.get().attachment_id])

    assert as_(head).get(url).status_code == 200
    assert as_(stranger).get(url).status_code == 404
    assert as_(other_office).get(url).status_code == 404


def test_evidence_of_a_proposal_is_for_those_who_see_it(sent, head, office, other_head, as_):
    url = reverse("campaigns:paper_file", args=[sent.files.get().attachment_id])

    assert as_(head).get(url).status_code == 200
    assert as_(office).get(url).status_code == 200
    assert as_(other_head).get(url).status_code == 404


def test_a_unit_is_launched_only_by_its_own_people_or_the_office(campaign, tree, head, other_head, office, as_):
    url = reverse("campaigns:launch_record", args=[campaign.pk, tree.noi.pk])

    assert as_(head).get(url).status_code == 200
    assert as_(office).get(url).status_code == 200
    assert as_(other_head).get(url).status_code == 404


@pytest.mark.parametrize("page", ["campaign_create", "plan_create"])
def test_only_an_office_writes_campaigns_and_plans(page, head, office, department, as_):
    url = reverse(f"campaigns:{page}")

    assert as_(office).get(url).status_code == 200
    assert as_(department).get(url).status_code == 200
    assert as_(head).get(url).status_code == 404


def test_an_organisation_writes_campaigns_of_its_own_and_no_launch_plan(union_lead, as_):
    web = as_(union_lead.user)

    assert web.get(reverse("campaigns:campaign_create")).status_code == 200
    assert web.get(reverse("campaigns:plan_create")).status_code == 404


def test_a_party_committee_over_the_hospital_speaks_for_no_unit(proposal, tree):
    committee = user_with("dang", "Bí thư", (Role.PARTY, tree.hospital))

    assert proposal not in visible_proposals(committee)
