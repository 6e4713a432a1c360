"""Where the criteria hold the road: opening a round, sending, accepting."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import CriterionReply, Typical, ViolationKind
from emulation.models import CriterionAnswer, Round, Sheet, TypicalityScore, Violation, ViolationOverride
from emulation.services.appraisal import appraise, override_violations
from emulation.services.entry import add_entry, set_targets
from emulation.services.plan import keep_plan
from emulation.services.review import accept_sheet
from emulation.services.sheet import amend_sheet, submit_sheet
from emulation.workflow import SHEET, standings_of
from tests.factories.people import person
from tests.factories.sheets import (
    SETS,
    answered,
    appraised,
    draft_plan,
    filled_sheet,
    head_of,
    open_round,
    round_of,
    sheet_at,
)

pytestmark = pytest.mark.django_db
SCORES = {question: (4, "Đã kiểm tra.") for question in Typical}


def fresh(sheet):
    return Sheet.objects.get(pk=sheet.pk)


def why_not(sheet, step, by):
    return SHEET.refusals(fresh(sheet), step, by=by)


def sent(tree, **more):
    """Return a sheet that was sent and that nobody has appraised."""
    return submit_sheet(filled_sheet(open_round(tree), tree.noi, **more), by=head_of(tree.noi))


def test_a_round_cannot_be_opened_without_criteria(tree, office):
    plan = draft_plan(tree, criteria_sets=[])
    today = timezone.localdate()

    with pytest.raises(Refused) as refused:
        round_of(plan)
    assert refused.value.reasons == [
        "Kế hoạch chưa có bộ tiêu chí nào: hãy chọn ít nhất một bộ ở phần sửa kế hoạch rồi mở đợt."
    ]
    plan.criteria_sets = SETS
    keep_plan(plan, bases=plan.bases.all(), recipients=plan.recipients.all(), by=office)
    assert round_of(plan, opens_on=today).pk


def test_a_plan_takes_only_sets_in_force_on_its_day(tree):
    with pytest.raises(Refused) as refused:
        draft_plan(tree, criteria_sets=["s1"])
    assert refused.value.reasons == ["Bộ tiêu chí s1 chưa có hiệu lực vào ngày ban hành kế hoạch."]


def test_a_plan_with_rounds_keeps_its_criteria(tree, office):
    plan = draft_plan(tree)
    round_of(plan)
    plan.criteria_sets = []

    with pytest.raises(Refused):
        keep_plan(plan, bases=plan.bases.all(), recipients=plan.recipients.all(), by=office)


def test_an_older_plan_without_sets_asks_nothing(tree, head, office):
    plan = draft_plan(tree, criteria_sets=[])
    today = timezone.localdate()
    round = Round.objects.create(plan=plan, name="Đợt cũ", opens_on=today, closes_on=today + timedelta(days=3))
    plan.__class__.objects.filter(pk=plan.pk).update(status="published")
    sheet = submit_sheet(filled_sheet(Round.objects.get(pk=round.pk), tree.noi), by=head)

    assert standings_of(sheet) == {}
    assert accept_sheet(sheet, by=office).status == "accepted"


def test_sending_waits_for_every_answer(tree, head):
    sheet = filled_sheet(open_round(tree), tree.noi)
    new = add_entry(sheet, staff=person("Trần Văn B", tree.noi, position="Y sĩ"), by=head)
    set_targets(new, 2022, chosen=["LDTT"], by=head)

    assert why_not(sheet, "submit", head) == ["Dòng 3, Trần Văn B: còn 9/9 tiêu chí chưa trả lời."]
    assert why_not(answered(sheet, by=head), "submit", head) == []


def test_accepting_waits_for_evidence_and_names_the_lines(tree, office):
    sheet = sent(tree)
    CriterionAnswer.objects.filter(entry=sheet.entries.last()).update(evidence="")

    assert why_not(appraised(sheet), "accept", office) == [
        "Chưa đủ minh chứng: dòng 2 (9 tiêu chí). Hãy trả lại để đơn vị bổ sung."
    ]


def test_accepting_waits_for_the_four_questions(tree, office):
    sheet = sent(tree)

    assert why_not(sheet, "accept", office) == ["Dòng 1, 2: chưa thẩm định đủ 4 câu về tính tiêu biểu."]
    appraise(sheet.entries.first(), SCORES, by=office)
    assert why_not(sheet, "accept", office) == ["Dòng 2: chưa thẩm định đủ 4 câu về tính tiêu biểu."]
    appraise(sheet.entries.last(), SCORES, by=office)
    assert accept_sheet(fresh(sheet), by=office).status == "accepted"


@pytest.mark.parametrize("score, said", [(0, "Tốt"), (6, "Tốt"), (4, "  ")])
def test_every_question_takes_a_level_and_a_sentence(tree, office, score, said):
    sheet = sent(tree)

    with pytest.raises(Refused):
        appraise(sheet.entries.first(), {**SCORES, Typical.SPREAD: (score, said)}, by=office)
    assert TypicalityScore.objects.count() == 0


def test_only_the_office_appraises_and_only_what_was_sent(tree, head, office):
    draft = filled_sheet(open_round(tree), tree.noi)

    for sheet, who in ((draft, office), (sent(tree), head)):
        with pytest.raises(Refused):
            appraise(sheet.entries.first(), SCORES, by=who)


def test_the_same_appraisal_may_be_written_on_the_lines_left(tree, office):
    sheet = sent(tree, people=2)
    first, *_ = sheet.entries.all()

    assert len(appraise(first, SCORES, also_rest=True, by=office)) == 3
    assert TypicalityScore.objects.count() == 12


@pytest.mark.parametrize("kind", [kind for kind in ViolationKind if kind != ViolationKind.FAMILY])
def test_a_violation_of_each_of_the_five_kinds_blocks_acceptance(tree, office, kind):
    sheet = appraised(sent(tree))
    staff = sheet.entries.last().staff
    Violation.objects.create(staff=staff, kind=kind, happened_on=date(2023, 5, 4))

    reasons = " ".join(why_not(sheet, "accept", office))

    assert f"Dòng 2, {staff.full_name}: Có vi phạm" in reasons and "04/05/2023" in reasons


def test_a_violation_outside_the_period_blocks_nothing(tree, office):
    sheet = appraised(sent(tree))
    for day in (date(2020, 12, 31), date(2026, 1, 1)):
        Violation.objects.create(staff=sheet.entries.last().staff, kind=ViolationKind.LAW, happened_on=day)

    assert why_not(sheet, "accept", office) == []


def test_the_office_may_take_it_in_spite_with_a_reason_in_writing(tree, office, head):
    sheet = appraised(sent(tree))
    person_, unit = sheet.entries.last(), sheet.entries.first()
    Violation.objects.create(staff=person_.staff, kind=ViolationKind.TRAFFIC, happened_on=date(2023, 5, 4))

    for reason, who in (("", office), ("Đã khắc phục", head)):
        with pytest.raises(Refused):
            override_violations(person_, reason=reason, by=who)
    for line in (person_, unit):
        override_violations(line, reason="Đã nộp phạt, khắc phục ngay.", by=office)
    assert accept_sheet(fresh(sheet), by=office).status == "accepted"
    assert ViolationOverride.objects.get(entry=person_).reason == "Đã nộp phạt, khắc phục ngay."
    notes = [line.note for line in history(sheet) if line.action == "override_violations"]
    assert len(notes) == 2, notes
    assert not any("nộp phạt" in note for note in notes), "what is said of one person stays out of the sheet's own log"


def test_an_override_covers_only_what_was_known_then(tree, office):
    sheet = appraised(sent(tree))
    line = sheet.entries.last()
    Violation.objects.create(staff=line.staff, kind=ViolationKind.TRAFFIC, happened_on=date(2023, 5, 4))
    for one in sheet.entries.all():
        override_violations(one, reason="Đã khắc phục.", by=office)

    Violation.objects.create(staff=line.staff, kind=ViolationKind.LAW, happened_on=date(2024, 5, 4))

    assert "vi phạm pháp luật, ngày 04/05/2024" in " ".join(why_not(sheet, "accept", office))


def test_an_amendment_keeps_answers_and_appraisal_of_its_lines(tree, head):
    old = sheet_at("accepted", tree)
    new = amend_sheet(old, reason="Thêm mục tiêu", by=head)

    assert [(one.answered, one.asked, one.scored) for one in standings_of(fresh(new)).values()] == [
        (12, 12, 4), (9, 9, 4),
    ]  # fmt: skip


def test_what_was_sent_is_kept_with_its_answers(tree):
    copy = sent(tree).sent_copies.get()

    line = copy.content["lines"][1]
    assert line["answers"]["s0_health_individual.doan_ket"] == [
        CriterionReply.YES, "Báo cáo tổng kết năm của khoa, mục II",
    ]  # fmt: skip
    assert copy.content["criteria"] == {"sets": SETS, "day": "2021-01-01"}
