"""Units, plans, the office's queue and the cover of a round as files."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from emulation.services.round import excuse_unit
from tests.factories import person
from tests.factories.people import unit
from tests.factories.sheets import open_round, sheet_at

pytestmark = pytest.mark.django_db


def rows_of(client, url, **query):
    answer = client.get(url, query)
    return list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)


def test_the_tree_of_units_goes_out_in_its_order_with_its_people(tree, office, as_):
    person("Lê Thị Đào", tree.noi)
    gone = unit("Khoa Cũ", "khoa", tree.hospital, code="0012", is_active=False)
    client = as_(office)
    shown = [one.name for one in client.get("/ho-so/", {"gone": "1"}).context["units"]]

    rows = rows_of(client, "/ho-so/don-vi/xuat/", gone="1")

    assert rows[0] == ("Đơn vị", "Thuộc", "Loại", "Mã", "Người đang làm việc", "Đã giải thể")
    assert [row[0] for row in rows[1:]] == shown
    by_name = {row[0]: row for row in rows}
    assert by_name["Khoa Nội tổng hợp"][1:5:3] == ("Bệnh viện An Hòa", 1)
    assert by_name[gone.name][3:] == ("0012", None, "Có")
    assert [row[0] for row in rows_of(client, "/ho-so/don-vi/xuat/", q="nhi")[1:]] == ["Khoa Nhi"]


def test_the_queue_goes_out_with_the_oldest_first(tree, office, head, as_):
    called = open_round(tree)
    for place in (tree.noi, tree.nhi):
        sheet_at("submitted", tree, unit=place, round=called, people=2)

    rows = rows_of(as_(office), "/dang-ky/xem-xet/xuat/")

    assert rows[0][:4] == ("Đơn vị", "Bản", "Đợt đăng ký", "Gửi ngày")
    assert [(row[0], row[1], row[4], row[5], row[8]) for row in rows[1:]] == [
        ("Khoa Nội tổng hợp", "bản đăng ký", 0, 3, 1), ("Khoa Nhi", "bản đăng ký", 0, 3, 1),
    ]  # fmt: skip
    assert rows[1][3].date() == timezone.localdate()
    assert as_(head).get("/dang-ky/xem-xet/xuat/").status_code == 404


def test_an_empty_queue_is_a_head_alone(tree, office, as_):
    assert len(rows_of(as_(office), "/dang-ky/xem-xet/xuat/")) == 1


def test_the_cover_of_a_round_goes_out_unit_by_unit(tree, office, head, as_):
    called = open_round(tree)
    sheet_at("accepted", tree, unit=tree.noi, round=called)
    excuse_unit(called, tree.nhi, reason="Mới lập", by=office)
    url = f"/dang-ky/dot/{called.pk}/do-phu/xuat/"

    found = {row[0]: row for row in rows_of(as_(office), url)}

    assert found["Khoa Nội tổng hợp"][1:3] == ("Đã tiếp nhận", 2)
    assert (found["Khoa Nhi"][1], found["Khoa Nhi"][4]) == ("Được miễn", "Miễn: Mới lập")
    assert as_(head).get(url).status_code == 404


def test_plans_go_out_with_their_rounds(tree, office, as_):
    called = open_round(tree)

    rows = rows_of(as_(office), "/dang-ky/ke-hoach/xuat/")

    assert (rows[1][0], rows[1][2], rows[1][3]) == (called.plan.title, called.plan.period_from, called.plan.period_to)
    assert rows[1][8] == f"{called.name} ({called.opens_on:%d/%m/%Y} – {called.closes_on:%d/%m/%Y})"
