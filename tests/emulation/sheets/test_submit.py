"""Sending a sheet: what must be ready, who may, what comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.models import Notification, Sheet
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.sheet import open_sheet, recall_sheet, record_endorsement, submit_sheet
from emulation.workflow import SHEET
from tests.factories.people import person
from tests.factories.sheets import filled_sheet, head_of, open_round, round_of, sheet_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tree, head):
    return filled_sheet(open_round(tree), tree.noi)


def reasons(sheet, user):
    return SHEET.refusals(Sheet.objects.get(pk=sheet.pk), "submit", by=user)


def test_a_full_sheet_can_be_sent(sheet, head):
    assert reasons(sheet, head) == []


def test_submit_needs_an_exemplar_and_an_endorsement(tree, head):
    empty = open_sheet(open_round(tree), tree.noi, by=head)

    assert reasons(empty, head) == [
        "Cần ít nhất 01 điển hình; bản này có 0.",
        "Chưa ghi cuộc họp suy tôn của đơn vị: ngày họp, số người đồng ý, số người dự.",
    ]


def test_submit_needs_a_target_in_every_row(sheet, head, tree):
    add_entry(sheet, staff=person("Trần Văn B", tree.noi, position="Nhân viên"), by=head)

    assert reasons(sheet, head) == [
        "Dòng 3: chưa chọn danh hiệu nào.", "Dòng 3, Trần Văn B: còn 9/9 tiêu chí chưa trả lời.",
    ]  # fmt: skip


def test_a_model_needs_a_name_and_a_description_but_no_title(sheet, head):
    model = add_entry(sheet, name="Phòng sinh thân thiện", by=head)

    assert reasons(sheet, head) == ["Dòng 3: mô hình cần có tên và mô tả."]
    change_entry(model, values={"summary": "Người nhà vào cùng sản phụ."}, seen={}, by=head)
    assert reasons(sheet, head) == []


def test_a_person_needs_a_position_and_a_collective_needs_none(sheet, head):
    entry = sheet.entries.get(kind="ca_nhan")
    change_entry(entry, values={"position": ""}, seen={"position": "Nhân viên"}, by=head)

    assert reasons(sheet, head) == ["Dòng 2: cá nhân cần ghi chức vụ."]


def test_the_clerk_prepares_but_cannot_send(sheet, clerk):
    assert reasons(sheet, clerk) == ["Bạn không có quyền “Gửi phòng TCCB”."]


def test_another_head_cannot_send(sheet, other_head):
    with pytest.raises(Refused):
        submit_sheet(sheet, by=other_head)


def test_sending_gives_a_receipt_a_time_a_copy_and_a_word_to_the_office(sheet, head, office):
    sent = submit_sheet(sheet, by=head)

    year = timezone.localdate().year
    assert sent.receipt_number == f"DK-{year}-0001"
    assert sent.submitted_by == head and sent.submitted_at
    assert [len(copy.content["lines"]) for copy in sent.sent_copies.all()] == [2]
    assert Notification.objects.filter(user=office).count() == 1
    assert [line.action for line in history(sent)][-1] == "submit"


def test_receipt_numbers_count_up_in_a_facility(tree):
    round = open_round(tree)

    numbers = [sheet_at("submitted", tree, unit=unit, round=round).receipt_number for unit in (tree.noi, tree.ngoai)]

    assert [number[-4:] for number in numbers] == ["0001", "0002"]


def test_a_sent_sheet_is_closed_to_typing_until_it_is_recalled(sheet, head):
    submit_sheet(sheet, by=head)
    entry = sheet.entries.first()

    with pytest.raises(Refused):
        set_targets(entry, 2023, chosen=["TTLDTT"], by=head)
    recall_sheet(sheet, by=head)
    set_targets(entry, 2023, chosen=["TTLDTT"], by=head)
    assert submit_sheet(sheet, by=head).receipt_number.endswith("0001")


def test_after_the_last_day_a_sheet_is_taken_and_marked_late(tree, head):
    today = timezone.localdate()
    round = open_round(tree, opens_on=today - timedelta(days=30), closes_on=today - timedelta(days=1))

    assert submit_sheet(filled_sheet(round, tree.noi), by=head).is_late is True


def test_on_the_last_day_a_sheet_is_on_time(tree, head):
    round = open_round(tree, closes_on=timezone.localdate())

    assert submit_sheet(filled_sheet(round, tree.noi), by=head).is_late is False


def test_before_its_first_day_a_round_takes_nothing(tree, head):
    tomorrow = timezone.localdate() + timedelta(days=1)
    round = open_round(tree, opens_on=tomorrow, closes_on=tomorrow)

    with pytest.raises(Refused) as refused:
        open_sheet(round, tree.noi, by=head)
    assert refused.value.reasons == [f"Đợt này mở từ {tomorrow:%d/%m/%Y}."]


def test_a_person_stands_on_one_sheet_of_a_round(tree, head, sheet):
    staff = sheet.entries.get(kind="ca_nhan").staff
    submit_sheet(sheet, by=head)
    union = filled_sheet(sheet.round, tree.union)
    set_targets(add_entry(union, staff=staff, by=None), 2022, chosen=["LDTT"], by=None)

    said = reasons(union, head_of(tree.union))

    assert f"Dòng 3, {staff.full_name}: đã đăng ký ở Khoa Nội tổng hợp, Đợt 1." in said


def test_a_supplementary_round_adds_without_touching_the_accepted_list(tree, head, office):
    first = sheet_at("accepted", tree, people=2)
    before = list(first.entries.values_list("pk", "name"))

    second_round = round_of(first.round.plan, name="Đợt bổ sung năm 2023", minimum=0, target_years=[2023, 2024, 2025])
    second = sheet_at("accepted", tree, round=second_round)

    assert list(first.entries.values_list("pk", "name")) == before
    assert Sheet.objects.filter(is_in_force=True).count() == 2
    assert second.pk != first.pk


def test_votes_cannot_be_more_than_people(sheet, head):
    with pytest.raises(Refused) as refused:
        record_endorsement(sheet, endorsed_on=timezone.localdate(), votes_for=11, votes_total=10, by=head)
    assert refused.value.reasons == ["Số người đồng ý không thể nhiều hơn số người dự họp."]
