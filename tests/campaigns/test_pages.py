"""The pages of campaigns as people use them."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Campaign, LaunchPlan, Pledge, UnitLaunch
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


def test_the_department_sees_how_many_places_each_hospital_uses(province, tree, head, nurse, department, as_):
    proposal_at("submitted", campaign=province, unit=tree.noi, by=head, staff=nurse)

    page = text_of(as_(department).get(province.get_absolute_url()))

    assert "Theo bệnh viện" in page
    assert "<td>Bệnh viện An Hòa</td>" in page


@pytest.mark.parametrize("who", ["office", "head", "director", "member", "department"])
@pytest.mark.parametrize("name", ["campaign_detail", "proposal_list", "launch_list", "pledge_list"])
def test_every_part_of_a_campaign_opens_for_those_who_see_it(name, who, province, request, as_):
    person = request.getfixturevalue(who)

    assert as_(person).get(reverse(f"campaigns:{name}", args=[province.pk])).status_code == 200


def test_the_office_writes_a_campaign_with_its_numbers(office, as_):
    answer = as_(office).post(reverse("campaigns:campaign_create"), FORM)

    campaign = Campaign.objects.get(title="Bệnh viện xanh")
    assert answer.url == reverse("campaigns:campaign_criteria", args=[campaign.pk])
    assert sorted(campaign.quotas.values_list("kind", "places")) == [("ca_nhan", 6), ("tap_the", 3)]


def test_the_union_owns_the_campaign_it_writes(union_lead, as_):
    as_(union_lead.user).post(reverse("campaigns:campaign_create"), FORM)

    assert Campaign.objects.get(title="Bệnh viện xanh").owner == union_lead.unit


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


def test_the_table_of_campaigns_is_a_workbook_too(campaign, office, as_):
    answer = as_(office).get(reverse("campaigns:campaign_export"))

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert (rows[1][1], rows[1][8:12]) == ("Xanh, sạch, đẹp", (2, 2, 3, 3))


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
