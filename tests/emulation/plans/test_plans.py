"""Plans and rounds: written, published, adjusted, closed when every unit has done its part."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Purpose, RecipientKind
from emulation.models import Notification, Plan, PlanBasis, PlanRecipient, Round
from emulation.selectors.coverage import coverage_of
from emulation.selectors.plans import audience_of, rounds_taking, visible_plans
from emulation.services.plan import keep_plan, mark_delivered, move_plan, note_progress
from emulation.services.round import end_excuse, excuse_unit, keep_round, move_round, nudge_units
from emulation.workflow import PLAN, ROUND
from tests.factories.sheets import draft_plan, open_round, published_plan, round_of, sheet_at

pytestmark = pytest.mark.django_db


def test_target_years_are_a_setting_apart_from_the_period(tree):
    plan = draft_plan(tree)

    assert plan.period == "2021-2025"
    assert plan.target_years == [2022, 2023, 2024, 2025]


def test_a_target_year_outside_the_period_is_refused(tree):
    with pytest.raises(Refused):
        draft_plan(tree, target_years=[2022, 2026])


def test_two_plans_live_side_by_side(tree, head):
    first = published_plan(tree)
    second = published_plan(tree, title="Kế hoạch mới", period_from=2026, period_to=2030, target_years=[2026, 2027])

    assert list(visible_plans(head)) == [second, first]
    assert [plan.target_years for plan in visible_plans(head)] == [[2026, 2027], [2022, 2023, 2024, 2025]]


def test_publishing_needs_a_basis_recipients_and_a_signer(tree, office):
    plan = keep_plan(
        Plan(facility=tree.hospital, title="Kế hoạch", period_from=2026, period_to=2030, target_years=[2026]),
        bases=[],
        recipients=[],
        by=office,
    )

    assert PLAN.refusals(plan, "publish", by=office) == [
        "Chưa có căn cứ pháp lý nào. Hãy ghi ít nhất một căn cứ.",
        "Chưa ghi nơi nhận.",
        "Chưa ghi người ký.",
    ]


def test_only_the_office_writes_and_publishes(tree, head):
    plan = draft_plan(tree)

    with pytest.raises(Refused):
        keep_plan(plan, bases=[], recipients=[], by=head)
    with pytest.raises(Refused):
        move_plan(plan, "publish", by=head)


def test_publishing_tells_the_heads_files_a_copy_and_leaves_outside_ones_open(tree, head, other_head, office):
    plan = move_plan(draft_plan(tree), "publish", by=office)

    told = {n.user for n in Notification.objects.filter(url=plan.get_absolute_url())}
    assert told == {head, other_head}
    assert plan.copies.get().content["title"] == plan.title
    assert [(r.name, bool(r.delivered_at)) for r in plan.recipients.all()] == [
        ("Sở Y tế", False),
        ("Các khoa/phòng", True),
        ("Lưu: VT", True),
    ]


def test_an_outside_recipient_is_marked_with_its_proof(tree, office):
    plan = published_plan(tree)
    recipient = mark_delivered(plan.recipients.get(name="Sở Y tế"), proof="Công văn đi số 412/BV-TCCB", by=office)

    assert recipient.delivered_at and recipient.proof == "Công văn đi số 412/BV-TCCB"
    with pytest.raises(Refused):
        mark_delivered(recipient, proof=" ", by=office)


def test_recipients_print_their_purpose_in_brackets(tree):
    assert str(draft_plan(tree).recipients.first()) == "Sở Y tế (b/c)"


def test_a_published_plan_is_adjusted_only_with_a_reason_and_keeps_the_old_text(tree, office):
    plan = published_plan(tree)
    lines = {"bases": plan.bases.all(), "recipients": plan.recipients.all(), "by": office}
    plan.title = "Kế hoạch điều chỉnh"

    with pytest.raises(Refused):
        keep_plan(plan, **lines)
    keep_plan(plan, **lines, reason="Thêm nội dung năm 2024")

    assert [copy.content["title"] for copy in plan.copies.order_by("version")][1] == "Kế hoạch điều chỉnh"
    assert plan.copies.first().reason == "Thêm nội dung năm 2024"


def test_lines_left_out_of_a_plan_are_struck_out(tree, office):
    plan = draft_plan(tree)
    basis = PlanBasis(number="34-CT/TW", issued_on=date(2014, 4, 7), title="Đổi mới công tác thi đua")
    website = PlanRecipient(name="Website BV", kind=RecipientKind.WEBSITE, purpose=Purpose.PUBLISH)

    keep_plan(plan, bases=[basis], recipients=[website], by=office)

    assert [line.number for line in plan.bases.all()] == ["34-CT/TW"]
    assert [str(line) for line in plan.recipients.all()] == ["Website BV (đăng tin)"]


def test_drafts_are_seen_by_their_authors_alone(tree, head, office, director, stranger, other_office):
    plan = draft_plan(tree)

    assert [list(visible_plans(user)) for user in (office, director)] == [[plan], [plan]]
    assert [list(visible_plans(user)) for user in (head, stranger, other_office)] == [[], [], []]
    move_plan(plan, "publish", by=office)
    assert [list(visible_plans(user)) for user in (head, stranger, other_office)] == [[plan], [], []]


def test_progress_is_written_by_day(tree, office, head):
    plan = published_plan(tree)
    note_progress(plan, on=timezone.localdate(), text="Tọa đàm, giao lưu điển hình.", by=office)

    assert [step.text for step in plan.progress.all()] == ["Tọa đàm, giao lưu điển hình."]
    with pytest.raises(Refused):
        note_progress(plan, on=timezone.localdate() + timedelta(days=1), text="Mai", by=office)
    with pytest.raises(Refused):
        note_progress(plan, on=timezone.localdate(), text="Tôi", by=head)


def test_a_round_keeps_to_the_target_years_of_its_plan(tree):
    with pytest.raises(Refused):
        round_of(published_plan(tree), target_years=[2021])


def test_a_round_cannot_be_closed_while_a_unit_owes_an_exemplar(tree, office):
    round = open_round(tree)
    for unit in (tree.noi, tree.ngoai, tree.nhi, tree.tccb, tree.tckt):
        sheet_at("accepted", tree, unit=unit, round=round)

    assert ROUND.refusals(round, "close", by=office) == [
        "Còn 1 đơn vị chưa đủ điển hình được tiếp nhận: Công đoàn cơ sở. Hãy nhắc, hoặc ghi lý do miễn."
    ]
    excuse = excuse_unit(round, tree.union, reason="Đang kiện toàn ban chấp hành.", by=office)
    assert move_round(round, "close", by=office).status == "closed"
    assert move_plan(round.plan, "close", by=office).status == "closed"
    assert coverage_of(round).count("excused") == 1
    end_excuse(excuse, by=office)


def test_an_excuse_needs_a_reason_and_the_office(tree, office, head):
    round = open_round(tree)

    with pytest.raises(Refused):
        excuse_unit(round, tree.noi, reason="", by=office)
    with pytest.raises(Refused):
        excuse_unit(round, tree.noi, reason="Xin miễn", by=head)


def test_a_supplementary_round_owes_nothing_and_closes_freely(tree, office):
    round = open_round(tree, minimum=0)

    assert ROUND.refusals(round, "close", by=office) == []


def test_the_board_shows_every_unit_in_its_state(tree, office):
    round = open_round(tree)
    states = {"accepted": tree.noi, "submitted": tree.ngoai, "returned": tree.nhi, "draft": tree.tccb}
    for state, unit in states.items():
        sheet_at(state, tree, unit=unit, round=round)

    board = coverage_of(round)

    assert {cover.unit.name: cover.state for cover in board.units} == {
        "Khoa Nội tổng hợp": "taken",
        "Khoa Ngoại": "sent",
        "Khoa Nhi": "back",
        "Phòng Tổ chức cán bộ": "draft",
        "Phòng Tài chính – Kế toán": "none",
        "Công đoàn cơ sở": "none",
    }
    assert (board.taken, board.total) == (1, 6)


def test_the_board_takes_the_same_queries_with_one_and_with_six_sheets(tree, django_assert_max_num_queries):
    round = open_round(tree)
    for unit in (tree.noi, tree.ngoai, tree.nhi):
        sheet_at("submitted", tree, unit=unit, round=round)

    called = Round.objects.select_related("plan").get(pk=round.pk)
    with django_assert_max_num_queries(5):
        assert len(coverage_of(called).units) == 6


def test_silent_units_are_reminded_once_a_day(tree, office, head):
    round = open_round(tree)
    sheet_at("submitted", tree, unit=tree.ngoai, round=round)

    assert [unit.name for unit in nudge_units(round, [tree.noi, tree.ngoai], by=office)] == ["Khoa Nội tổng hợp"]
    assert nudge_units(round, [tree.noi], by=office) == []
    assert Notification.objects.filter(user=head, text__startswith="Nhắc đăng ký điển hình").count() == 1
    assert [line.action for line in history(round)] == ["create", "nudge"]
    assert len(nudge_units(round, by=office)) == 4


def test_only_the_office_reminds(tree, head):
    with pytest.raises(Refused):
        nudge_units(open_round(tree), by=head)


def test_rounds_on_time_come_before_those_past_their_day(tree):
    plan, today = published_plan(tree), timezone.localdate()
    past = round_of(plan, opens_on=date(2022, 1, 1), closes_on=date(2022, 12, 31))
    late = round_of(plan, closes_on=today + timedelta(days=9))
    soon = round_of(plan, closes_on=today + timedelta(days=2))

    assert list(rounds_taking({tree.hospital.pk})) == [soon, late, past]


def test_the_audience_of_a_recipient_is_people_of_the_house(tree, head, member, director, other_office):
    plan = draft_plan(tree)
    recipient = PlanRecipient(plan=plan, audience="council")

    assert set(audience_of(recipient)) == {member, director}
    recipient.audience = ""
    assert set(audience_of(recipient)) == set()


def test_a_round_of_a_closed_plan_is_refused(tree, office):
    plan = published_plan(tree)
    move_plan(plan, "close", by=office)

    with pytest.raises(Refused):
        keep_round(Round(plan=plan, name="x", opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1)), by=office)
