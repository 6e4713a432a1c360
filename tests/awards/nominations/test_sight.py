"""Who sees which nomination; whoever may not see it meets a 404 at every one of its doors."""

import pytest
from django.urls import reverse

from awards.models import Council, CouncilMember, NominationFile
from awards.selectors.nominations import accepted_nominations, summary_of, visible_nominations
from awards.services.nomination import take_nomination_step
from emulation.choices import Role
from tests.factories import person, user_with
from tests.factories.nominations import draft, nomination_at, pdf
from tests.factories.sheets import sheet_at

STATES = ("draft", "submitted", "returned", "withdrawn", "accepted", "endorsed", "not_endorsed")


@pytest.fixture
def one_of_each(tree, head, office):
    """One nomination of Khoa Nội in every state."""
    for state in STATES:
        nomination_at(state, unit=tree.noi, staff=person(f"Người {state}", tree.noi), by=head, office=office)


@pytest.fixture
def cast(request, tree):
    return request.getfixturevalue


@pytest.mark.parametrize(
    "who, states",
    [
        ("head", STATES),
        ("clerk", STATES),
        ("office", STATES[1:]),
        ("director", STATES[1:]),
        ("admin", STATES[1:]),
        ("member", ("accepted", "endorsed", "not_endorsed")),
        ("other_head", ()),
        ("department", ()),
        ("other_office", ()),
        ("stranger", ()),
    ],
)
def test_what_each_part_sees(who, states, one_of_each, cast):
    seen = visible_nominations(cast(who)).order_by("pk").values_list("status", flat=True)

    assert list(seen) == list(states)


def test_the_office_sees_the_drafts_that_it_made(tree, nurse, office):
    nomination = draft(tree.noi, staff=nurse, by=office)

    assert list(visible_nominations(office)) == [nomination]


def test_a_clerk_who_moved_on_sees_nothing_any_more(tree, nurse, clerk):
    draft(tree.noi, staff=nurse, by=clerk)
    clerk.grants.update(until="2021-01-01")
    clerk.__dict__.pop("grants_now", None)

    assert list(visible_nominations(clerk)) == []


@pytest.mark.parametrize("who", ["other_head", "other_office", "department", "member", "stranger"])
@pytest.mark.parametrize(
    "door", ["nomination_detail", "nomination_edit", "nomination_autosave", "nomination_discard", "nomination_attach"]
)
def test_strangers_meet_404_at_every_door(door, who, bare, cast, as_):
    client = as_(cast(who))
    address = reverse(f"awards:{door}", args=[bare.pk])

    answer = client.get(address) if door in ("nomination_detail", "nomination_edit") else client.post(address)

    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["other_head", "other_office", "department", "stranger"])
def test_strangers_take_no_step_and_no_paper(who, sent, cast, as_):
    client, paper = as_(cast(who)), sent.files.get()

    answers = [
        client.post(reverse("awards:nomination_step", args=[sent.pk, "accept"])),
        client.get(reverse("awards:nomination_file", args=[paper.pk])),
        client.post(reverse("awards:nomination_detach", args=[paper.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert NominationFile.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("who", ["office", "director", "admin", "member"])
def test_readers_do_not_write(who, tree, nurse, head, office, cast, as_):
    nomination = nomination_at("accepted", unit=tree.noi, staff=nurse, by=head, office=office)

    answer = as_(cast(who)).get(reverse("awards:nomination_edit", args=[nomination.pk]))

    assert answer.status_code == 404


def test_a_member_by_the_council_s_decision_reads_what_waits_for_the_council(tree, head, office):
    from_council = user_with("hoidong", "Lê Thị Hội Đồng", (Role.STAFF, tree.hospital))
    nomination_at("submitted", unit=tree.noi, by=head, office=office)
    accepted = nomination_at("accepted", unit=tree.noi, staff=person("Lê Văn A", tree.noi), by=head, office=office)
    _seat(tree, from_council, office)

    assert list(visible_nominations(from_council)) == [accepted]


def test_a_paper_is_downloaded_and_never_run(sent, office, as_):
    answer = as_(office).get(reverse("awards:nomination_file", args=[sent.files.get().pk]))

    assert b"".join(answer.streaming_content) == pdf().read()
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-thanh-tich.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_only_what_was_accepted_waits_for_the_council(one_of_each, tree, other_tree):
    assert [row.status for row in accepted_nominations(tree.hospital)] == ["accepted"]
    assert list(accepted_nominations(other_tree.hospital)) == []


def test_the_summary_holds_what_a_member_reads_in_a_minute(tree, head, office):
    sheet = sheet_at("accepted", tree, unit=tree.noi)
    staff = sheet.entries.get(kind="ca_nhan").staff
    nomination_at("endorsed", unit=tree.noi, staff=staff, by=head, office=office, title="LDTT", year=2021)
    nomination = nomination_at("accepted", unit=tree.noi, staff=staff, by=head, office=office, title="LDTT", year=2022)

    summary = summary_of(nomination)

    assert (summary.subject, summary.title, summary.year) == (staff.full_name, "Lao động tiên tiến", 2022)
    assert summary.achievements == ["Giảm 30% thời gian chờ khám", "Một sáng kiến được công nhận"]
    assert [paper.name for paper in summary.papers] == ["bao-cao-thanh-tich.pdf"]
    assert summary.target_names == ["Lao động tiên tiến", "Chiến sĩ thi đua cơ sở"]
    assert summary.was_registered
    assert [earlier.year for earlier in summary.earlier] == [2021]


def test_a_recalled_nomination_is_out_of_the_office_s_sight(sent, head, office, as_):
    take_nomination_step(sent, "recall", by=head)

    assert as_(office).get(sent.get_absolute_url()).status_code == 404


def _seat(tree, user, office):
    council = Council.objects.create(
        facility=tree.hospital, name="Hội đồng", decision_number="15/QĐ", decision_on="2024-01-05", since="2024-01-05"
    )
    CouncilMember.objects.create(council=council, user=user, since="2024-01-05")
