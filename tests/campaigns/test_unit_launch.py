"""Units launch a campaign among their people, and sign pledges with each other."""

from datetime import date

import pytest

from campaigns.selectors.launches import units_without_launch, units_without_pledge
from campaigns.services.unit_launch import record_launch, remind_units, sign_pledge
from core.workflow import Refused
from emulation.models import Notification
from tests.factories.campaigns import campaign_at


def names(units):
    return [unit.name for unit in units]


def test_a_unit_that_records_its_launch_leaves_the_list_of_those_who_have_not(campaign, tree, head, pdf):
    before = names(units_without_launch(campaign, tree.hospital))

    launch = record_launch(campaign, unit=tree.noi, launched_on=date(2026, 2, 1), by=head, minutes=pdf("bb.pdf"))

    assert "Khoa Nội tổng hợp" in before
    assert "Khoa Nội tổng hợp" not in names(units_without_launch(campaign, tree.hospital))
    assert launch.minutes.kind == "bien_ban"


def test_a_second_record_of_a_unit_replaces_the_first(campaign, tree, head):
    record_launch(campaign, unit=tree.noi, launched_on=date(2026, 2, 1), by=head)
    record_launch(campaign, unit=tree.noi, launched_on=date(2026, 2, 3), by=head, attendance=25)

    launch = campaign.launches.get(unit=tree.noi)
    assert (launch.launched_on, launch.attendance) == (date(2026, 2, 3), 25)


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2026, 1, 1), "Ngày phát động tại đơn vị phải từ ngày phát động chung 15/01/2026 trở đi."),
        (date(2027, 1, 1), "Ngày phát động tại đơn vị không được ở tương lai."),
    ],
)
def test_the_day_of_a_launch_has_to_be_possible(day, why, campaign, tree, head):
    with pytest.raises(Refused) as refused:
        record_launch(campaign, unit=tree.noi, launched_on=day, by=head)

    assert refused.value.reasons == [why]


def test_only_the_named_units_are_expected(tree, office, director):
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=director)
    campaign.participants.set([tree.noi, tree.nhi])

    assert names(units_without_launch(campaign, tree.hospital)) == ["Khoa Nội tổng hợp", "Khoa Nhi"]


def test_a_campaign_from_above_is_launched_by_the_hospital_and_its_units(province, tree):
    assert tree.hospital in units_without_launch(province, tree.hospital)
    assert tree.noi in units_without_launch(province, tree.hospital)


def test_the_department_sees_which_hospitals_have_not_launched(province, tree, other_tree, department):
    assert set(units_without_launch(province, tree.department)) == {tree.hospital, other_tree.hospital}


def test_a_reminder_reaches_the_heads_of_the_lagging_units_once_a_day(campaign, tree, head, other_head, office):
    record_launch(campaign, unit=tree.ngoai, launched_on=date(2026, 2, 1), by=other_head)
    Notification.objects.all().delete()

    remind_units(campaign, facility=tree.hospital, by=office)
    remind_units(campaign, facility=tree.hospital, by=office)

    assert Notification.objects.filter(user=head).count() == 1
    assert Notification.objects.filter(user=other_head).count() == 0


def test_a_pledge_takes_two(campaign, tree, office, pdf):
    with pytest.raises(Refused) as refused:
        sign_pledge(
            campaign, facility=tree.hospital, parties=[tree.noi, tree.noi], content="Thi đua", by=office,
            signed_on=date(2026, 2, 1), file=pdf(),
        )  # fmt: skip

    assert refused.value.reasons == ["Giao ước thi đua cần ít nhất hai đơn vị ký."]


def test_units_that_signed_a_pledge_leave_the_list_of_those_without(campaign, tree, office, pdf):
    sign_pledge(
        campaign, facility=tree.hospital, parties=[tree.noi, tree.nhi], content="Thi đua", by=office,
        signed_on=date(2026, 2, 1), file=pdf(),
    )  # fmt: skip

    left = names(units_without_pledge(campaign, tree.hospital))
    assert "Khoa Ngoại" in left
    assert "Khoa Nhi" not in left
