"""The pages of proposals: prepared by a unit, found, sent, accepted many, exported."""

from io import BytesIO

from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Proposal
from tests.factories import person
from tests.factories.campaigns import proposal_at


def names_in(answer):
    return [row[1] for row in list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)[1:]]


def text_of(answer):
    return answer.content.decode()


def test_a_head_walks_a_proposal_from_name_to_office(campaign, head, nurse, pdf, as_):
    web = as_(head)
    created = web.post(reverse("campaigns:proposal_create", args=[campaign.pk]), {
        "unit": nurse.unit_id, "kind": "ca_nhan", "staff": nurse.pk, "staff_text": nurse.full_name,
    })  # fmt: skip
    proposal = Proposal.objects.get()
    assert created.url == reverse("campaigns:proposal_edit", args=[proposal.pk])
    saved = web.post(reverse("campaigns:proposal_autosave", args=[proposal.pk]), {"achievements": "Cứu sống"})
    assert "Đã lưu lúc" in text_of(saved)
    web.post(reverse("campaigns:proposal_attach", args=[proposal.pk]), {"kind": "bao_cao_thanh_tich", "file": pdf()})
    web.post(reverse("campaigns:proposal_step", args=[proposal.pk, "submit"]))

    proposal.refresh_from_db()
    assert (proposal.status, proposal.achievements, proposal.position) == ("submitted", "Cứu sống", "Điều dưỡng")


def test_a_person_is_found_by_typing_without_accents(campaign, head, nurse, as_):
    url = reverse("campaigns:subject_options", args=[campaign.pk])

    assert "Nguyễn Thị Đào" in text_of(as_(head).get(url, {"q": "thi dao"}))


def test_without_scripts_a_name_that_fits_two_people_is_asked_back(campaign, head, nurse, tree, as_):
    person("Nguyễn Thị Đào", tree.noi, position="Hộ lý")
    url = reverse("campaigns:proposal_create", args=[campaign.pk])

    page = text_of(
        as_(head).post(url, {"unit": tree.noi.pk, "kind": "ca_nhan", "staff": "", "staff_text": "nguyen thi dao"})
    )

    assert page.count('name="staff_pick"') == 2


def test_a_head_cannot_propose_people_of_another_unit(campaign, head, tree, as_):
    stranger = person("Phan Văn Lâm", tree.ngoai)
    url = reverse("campaigns:proposal_create", args=[campaign.pk])

    page = text_of(
        as_(head).post(url, {"unit": tree.noi.pk, "kind": "ca_nhan", "staff": stranger.pk, "staff_text": "x"})
    )

    assert "Không tìm thấy" in page
    assert Proposal.objects.count() == 0


def test_a_mass_organisation_may_propose_anybody_of_the_hospital(campaign, union_lead, tree, as_):
    someone = person("Phan Văn Lâm", tree.ngoai)
    url = reverse("campaigns:proposal_create", args=[campaign.pk])

    as_(union_lead.user).post(url, {"unit": tree.union.pk, "kind": "ca_nhan", "staff": someone.pk, "staff_text": "x"})

    assert Proposal.objects.get().unit == tree.union


def test_accepting_many_shows_first_what_it_will_do(campaign, tree, head, nurse, office, as_):
    sent = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    url = reverse("campaigns:proposal_accept_many", args=[campaign.pk])

    assert "Nhận 1 đề xuất" in text_of(as_(office).post(url, {"chon": [sent.pk]}))
    as_(office).post(url, {"chon": [sent.pk], "confirmed": "1"})

    sent.refresh_from_db()
    assert sent.status == "accepted"


def test_the_reason_of_a_return_stands_large_on_the_units_page(campaign, tree, head, nurse, office, as_):
    sent = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    as_(office).post(reverse("campaigns:proposal_step", args=[sent.pk, "return"]), {"note": "Thiếu số liệu quý III"})

    page = text_of(as_(head).get(sent.get_absolute_url()))

    assert '<section class="returned' in page
    assert "Thiếu số liệu quý III" in page


def test_a_return_without_a_reason_is_refused(campaign, tree, head, nurse, office, as_):
    sent = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    as_(office).post(reverse("campaigns:proposal_step", args=[sent.pk, "return"]), {"note": " "})

    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_the_list_is_sorted_by_given_name_or_by_who_sent_first(campaign, tree, head, office, as_):
    for name in ("Trần Văn Út", "Lê Thị Anh"):
        proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=person(name, tree.noi))
    web, url = as_(office), reverse("campaigns:proposal_list", args=[campaign.pk])

    by_name, by_time = text_of(web.get(url)), text_of(web.get(url, {"order": "sent"}))

    assert by_name.index("Lê Thị Anh") < by_name.index("Trần Văn Út")
    assert by_time.index("Trần Văn Út") < by_time.index("Lê Thị Anh")
    export = reverse("campaigns:proposal_export", args=[campaign.pk])
    assert [names_in(web.get(export)), names_in(web.get(export, {"order": "sent"}))] == [
        ["Lê Thị Anh", "Trần Văn Út"], ["Trần Văn Út", "Lê Thị Anh"],
    ]  # fmt: skip


def test_the_list_exports_what_it_shows(campaign, tree, head, nurse, office, as_):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head)

    answer = as_(office).get(reverse("campaigns:proposal_export", args=[campaign.pk]), {"kind": "ca_nhan"})

    assert names_in(answer) == ["Nguyễn Thị Đào"]
