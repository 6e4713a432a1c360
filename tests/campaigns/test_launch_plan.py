"""The launch plans of the sources, loaded word for word."""

from datetime import date

import pytest

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, LaunchPlan
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.quotas import totals
from campaigns.services.campaign import take_campaign_step
from campaigns.services.plan import load_launch_plan
from campaigns.services.quota import add_programme, set_quota
from campaigns.workflow import CAMPAIGN, missing_facts
from core.workflow import Refused
from emulation.choices import SubjectKind


@pytest.fixture
def sector(tree, department):
    """The Department's plan of 2023 (source 004)."""
    return load_launch_plan("nganh_y_te_2023", facility=tree.department, by=department)


def line(plan, number):
    return plan.campaigns.get(number=number)


def places(campaign):
    found = dict(campaign.quotas.filter(programme=None).values_list("kind", "places"))
    return found[SubjectKind.COLLECTIVE], found[SubjectKind.PERSON]


def test_the_plan_keeps_its_title_basis_signer_and_recipients(sector):
    assert sector.title.startswith("Phát động phong trào thi đua trong công chức, viên chức và người lao động")
    assert (sector.year, sector.signer, sector.signer_position) == (2023, "Phạm Minh An", "GIÁM ĐỐC")
    assert (sector.bases.first().number, sector.bases.first().issued_on) == ("247/KH-UBND", date(2022, 12, 29))
    recipients = [str(recipient) for recipient in sector.recipients.all()]
    assert recipients[0] == "HĐ TĐKT tỉnh (b/c)"
    assert recipients[-1] == "Lưu: VT, VP"
    assert len(recipients) == 8


@pytest.mark.parametrize(
    "programmes, expected", [(0, (50, 110)), (1, (55, 120)), (3, (65, 140))], ids=["none", "one", "three"]
)
def test_the_numbers_of_the_plan_add_up_with_its_programmes(programmes, expected, sector, department):
    for number in range(programmes):
        add_programme(line(sector, "II.2.1"), name=f"Chương trình {number}", by=department)

    assert totals(sector.campaigns.all()) == expected


@pytest.mark.parametrize(
    "number, in_charge, review, expected",
    [
        ("II.2.2", "Phòng Kế hoạch – Tài chính", "cuoi_nam", (5, 10)),
        ("II.2.3", "Công đoàn ngành Y tế", "trong_nam", (5, 10)),
        ("II.2.4", "Phòng Nghiệp vụ", "trong_nam", (5, 10)),
        ("II.2.5", "Văn phòng Sở", "trong_nam", (5, 10)),
        ("II.2.6", "Phòng Nghiệp vụ", "trong_nam", (0, 10)),
        ("II.2.7", "Văn phòng Sở", "cuoi_nam", (5, 10)),
        ("II.2.8", "Trung tâm Kiểm soát bệnh tật", "cuoi_nam", (5, 10)),
        ("II.2.9", "Đoàn Thanh niên Ngành Y tế", "cuoi_nam", (5, 10)),
        ("II.2.10", "Văn phòng Sở", "dau_nam", (5, 10)),
        ("II.2.11", "Văn phòng Sở", "trong_nam", (10, 20)),
    ],
)
def test_each_line_of_the_plan_has_its_body_time_and_numbers(number, in_charge, review, expected, sector):
    campaign = line(sector, number)

    assert (campaign.in_charge, campaign.review_time, places(campaign)) == (in_charge, review, expected)


def test_the_title_stays_verbatim_and_its_year_stands_apart(sector):
    campaign = line(sector, "II.2.2")

    assert campaign.title == "Thi đua thực hiện “Hoàn thành chỉ tiêu, kế hoạch của ngành năm 2022”"
    assert campaign.year == 2023


def test_numbers_by_allocation_are_empty_and_not_zero(sector):
    campaign = line(sector, "II.1")

    assert places(campaign) == (None, None)
    assert (campaign.level, campaign.lead_agency) == ("ubnd_tinh", "UBND tỉnh")


def test_only_nurses_midwives_and_station_heads_compete_in_their_campaign(sector):
    assert line(sector, "II.2.6").job_types == ["dieu_duong", "ho_sinh", "truong_tram"]


def test_two_campaigns_belong_to_the_union_and_the_youth_union(sector):
    owned = {c.number: c.owner.name for c in sector.campaigns.exclude(owner=None)}

    assert owned == {"II.2.3": "Công đoàn ngành Y tế", "II.2.9": "Đoàn Thanh niên ngành Y tế"}


def test_the_campaign_of_the_doctors_day_names_the_event(sector):
    campaign = line(sector, "II.2.10")

    assert (campaign.event_name, campaign.event_on) == ("Ngày Thầy thuốc Việt Nam", date(2023, 2, 27))


def test_a_signed_plan_brings_approved_campaigns_that_wait_for_their_launch(sector):
    assert set(sector.campaigns.values_list("status", "approver")) == {
        (CampaignStatus.APPROVED, "Phạm Minh An, Giám đốc")
    }


def test_the_line_without_body_time_and_number_cannot_be_launched(sector, department):
    campaign = line(sector, "II.2.12")

    assert missing_facts(campaign) == [
        "cơ quan, bộ phận phụ trách",
        "thời điểm xét khen thưởng",
        "số lượng xét khen thưởng",
    ]
    with pytest.raises(Refused):
        take_campaign_step(campaign, "launch", by=department)


def test_every_other_line_is_ready_for_launch(sector, department):
    ready = [c.number for c in sector.campaigns.all() if not CAMPAIGN.refusals(c, "launch", by=department)]

    assert len(ready) == 12


def test_loading_twice_changes_nothing(sector, tree, department):
    again = load_launch_plan("nganh_y_te_2023", facility=tree.department, by=department)

    assert again == sector
    assert (LaunchPlan.objects.count(), Campaign.objects.count()) == (1, 13)


def test_a_later_year_takes_the_same_lines_with_its_own_year(sector, tree, department):
    later = load_launch_plan("nganh_y_te_2023", facility=tree.department, by=department, year=2026)

    assert line(later, "II.2.10").event_on == date(2026, 2, 27)
    assert set(later.campaigns.values_list("year", flat=True)) == {2026}


def test_the_hospitals_movements_are_launched_to_all_units_once_they_have_numbers(tree, office, head, other_head):
    plan = load_launch_plan("benh_vien_2022", facility=tree.hospital, by=office)
    for campaign in plan.campaigns.all():
        for quota in campaign.quotas.all():
            set_quota(quota, places=3, reason="Hội đồng giao", by=office)
        take_campaign_step(campaign, "launch", by=office)

    for person in (head, other_head):
        assert visible_campaigns(person).count() == 2


def test_the_hospitals_two_movements_come_without_numbers(tree, office):
    plan = load_launch_plan("benh_vien_2022", facility=tree.hospital, by=office)

    assert [c.title for c in plan.campaigns.order_by("pk")] == [
        "Đổi mới phong cách, thái độ phục vụ của người cán bộ y tế hướng tới sự hài lòng của người bệnh",
        "Thi đua học tập, làm theo gương điển hình tiên tiến",
    ]
    assert [places(c) for c in plan.campaigns.all()] == [(None, None), (None, None)]
