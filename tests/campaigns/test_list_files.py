"""Launch plans, launches and pledges as files."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import LaunchPlan
from campaigns.services.unit_launch import record_launch, sign_pledge

pytestmark = pytest.mark.django_db


def rows_of(client, name, *args):
    answer = client.get(reverse(f"campaigns:{name}", args=args))
    return list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)


def test_launches_go_out_with_the_units_that_have_not_launched(campaign, tree, head, office, pdf, as_):
    launched = date(2026, 2, 1)
    record_launch(
        campaign, unit=tree.noi, launched_on=launched, attendance=25, note="=Nội dung", minutes=pdf("bb.pdf"),
        plan=None, by=head,
    )  # fmt: skip

    rows = rows_of(as_(office), "launch_export", campaign.pk)

    assert rows[0] == (
        "Đơn vị", "Phát động", "Ngày", "Người dự", "Biên bản", "Kế hoạch của đơn vị", "Nội dung chính", "Người ghi",
    )  # fmt: skip
    first = rows[1]
    assert (*first[:2], first[2].date(), *first[3:7]) == (
        "Khoa Nội tổng hợp", "Đã phát động", launched, 25, "bb.pdf", None, "=Nội dung",
    )  # fmt: skip
    assert {row[1] for row in rows[2:]} == {"Chưa phát động"}
    assert "Khoa Nhi" in [row[0] for row in rows[2:]]


def test_pledges_go_out_with_their_parties(campaign, tree, head, office, pdf, as_):
    sign_pledge(
        campaign, facility=tree.hospital, content="Thi đua sạch", signed_on=date(2026, 2, 1),
        parties=[tree.noi, tree.nhi], file=pdf("gu.pdf"), by=head,
    )  # fmt: skip

    rows = rows_of(as_(office), "pledge_export", campaign.pk)

    assert {*rows[1][0].split("; ")} == {"Khoa Nội tổng hợp", "Khoa Nhi"}
    assert (rows[1][1], rows[1][3], rows[1][4]) == ("Đã ký", "Thi đua sạch", "gu.pdf")
    assert {row[1] for row in rows[2:]} == {"Chưa ký"}
    assert "Khoa Nhi" not in [row[0] for row in rows[2:]]


@pytest.mark.parametrize("name", ["launch_export", "pledge_export"])
def test_who_may_not_see_a_campaign_gets_no_file_of_it(campaign, stranger, other_office, as_, name):
    for user in (stranger, other_office):
        assert as_(user).get(reverse(f"campaigns:{name}", args=[campaign.pk])).status_code == 404


def test_launch_plans_go_out_newest_first_and_two_alike_stay_two(tree, office, stranger, as_):
    for year in (2025, 2026, 2026):
        LaunchPlan.objects.create(facility=tree.hospital, title="Kế hoạch", year=year, issuer="Bệnh viện", number="007")

    rows = rows_of(as_(office), "plan_export")

    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("Kế hoạch", "007", 2026), ("Kế hoạch", "007", 2026), ("Kế hoạch", "007", 2025),
    ]  # fmt: skip
    assert len(rows_of(as_(stranger), "plan_export")) == 1
