"""One criterion at a time: what is answered, what it rests on, what the register says."""

from datetime import date

import pytest

from emulation.choices import CriterionReply, ItemKind, Recognition, SubjectKind
from emulation.criteria import Block, Facts, Item, Led, Offence, Reply, Subject, Verdict, Work, judge

YES, PARTLY, NO = CriterionReply.YES, CriterionReply.PARTLY, CriterionReply.NO
ME = Subject(SubjectKind.PERSON, "Nguyễn Văn A")
CRASH = Offence(7, "Trần Văn B", "giao_thong", "Vi phạm an toàn giao thông", date(2023, 3, 12))


def found(kind, reply=None, **more):
    item = Item("bo", "muc", "Lời của tiêu chí", kind, kinds=("giao_thong",), **more.pop("item", {}))
    return judge([item], Facts(ME, replies={"bo.muc": reply} if reply else {}, **more))[0]


def test_without_an_answer_sending_is_blocked():
    finding = found(ItemKind.CONFIRM)

    assert (finding.verdict, finding.reason, finding.block) == (Verdict.MISSING, "Chưa trả lời.", Block.SUBMIT)


@pytest.mark.parametrize("answer, wanted", [(YES, "minh chứng"), (NO, "lý do"), (PARTLY, "lý do")])
def test_an_answer_without_evidence_blocks_acceptance(answer, wanted):
    finding = found(ItemKind.CONFIRM, Reply(answer))

    assert (finding.verdict, finding.block) == (Verdict.MISSING, Block.ACCEPT)
    assert wanted in finding.reason


@pytest.mark.parametrize(
    "answer, verdict", [(YES, Verdict.PERSON), (PARTLY, Verdict.PERSON), (NO, Verdict.NOT_MET)]
)
def test_a_machine_never_passes_what_only_people_can_weigh(answer, verdict):
    finding = found(ItemKind.CONFIRM, Reply(answer, "Báo cáo năm 2022, mục II."))

    assert (finding.verdict, finding.block, finding.evidence) == (verdict, Block.NOTHING, "Báo cáo năm 2022, mục II")


@pytest.mark.parametrize(
    "reply, verdict, block",
    [
        (Reply(YES, "Đã áp dụng"), Verdict.MISSING, Block.ACCEPT),
        (Reply(YES, work=Work("Bảng nhắc thuốc", Recognition.RECOGNISED, True)), Verdict.MET, Block.NOTHING),
        (Reply(YES, work=Work("Bảng nhắc thuốc", Recognition.RECOGNISED, None)), Verdict.PERSON, Block.NOTHING),
        (Reply(YES, work=Work("Bảng nhắc thuốc", Recognition.PENDING, None)), Verdict.PERSON, Block.NOTHING),
        (Reply(YES, work=Work("Bảng nhắc thuốc", Recognition.REJECTED, None)), Verdict.NOT_MET, Block.NOTHING),
        (Reply(YES, work=Work("Bảng nhắc thuốc", Recognition.RECOGNISED, False)), Verdict.NOT_MET, Block.NOTHING),
        (Reply(YES, model="Tủ thuốc một chạm"), Verdict.MET, Block.NOTHING),
        (Reply(NO, "Năm nay chưa có"), Verdict.NOT_MET, Block.NOTHING),
    ],
)
def test_an_initiative_has_to_be_linked_recognised_and_applied(reply, verdict, block):
    finding = found(ItemKind.INITIATIVE, reply)

    assert (finding.verdict, finding.block) == (verdict, block)


def test_the_programme_of_action_has_to_be_attached():
    item = {"paper": "chương trình hành động cá nhân"}
    without = found(ItemKind.ATTACHMENT, Reply(YES, "Đã thực hiện"), item=item)

    assert (without.reason, without.block) == ("Chưa đính kèm chương trình hành động cá nhân.", Block.ACCEPT)
    assert found(ItemKind.ATTACHMENT, Reply(YES, file="ct.pdf"), item=item).block == Block.NOTHING


def test_a_violation_blocks_acceptance_and_is_told_with_the_name():
    finding = found(ItemKind.NO_VIOLATIONS, offences=(CRASH,))

    assert (finding.verdict, finding.block) == (Verdict.NOT_MET, Block.ACCEPT)
    assert finding.reason == "Có vi phạm: Trần Văn B: vi phạm an toàn giao thông, ngày 12/03/2023."


def test_a_violation_that_the_office_overrode_is_told_with_the_reason():
    finding = found(
        ItemKind.NO_VIOLATIONS, offences=(CRASH,), forgiven=frozenset({7}), forgiven_because="Đã khắc phục."
    )

    assert (finding.verdict, finding.block) == (Verdict.PERSON, Block.NOTHING)
    assert finding.reason.endswith("phòng TCCB vẫn tiếp nhận: Đã khắc phục.")


def test_a_violation_of_another_kind_is_no_matter_of_this_criterion():
    other = Offence(8, "Trần Văn B", "gia_dinh", "Người trong gia đình vi phạm pháp luật", date(2023, 3, 12))

    assert found(ItemKind.NO_VIOLATIONS, offences=(other,)).verdict == Verdict.MET


def test_a_declaration_is_asked_for_and_needs_no_paper():
    item = {"declared": True}

    assert found(ItemKind.NO_VIOLATIONS, item=item).block == Block.SUBMIT
    assert found(ItemKind.NO_VIOLATIONS, Reply(YES), item=item).verdict == Verdict.MET
    assert found(ItemKind.NO_VIOLATIONS, Reply(NO), item=item).verdict == Verdict.NOT_MET
    assert found(ItemKind.NO_VIOLATIONS, Reply(YES), item=item, offences=(CRASH,)).verdict == Verdict.NOT_MET


@pytest.mark.parametrize(
    "led, verdict, says",
    [
        (Led("Khoa Nội"), Verdict.NOT_MET, "Chưa đủ: Khoa Nội chưa đăng ký tập thể"),
        (Led("Khoa Nội", "open"), Verdict.MISSING, "Chưa đủ: tập thể Khoa Nội đã đăng ký, chờ tiếp nhận"),
        (Led("Khoa Nội", "accepted"), Verdict.MET, "Đủ: tập thể Khoa Nội"),
        (Led("Khoa Nội", "refused"), Verdict.NOT_MET, "Hội đồng không thông qua"),
        (Led("Khoa Nội", "accepted", (CRASH,)), Verdict.NOT_MET, "Trần Văn B"),
        (Led("Ban Giám đốc", is_whole_house=True), Verdict.PERSON, "Lãnh đạo toàn đơn vị"),
    ],
)
def test_a_manager_stands_and_falls_with_the_collective(led, verdict, says):
    finding = found(ItemKind.MANAGER_UNIT, led=led)

    assert finding.verdict == verdict and says in finding.reason
