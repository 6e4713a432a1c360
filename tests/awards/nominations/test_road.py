"""The road of a nomination: who takes which step, and what must be ready."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from awards.models import Nomination
from awards.services.nomination import (
    accept_nominations,
    decide_nominations,
    discard_nomination,
    draft_nomination,
    take_nomination_step,
    write_nomination,
)
from awards.services.nomination_paper import attach_to_nomination, detach_from_nomination
from awards.workflow.nomination import NOMINATION
from campaigns.selectors.subjects import collective
from campaigns.selectors.subjects import person as as_subject
from core.workflow import Refused
from emulation.audit import history
from emulation.models import Notification
from tests.factories import person
from tests.factories.nominations import DEEDS, draft, nomination_at, pdf, ready


def refusals(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.reasons


def test_submit_needs_achievements_and_a_report_of_them(bare, head):
    assert refusals(take_nomination_step, bare, "submit", by=head) == [
        "Chưa ghi thành tích. Nêu kết quả, số liệu của năm.",
        "Chưa có báo cáo thành tích. Đính kèm tệp và chọn loại “Báo cáo thành tích”.",
    ]


def test_another_paper_does_not_stand_for_the_report(bare, head):
    attach_to_nomination(bare, pdf(), kind="bien_ban", by=head)

    reasons = NOMINATION.refusals(bare, "submit", by=head)

    assert "Chưa có báo cáo thành tích. Đính kèm tệp và chọn loại “Báo cáo thành tích”." in reasons


def test_a_clerk_prepares_and_the_head_sends(tree, clerk, head, nurse):
    nomination = ready(draft(tree.noi, staff=nurse, by=clerk), by=clerk)

    assert refusals(take_nomination_step, nomination, "submit", by=clerk) == ["Bạn không có quyền “Gửi phòng TCCB”."]
    take_nomination_step(nomination, "submit", by=head)

    assert nomination.status == "submitted"


def test_nobody_drafts_for_a_unit_of_others(tree, other_head, nurse):
    more = {"unit": tree.noi, "title": "LDTT", "year": 2026, "by": other_head}

    assert refusals(draft_nomination, as_subject(nurse), **more) == [
        "Bạn không có quyền lập đề nghị cho Khoa Nội tổng hợp."
    ]


def test_a_collective_title_is_not_for_a_person(tree, head, nurse):
    assert refusals(draft, tree.noi, staff=nurse, by=head, title="TTLDTT") == [
        "“Tập thể lao động tiên tiến” chỉ tặng tập thể; Nguyễn Thị Đào là cá nhân. Hãy chọn danh hiệu khác."
    ]


def test_a_title_that_does_not_exist_is_refused(tree, head):
    assert refusals(draft, tree.noi, by=head, title="KHONG") == ["Chưa chọn danh hiệu, hình thức khen thưởng."]


def test_a_year_to_come_is_refused(tree, head):
    this = timezone.localdate().year

    assert refusals(draft, tree.noi, by=head, year=this + 1) == [
        f"Năm thành tích {this + 1} chưa đến. Chọn năm {this} trở về trước."
    ]


def test_the_second_nomination_for_one_title_and_year_names_the_first(tree, head, office, nurse):
    nomination_at("submitted", unit=tree.noi, staff=nurse, by=head, office=office, year=2026)

    assert refusals(draft, tree.noi, staff=nurse, by=head, year=2026) == [
        "Nguyễn Thị Đào đã được Khoa Nội tổng hợp đề nghị Lao động tiên tiến năm 2026 (đã gửi, chờ xem). "
        "Mỗi thành tích chỉ đề nghị một lần cho một danh hiệu, hình thức."
    ]


def test_a_withdrawn_nomination_leaves_the_way_free(tree, head, office, nurse):
    nomination_at("withdrawn", unit=tree.noi, staff=nurse, by=head, office=office)

    assert draft(tree.noi, staff=nurse, by=head).status == "draft"


def test_another_year_and_another_title_are_not_twice(tree, head, nurse):
    draft(tree.noi, staff=nurse, by=head, year=2026)
    draft(tree.noi, staff=nurse, by=head, year=2025)
    draft(tree.noi, staff=nurse, by=head, year=2026, title="CSTDCS")

    assert Nomination.objects.count() == 3


def test_changing_a_draft_into_one_that_stands_is_refused(tree, head, nurse):
    draft(tree.noi, staff=nurse, by=head, title="LDTT")
    other = draft(tree.noi, staff=nurse, by=head, title="CSTDCS")

    reasons = refusals(write_nomination, other, title="LDTT", year=other.year, achievements="", by=head)

    assert "đã được Khoa Nội tổng hợp đề nghị Lao động tiên tiến" in reasons[0]


def test_a_sudden_feat_needs_its_day_and_is_no_yearly_title(tree, head, nurse):
    today = timezone.localdate()
    sudden = {"staff": nurse, "by": head, "occasion": "dot_xuat"}

    assert refusals(draft, tree.noi, title="GK_DV", **sudden) == ["Khen đột xuất cần ghi ngày lập thành tích."]
    assert refusals(draft, tree.noi, title="GK_DV", achieved_on=today + timedelta(days=1), **sudden) == [
        "Ngày lập thành tích không thể ở tương lai."
    ]
    assert refusals(draft, tree.noi, title="LDTT", achieved_on=today, **sudden) == [
        "“Lao động tiên tiến” xét theo công trạng cả năm, không xét đột xuất. Hãy chọn giấy khen, bằng khen."
    ]


def test_two_feats_of_one_year_may_both_be_nominated(tree, head, nurse):
    for day in (date(2026, 3, 1), date(2026, 9, 1)):
        draft(tree.noi, staff=nurse, by=head, title="GK_DV", year=2026, occasion="dot_xuat", achieved_on=day)

    assert Nomination.objects.count() == 2


def test_the_law_of_the_first_submission_stays(tree, head, office, nurse):
    with time_machine.travel("2026-09-29T03:00:00Z", tick=False):
        nomination = nomination_at("returned", unit=tree.noi, staff=nurse, by=head, office=office, year=2026)
    with time_machine.travel("2026-10-05T03:00:00Z", tick=False):
        take_nomination_step(nomination, "submit", by=head)

    assert nomination.law_on == date(2026, 9, 29)
    assert timezone.localtime(nomination.submitted_at).date() == date(2026, 10, 5)


def test_return_needs_a_reason(sent, office):
    assert refusals(take_nomination_step, sent, "return", by=office, note=" ") == [
        "Cần ghi lý do trả lại trước khi “Trả lại”."
    ]


def test_a_returned_nomination_is_repaired_and_sent_again(tree, nurse, head, office):
    nomination = nomination_at("returned", unit=tree.noi, staff=nurse, by=head, office=office)

    write_nomination(nomination, title="LDTT", year=nomination.year, achievements="Thêm số liệu", by=head)
    take_nomination_step(nomination, "submit", by=head)

    assert (nomination.status, nomination.achievements) == ("submitted", "Thêm số liệu")


def test_what_was_sent_is_not_written_any_more(sent, head):
    paper = sent.files.get()
    closed = ["Đề nghị đã gửi. Rút về sửa rồi ghi tiếp."]

    assert refusals(write_nomination, sent, title="LDTT", year=2026, achievements="x", by=head) == closed
    assert refusals(attach_to_nomination, sent, pdf(), kind="khac", by=head) == closed
    assert refusals(detach_from_nomination, paper, by=head) == closed
    assert Nomination.objects.get().achievements == DEEDS


def test_the_head_recalls_what_nobody_has_taken(sent, head):
    take_nomination_step(sent, "recall", by=head)

    assert sent.status == "draft"


def test_withdrawing_needs_a_reason_and_a_past_submission(bare, sent_twin, head):
    assert refusals(take_nomination_step, bare, "withdraw", by=head, note="Đổi ý") == [
        "Bạn không có quyền “Rút đề nghị”."
    ]
    assert refusals(take_nomination_step, sent_twin, "withdraw", by=head, note="") == [
        "Cần ghi lý do rút trước khi “Rút đề nghị”."
    ]


@pytest.fixture
def sent_twin(tree, head, office):
    return nomination_at("submitted", unit=tree.noi, by=head, office=office)


def test_a_draft_is_thrown_away_only_when_it_was_never_sent(bare, sent_twin, head):
    discard_nomination(bare, by=head)
    take_nomination_step(sent_twin, "recall", by=head)

    assert refusals(discard_nomination, sent_twin, by=head) == [
        "Đề nghị đã từng gửi thì không xóa. Hãy dùng “Rút đề nghị” và ghi lý do."
    ]
    assert list(Nomination.objects.all()) == [sent_twin]


def test_the_office_accepts_many_and_says_why_for_the_rest(tree, head, office):
    people = [person(f"Lê Văn {n}", tree.noi) for n in range(3)]
    rows = [nomination_at("submitted", unit=tree.noi, staff=p, by=head, office=office) for p in people]
    take_nomination_step(rows[1], "recall", by=head)

    taken, refused = accept_nominations(rows, by=office)

    assert [row.name for row in taken] == ["Lê Văn 0", "Lê Văn 2"]
    assert [(row.name, reasons) for row, reasons in refused] == [
        ("Lê Văn 1", ["Không thể “Tiếp nhận” khi hồ sơ đang ở trạng thái “Nháp”."])
    ]


def test_the_head_does_not_accept(sent, head):
    assert refusals(take_nomination_step, sent, "accept", by=head) == ["Bạn không có quyền “Tiếp nhận”."]


def test_results_are_written_by_the_council_alone(tree, nurse, head, office):
    nomination = nomination_at("accepted", unit=tree.noi, staff=nurse, by=head, office=office)

    assert refusals(take_nomination_step, nomination, "endorse", by=office) == [
        "Kết quả chỉ ghi khi Hội đồng công bố."
    ]


def test_the_council_decides_each_and_deciding_again_changes_nothing(tree, head, office):
    yes, no = (
        nomination_at("accepted", unit=tree.noi, staff=person(name, tree.noi), by=head, office=office)
        for name in ("Lê Văn Có", "Lê Văn Không")
    )
    results = {yes.pk: True, no.pk: False}

    first = decide_nominations(results, by=office, note="Phiên số 1")
    again = decide_nominations(results, by=office, note="Phiên số 1")

    assert [row.status for row in first] == ["endorsed", "not_endorsed"]
    assert again == []
    assert history(yes).last().note == "Phiên số 1"


def test_an_opposite_result_later_is_refused(tree, nurse, head, office):
    nomination = nomination_at("endorsed", unit=tree.noi, staff=nurse, by=head, office=office)

    assert refusals(decide_nominations, {nomination.pk: False}, by=office) == [
        "Không thể “Hội đồng không thông qua” khi hồ sơ đang ở trạng thái “Hội đồng đã thông qua”."
    ]


def test_every_act_stands_in_the_book(sent, head, office):
    take_nomination_step(sent, "return", by=office, note="Thiếu số liệu")

    lines = [(line.action, line.by, line.after) for line in history(sent)]

    assert lines == [
        ("create", head, "draft"), ("change", head, ""), ("attach", head, ""), ("submit", head, "submitted"),
        ("return", office, "returned"),
    ]  # fmt: skip


def test_typing_leaves_no_line_but_another_title_does(bare, head):
    write_nomination(bare, title="LDTT", year=bare.year, achievements="a", by=head, quietly=True)
    write_nomination(bare, title="CSTDCS", year=bare.year, achievements="ab", by=head, quietly=True)

    lines = [line.note for line in history(bare).filter(action="change")]

    assert lines == [
        f"Nguyễn Thị Đào · Lao động tiên tiến {bare.year} → Nguyễn Thị Đào · Chiến sĩ thi đua cơ sở {bare.year}"
    ]


def test_the_office_hears_of_a_submission_and_the_unit_of_the_answer(sent, head, office):
    take_nomination_step(sent, "return", by=office, note="Thiếu số liệu")

    told = {(n.user, n.text) for n in Notification.objects.all()}

    what = f"Nguyễn Thị Đào · Lao động tiên tiến {sent.year}"
    assert told == {
        (office, f"Khoa Nội tổng hợp gửi đề nghị {what}."),
        (head, f"Đề nghị {what} bị trả lại: Thiếu số liệu"),
    }


def test_the_same_file_is_attached_once_as_one_kind(bare, head):
    attach_to_nomination(bare, pdf(), kind="bien_ban", by=head)

    assert refusals(attach_to_nomination, bare, pdf("khac.pdf"), kind="bien_ban", by=head) == [
        "Hồ sơ đã có tệp này với loại “Biên bản”."
    ]


def test_a_collective_carries_its_name_and_no_position(tree, head):
    nomination = draft_nomination(collective(tree.noi), unit=tree.noi, title="TTLDTT", year=2026, by=head)

    assert (nomination.name, nomination.position, nomination.kind) == ("Khoa Nội tổng hợp", "", "tap_the")
