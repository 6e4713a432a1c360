"""The pages of plans, rounds and the board."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from emulation.models import Plan, Round
from tests.factories.sheets import draft_plan, open_round, published_plan, sheet_at

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"emulation:{name}", args=args)


def lines(prefix, *rows):
    """Return the fields of a set of lines as a browser posts them."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


HEAD = {
    "kind": "dien_hinh", "title": "Xây dựng điển hình tiên tiến giai đoạn 2021 – 2025", "number": "125/KH-BV",
    "period_from": 2021, "period_to": 2025, "target_years": "2022-2025", "place": "Ba Đồn", "issued_on": "01/11/2022",
    "signer": "Nguyễn Viết Thái", "signer_position": "GIÁM ĐỐC", "body": "Năm 2022: đăng ký.",
}  # fmt: skip
BASES = lines(
    "can-cu",
    {"number": "2947/KH-SYT", "issued_on": "28/10/2022", "issuer": "Sở Y tế", "title": "Xây dựng"},
    {"title": ""},
)
RECIPIENTS = lines(
    "noi-nhan",
    {"name": "Sở Y tế", "kind": "outside", "purpose": "bao_cao"},
    {"name": "", "kind": "inside", "purpose": "thuc_hien"},
)


def test_a_plan_is_written_with_its_lines_and_blank_ones_are_passed_over(as_, office):
    answer = as_(office).post(url("plan_create"), {**HEAD, **BASES, **RECIPIENTS})

    plan = Plan.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert plan.target_years == [2022, 2023, 2024, 2025]
    assert [basis.number for basis in plan.bases.all()] == ["2947/KH-SYT"]
    assert [str(line) for line in plan.recipients.all()] == ["Sở Y tế (b/c)"]


def test_errors_of_every_part_show_at_once_and_nothing_is_lost(as_, office):
    bad = {**HEAD, "target_years": "2022, 2031"}
    answer = as_(office).post(url("plan_create"), {**bad, **BASES, **lines("noi-nhan", {"name": "Sở Y tế"})})

    assert answer.status_code == 422
    assert "nằm ngoài giai đoạn" in answer.text and "2947/KH-SYT" in answer.text
    assert Plan.objects.count() == 0


def test_a_published_plan_asks_for_a_reason(tree, as_, office):
    plan = published_plan(tree)

    assert as_(office).post(url("plan_change", plan.pk), {**HEAD, **BASES, **RECIPIENTS}).status_code == 422


@pytest.mark.parametrize("who", ["head", "director", "stranger", "other_office"])
def test_only_the_office_of_the_house_writes_its_plans(tree, as_, request, who):
    plan = published_plan(tree)
    client = as_(request.getfixturevalue(who))

    for address in (url("plan_change", plan.pk), url("round_create", plan.pk)):
        assert client.get(address).status_code == 404
    assert client.get(url("plan_create")).status_code == (200 if who == "other_office" else 404)


def test_the_page_of_a_plan_shows_what_it_rests_on_and_who_got_it(tree, as_, office, head):
    plan = published_plan(tree)
    client = as_(office)
    client.post(url("recipient_deliver", plan.recipients.first().pk), {"proof": "Công văn đi số 412"})
    client.post(url("plan_progress", plan.pk), {"on": "01/11/2022", "text": "Hội nghị phát động."})

    text = client.get(plan.get_absolute_url()).text

    for words in ("2947/KH-SYT", "Sở Y tế (b/c)", "Công văn đi số 412", "Hội nghị phát động.", "Bản lưu số 1"):
        assert words in text
    assert "2947/KH-SYT" in as_(head).get(plan.copies.get().get_absolute_url()).text


def test_a_round_is_called_from_the_plan(tree, as_, office):
    plan = draft_plan(tree)
    data = {"name": "Đợt chính", "opens_on": "01/11/2022", "closes_on": "31/12/2022", "target_years": "", "minimum": 1}

    answer = as_(office).post(url("round_create", plan.pk), data)

    called = Round.objects.get()
    assert (answer.url, called.years) == (called.get_absolute_url(), [2022, 2023, 2024, 2025])
    wrong = as_(office).post(url("round_change", called.pk), {**data, "closes_on": "01/10/2022"})
    assert wrong.status_code == 422


def test_the_board_reminds_excuses_and_says_why_the_round_stays_open(tree, as_, office):
    round = open_round(tree)
    sheet_at("submitted", tree, round=round)
    client = as_(office)

    text = client.get(round.get_absolute_url()).text
    assert "Còn 6 đơn vị chưa đủ điển hình" in text and "Còn 1 bản đã gửi chưa xem." in text
    assert "Đã nhắc 5 đơn vị" in client.post(url("coverage_nudge", round.pk), follow=True).text
    assert "Hôm nay đã nhắc rồi" in client.post(url("coverage_nudge", round.pk), follow=True).text
    client.post(url("excuse_create", round.pk, tree.union.pk), {"reason": "Đang kiện toàn"})
    assert "Miễn: Đang kiện toàn" in client.get(round.get_absolute_url()).text
    assert client.post(url("excuse_create", round.pk, tree.tckt.pk), {"reason": ""}).status_code == 422


@pytest.mark.parametrize("who", ["head", "member", "stranger", "other_office"])
def test_the_board_is_for_the_office_and_the_leaders(tree, as_, request, who):
    assert as_(request.getfixturevalue(who)).get(open_round(tree).get_absolute_url()).status_code == 404


def test_home_shows_each_part_its_own_board(tree, as_, office, head, department):
    round = open_round(tree, closes_on=timezone.localdate() + timedelta(days=2))
    sheet_at("returned", tree, round=round)

    home = as_(office).get("/")
    assert home.context["coverage"].count("back") == 1 and "Nhắc cả 5" in home.text
    assert "Đề nghị ghi rõ chức vụ." in as_(head).get("/").text
    assert "Bệnh viện An Hòa" in as_(department).get("/").text
