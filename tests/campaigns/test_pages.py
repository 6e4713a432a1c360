"""The pages of campaigns as people use them."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Campaign, LaunchPlan, Pledge, Proposal, UnitLaunch
from campaigns.selectors.work import found_for, work_of
from campaigns.services.plan import load_launch_plan
from tests.factories import person
from tests.factories.campaigns import campaign_at, proposal_at

FORM = {
    "title": "Bệnh viện xanh", "year": "2026", "level": "don_vi", "kind": "chuyen_de", "lead_agency": "Bệnh viện",
    "in_charge": "Phòng HCQT", "content": "Xanh, sạch, đẹp", "review_time": "cuoi_nam", "collectives": "3",
    "individuals": "6",
}  # fmt: skip


def text_of(answer):
    return answer.content.decode()


def test_the_board_says_how_many_places_are_left(campaign, tree, head, nurse, office, as_):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)

    page = text_of(as_(office).get(reverse("campaigns:campaign_list")))

    assert "còn 2/2" in page
    assert "còn 2/3" in page


def test_a_full_quota_with_reserves_asks_to_choose(campaign, tree, head, office, as_):
    for number in range(3):
        proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=person(f"Lê Văn {number}", tree.noi))
    proposal_at("reserve", campaign=campaign, unit=tree.noi, by=head, staff=person("Trần Hạnh", tree.noi))

    page = text_of(as_(office).get(reverse("campaigns:campaign_list")))

    assert "Hết chỗ cá nhân" in page
    assert "4 người được giới thiệu cho 3 chỗ." in page


def test_a_quota_by_allocation_is_never_shown_as_zero(tree, office, director, head, as_):
    campaign_at(
        "launched",
        facility=tree.hospital,
        office=office,
        leader=director,
        quotas=(None, None),
        quota_text="Theo phân bổ",
    )

    page = text_of(as_(head).get(reverse("campaigns:campaign_list")))

    assert page.count("theo phân bổ, chưa giao") == 2
    assert "0/0" not in page


def test_a_head_is_told_that_the_own_unit_has_not_launched(campaign, head, tree, as_):
    page = text_of(as_(head).get(reverse("campaigns:campaign_list")))

    assert reverse("campaigns:launch_record", args=[campaign.pk, tree.noi.pk]) in page


def test_the_board_filters_by_level(campaign, province, head, as_):
    page = text_of(as_(head).get(reverse("campaigns:campaign_list"), {"cap": "so_y_te"}))

    assert "Thầy thuốc như mẹ hiền" in page
    assert "Xanh, sạch, đẹp" not in page


def test_the_meters_answer_alone_when_they_refresh(campaign, head, as_):
    answer = as_(head).get(campaign.get_absolute_url(), headers={"HX-Request": "true"})

    assert text_of(answer).strip().startswith('<div id="dong-ho"')


def test_the_office_writes_a_campaign_with_its_numbers(office, as_):
    answer = as_(office).post(reverse("campaigns:campaign_create"), FORM)

    campaign = Campaign.objects.get(title="Bệnh viện xanh")
    assert answer.url == reverse("campaigns:campaign_criteria", args=[campaign.pk])
    assert sorted(campaign.quotas.values_list("kind", "places")) == [("ca_nhan", 6), ("tap_the", 3)]


def test_a_campaign_without_numbers_says_so_beside_the_field(office, as_):
    answer = as_(office).post(reverse("campaigns:campaign_create"), {**FORM, "collectives": ""})

    assert "Ghi số lượng; ghi 0 nếu không xét" in text_of(answer)


def test_criteria_are_written_line_by_line(tree, office, as_):
    campaign = campaign_at("draft", facility=tree.hospital, office=office)
    data = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1", "form-0-text": "Không khói thuốc", "form-0-kind": "tap_the",
        "form-0-points": "20", "form-1-text": "", "form-1-kind": "",
    }  # fmt: skip

    as_(office).post(reverse("campaigns:campaign_criteria", args=[campaign.pk]), data)

    assert list(campaign.criteria.values_list("text", "kind", "points")) == [("Không khói thuốc", "tap_the", 20)]


def test_numbers_change_on_their_page_with_a_reason(campaign, office, as_):
    quota = campaign.quotas.get(kind="ca_nhan")
    url = reverse("campaigns:quota_edit", args=[campaign.pk])
    other = campaign.quotas.get(kind="tap_the")
    data = {f"places_{quota.pk}": "5", f"places_{other.pk}": "2"}

    assert as_(office).post(url, data).status_code == 200  # asked for the reason
    as_(office).post(url, {**data, "reason": "Công văn 15"})

    quota.refresh_from_db()
    assert quota.places == 5


def test_a_programme_is_added_with_its_own_numbers(tree, office, director, as_):
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=director, is_per_programme=True)

    as_(office).post(reverse("campaigns:programme_add", args=[campaign.pk]), {"name": "Phòng, chống lao"})

    assert list(campaign.programmes.get().quotas.order_by("kind").values_list("places", flat=True)) == [3, 2]


def test_a_head_records_the_launch_of_the_own_unit(campaign, head, tree, pdf, as_):
    url = reverse("campaigns:launch_record", args=[campaign.pk, tree.noi.pk])

    as_(head).post(url, {"launched_on": "01/02/2026", "attendance": "25", "minutes": pdf("bb.pdf")})

    launch = UnitLaunch.objects.get(campaign=campaign)
    assert (launch.unit, launch.launched_on, launch.minutes.name) == (tree.noi, date(2026, 2, 1), "bb.pdf")


def test_a_pledge_of_one_unit_is_refused_beside_the_field(campaign, head, tree, pdf, as_):
    url = reverse("campaigns:pledge_create", args=[campaign.pk])
    data = {"parties": [tree.noi.pk], "content": "Thi đua", "signed_on": "01/02/2026", "file": pdf()}

    assert "Giao ước thi đua cần ít nhất hai đơn vị ký." in text_of(as_(head).post(url, data))
    as_(head).post(url, {**data, "parties": [tree.noi.pk, tree.nhi.pk], "file": pdf()})

    assert Pledge.objects.get().parties.count() == 2


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


def test_the_list_exports_what_it_shows(campaign, tree, head, nurse, office, as_):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head)

    answer = as_(office).get(reverse("campaigns:proposal_export", args=[campaign.pk]), {"kind": "ca_nhan"})

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[1] for row in rows] == ["Tập thể, cá nhân", "Nguyễn Thị Đào"]


def test_the_table_of_campaigns_is_a_workbook_too(campaign, office, as_):
    answer = as_(office).get(reverse("campaigns:campaign_export"))

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert (rows[1][2], rows[1][8:12]) == ("Xanh, sạch, đẹp", (2, 2, 3, 3))


def test_the_page_of_a_plan_adds_up_its_numbers(tree, department, as_):
    plan = load_launch_plan("nganh_y_te_2023", facility=tree.department, by=department)

    page = text_of(as_(department).get(plan.get_absolute_url()))

    assert '<b class="strong num">50</b> tập thể, <b class="strong num">110</b> cá nhân' in page


def test_a_plan_is_written_with_bases_and_recipients(office, as_):
    data = {
        "title": "Kế hoạch thi đua 2026", "year": "2026", "issuer": "Bệnh viện", "signer_position": "GIÁM ĐỐC",
        "can-cu-TOTAL_FORMS": "1", "can-cu-INITIAL_FORMS": "0", "can-cu-0-number": "15/KH", "can-cu-0-title": "Thi đua",
        "noi-nhan-TOTAL_FORMS": "1", "noi-nhan-INITIAL_FORMS": "0", "noi-nhan-0-name": "Sở Y tế",
        "noi-nhan-0-kind": "outside", "noi-nhan-0-purpose": "bao_cao",
    }  # fmt: skip

    as_(office).post(reverse("campaigns:plan_create"), data)

    plan = LaunchPlan.objects.get()
    assert [str(basis) for basis in plan.bases.all()] == ["15/KH"]
    assert [str(recipient) for recipient in plan.recipients.all()] == ["Sở Y tế (b/c)"]


def test_the_home_page_counts_what_waits(campaign, tree, head, nurse, office, director):
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    campaign_at("draft", facility=tree.hospital, office=office, title="Chờ duyệt")

    assert [work.title for work in work_of(office)] == ["1 đề xuất chờ xem"]
    assert [work.title for work in work_of(head)] == ["Phát động tại đơn vị"]
    assert [work.title for work in work_of(director)] == ["Phê duyệt phong trào"]


@pytest.mark.parametrize("who, most", [("office", 1), ("head", 3), ("director", 1), ("stranger", 0)])
def test_what_waits_is_asked_with_few_questions(who, most, campaign, request, django_assert_max_num_queries):
    user = request.getfixturevalue(who)
    assert user.grants_now is not None

    with django_assert_max_num_queries(most):
        work_of(user)


def test_search_finds_campaigns_and_proposals_without_accents(campaign, proposal, head):
    assert [hit.title for hit in found_for(head, "xanh sach dep")] == ["Xanh, sạch, đẹp"]
    assert [hit.kind for hit in found_for(head, "thi dao")] == ["Đề xuất"]


def queries_of(web, url):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert web.get(url).status_code == 200
    return len(seen)


def test_the_board_asks_as_many_questions_for_one_campaign_as_for_thirty(campaign, tree, office, director, as_):
    web, url = as_(office), reverse("campaigns:campaign_list")
    queries_of(web, url)
    one = queries_of(web, url)
    for number in range(29):
        campaign_at("launched", facility=tree.hospital, office=office, leader=director, title=f"Phong trào {number}")

    assert queries_of(web, url) == one


@pytest.mark.parametrize("page", ["proposal_list", "launch_list"])
def test_lists_ask_as_many_questions_for_one_row_as_for_thirty(page, tree, office, director, head, as_):
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=director, quotas=(5, 60))
    proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=person("Lê Văn Một", tree.noi))
    web, url = as_(office), reverse(f"campaigns:{page}", args=[campaign.pk])
    queries_of(web, url)
    one = queries_of(web, url)
    for number in range(29):
        proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=person(f"Lê Văn {number}", tree.noi))

    assert queries_of(web, url) == one
