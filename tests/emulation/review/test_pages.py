"""The office's pages: the queue, a sheet side by side, returning, accepting many."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from emulation.models import Sheet
from emulation.selectors.work import found_for, work_of
from emulation.services.comment import comment_on
from emulation.services.entry import set_targets
from emulation.services.sheet import submit_sheet
from tests.factories.sheets import open_round, sheet_at

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"emulation:{name}", args=args)


@pytest.mark.parametrize("who", ["head", "director", "admin", "stranger", "department"])
def test_the_queue_is_the_office_s_alone(tree, as_, request, who):
    sheet = sheet_at("submitted", tree)
    client = as_(request.getfixturevalue(who))

    assert client.get(url("review_queue")).status_code == 404
    assert client.get(url("review_return", sheet.pk)).status_code == 404


def test_a_sheet_under_review_shows_what_changed_since_it_was_sent_before(tree, as_, office, head):
    sheet = sheet_at("returned", tree)
    set_targets(sheet.entries.last(), 2022, chosen=["LDTT", "GK_SYT"], by=head)
    submit_sheet(Sheet.objects.get(pk=sheet.pk), by=head)

    text = as_(office).get(url("review_detail", sheet.pk)).text

    assert "1 ô đổi" in text
    assert "<em>mới</em>" in text and "<s>CSTĐ" in text


def test_a_comment_on_a_cell_gets_a_pin_there(tree, as_, office):
    sheet = sheet_at("submitted", tree)
    entry = sheet.entries.last()
    client = as_(office)

    client.post(url("comment_create", sheet.pk), {"text": "Thiếu sáng kiến.", "place": f"{entry.pk}-2023"})

    text = client.get(url("review_detail", sheet.pk)).text
    cell = text[text.index(f'id="o-{entry.pk}-2023"') :]
    assert 'href="#y1"' in cell[: cell.index("</td>")]
    assert f"Dòng 2, {entry.name}, năm 2023" in text


def test_returning_sends_the_chosen_comments_and_the_last_day(tree, as_, office):
    sheet = sheet_at("submitted", tree)
    kept, dropped = (comment_on(sheet, text=text, by=office) for text in ("Giữ", "Bỏ"))
    day = timezone.localdate() + timedelta(days=4)
    client = as_(office)

    assert client.post(url("review_return", sheet.pk), {"note": ""}).status_code == 422
    data = {"note": "Sửa giúp", "fix_by": day.strftime("%d/%m/%Y"), "keep": [kept.pk]}
    assert client.post(url("review_return", sheet.pk), data).url == url("review_queue")

    after = Sheet.objects.get(pk=sheet.pk)
    assert (after.status, after.fix_by) == ("returned", day)
    dropped.refresh_from_db()
    assert dropped.resolved_at


def test_many_are_accepted_after_a_preview_in_numbers(tree, as_, office):
    round = open_round(tree)
    good = sheet_at("submitted", tree, unit=tree.noi, round=round)
    held = sheet_at("submitted", tree, unit=tree.ngoai, round=round)
    comment_on(held, text="Xem lại", by=office)
    client, chosen = as_(office), {"chon": [good.pk, held.pk]}

    preview = client.post(url("review_accept"), chosen)
    assert preview.context["facts"][0] == ("Số bản tiếp nhận", 1)
    assert preview.context["facts"][-1] == ("Chưa tiếp nhận được", 1)
    assert Sheet.objects.filter(status="accepted").count() == 0
    done = client.post(url("review_accept"), {**chosen, "confirmed": "1"}, follow=True).text
    assert "Đã tiếp nhận 1 bản" in done and "Khoa Ngoại chưa tiếp nhận được" in done


def test_a_sheet_that_is_no_longer_waiting_leads_to_its_own_page(tree, as_, office):
    sheet = sheet_at("accepted", tree)

    assert as_(office).get(url("review_detail", sheet.pk)).url == sheet.get_absolute_url()


def test_what_waits_for_the_office_and_for_the_unit(tree, office, head, clerk, director):
    round = open_round(tree)
    sheet_at("submitted", tree, unit=tree.ngoai, round=round)

    assert [work.title for work in work_of(office)] == ["Xem xét 1 bản đăng ký"]
    assert [work.title for work in work_of(head)] == ["Đăng ký điển hình: Khoa Nội tổng hợp"]
    sheet_at("returned", tree, unit=tree.noi, round=round)
    assert [work.title for work in work_of(clerk)] == ["Sửa bản đăng ký: Khoa Nội tổng hợp"]
    assert work_of(director) == []


def test_units_that_are_late_stand_on_the_office_s_list(tree, office):
    today = timezone.localdate()
    open_round(tree, opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))

    work = work_of(office)[0]
    assert (work.title, work.due, work.primary) == (
        "Đốc thúc đăng ký: 6 đơn vị chưa gửi", today - timedelta(days=1), True,
    )  # fmt: skip


def test_what_waits_takes_at_most_three_queries(tree, office, django_assert_max_num_queries):
    sheet_at("submitted", tree)
    assert office.grants_now

    with django_assert_max_num_queries(3):
        work_of(office)


def test_the_search_finds_sheets_and_plans_of_the_house_alone(tree, office, other_office):
    sheet_at("submitted", tree)

    assert [hit.kind for hit in found_for(office, "xay dung dien hinh")] == ["Kế hoạch"]
    assert "Bản đăng ký" in [hit.kind for hit in found_for(office, "noi tong hop")]
    assert [hit.kind for hit in found_for(other_office, "noi tong hop")] == ["Khoa, phòng"]
    assert found_for(other_office, "xay dung dien hinh") == []
