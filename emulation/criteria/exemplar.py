"""How far an exemplar meets what its plan asks: one pure function a kind of criterion."""

from collections.abc import Callable, Iterable

from emulation.choices import CriterionReply, ItemKind, Recognition
from emulation.criteria.findings import Block, Facts, Finding, Led, Offence, Reply, Verdict
from emulation.criteria.ratings import party_rating, rating, unit_ratings
from emulation.criteria.sets import Item

STATED = "Đơn vị trả lời đạt, có minh chứng; phòng TCCB và Hội đồng xác nhận khi xét."
VEIL = "Có vi phạm trong sổ; trưởng đơn vị, phòng TCCB và lãnh đạo xem được chi tiết."


def judge(items: Iterable[Item], facts: Facts) -> list[Finding]:
    """Return how each criterion stands, in the order of the sets."""
    return [_JUDGES[ItemKind(item.kind)](item, facts) for item in items]


def answered(item: Item, facts: Facts) -> Finding:
    """Judge what the unit answers: an answer is owed for sending, its evidence for being taken (S3-3)."""
    reply = facts.replies.get(item.ref)
    if reply is None:
        return Finding(item, Verdict.MISSING, "Chưa trả lời.", block=Block.SUBMIT)
    if not reply.rests_on:
        wanted = "minh chứng" if reply.answer == CriterionReply.YES else "lý do, phần còn thiếu"
        return Finding(item, Verdict.MISSING, f"Đã trả lời nhưng chưa ghi {wanted}.", block=Block.ACCEPT)
    if reply.answer == CriterionReply.NO:
        return Finding(item, Verdict.NOT_MET, "Đơn vị tự nhận chưa đạt.", reply.rests_on)
    if reply.answer == CriterionReply.PARTLY:
        return Finding(item, Verdict.PERSON, "Đơn vị tự nhận đạt một phần; Hội đồng cân nhắc.", reply.rests_on)
    return Finding(item, Verdict.PERSON, STATED, reply.rests_on)


def with_initiative(item: Item, facts: Facts) -> Finding:
    """Judge a criterion that asks for an initiative, a piece of research or a model in use (S1-12)."""
    found = answered(item, facts)
    reply = facts.replies.get(item.ref)
    if reply is None or found.block or reply.answer == CriterionReply.NO:
        return found
    if reply.work is None and not reply.model:
        asked = "Chưa gắn sáng kiến, đề tài hoặc mô hình nào; hãy chọn một trong danh sách."
        return Finding(item, Verdict.MISSING, asked, reply.rests_on, Block.ACCEPT)
    return _work(item, reply)


def _work(item: Item, reply: Reply) -> Finding:
    work, evidence = reply.work, reply.rests_on
    if work and work.recognition == Recognition.REJECTED:
        return Finding(item, Verdict.NOT_MET, f"“{work.name}” không được công nhận; hãy gắn sáng kiến khác.", evidence)
    if work and work.is_applied is False:
        return Finding(item, Verdict.NOT_MET, f"“{work.name}” chưa được áp dụng trong thực tiễn.", evidence)
    if work and work.recognition == Recognition.PENDING:
        return Finding(item, Verdict.PERSON, f"“{work.name}” còn chờ công nhận.", evidence)
    if work and work.is_applied is None:
        return Finding(item, Verdict.PERSON, f"“{work.name}” đã công nhận; cần xác nhận đã áp dụng.", evidence)
    return Finding(item, Verdict.MET, "Có sáng kiến, đề tài hoặc mô hình đã áp dụng.", evidence)


def with_paper(item: Item, facts: Facts) -> Finding:
    """Judge a criterion that asks for a paper, such as the personal programme of action (S0-19)."""
    found = answered(item, facts)
    reply = facts.replies.get(item.ref)
    if reply is None or found.block or reply.answer == CriterionReply.NO or reply.file:
        return found
    asked = f"Chưa đính kèm {item.paper or 'tệp'}."
    return Finding(item, Verdict.MISSING, asked, reply.rests_on, Block.ACCEPT)


def no_violations(item: Item, facts: Facts) -> Finding:
    """Judge by the register: for a collective a violation of any member counts (S0-12, S0-14, S3-15)."""
    reply = facts.replies.get(item.ref)
    if item.declared and reply is None:
        asked = "Chưa có cam kết; hãy hỏi người được đăng ký rồi trả lời."
        return Finding(item, Verdict.MISSING, asked, block=Block.SUBMIT)
    found = [offence for offence in facts.offences if offence.kind in item.kinds]
    standing = [offence for offence in found if offence.pk not in facts.forgiven]
    if standing:
        reason = f"Có vi phạm: {_told(standing)}."
        return Finding(item, Verdict.NOT_MET, reason, block=Block.ACCEPT, veil=VEIL)
    if found:
        reason = f"Có vi phạm ({_told(found)}), phòng TCCB vẫn tiếp nhận: {facts.forgiven_because}"
        return Finding(item, Verdict.PERSON, reason, veil="Có vi phạm; phòng TCCB đã xem xét và vẫn tiếp nhận.")
    if reply and reply.answer != CriterionReply.YES:
        return Finding(item, Verdict.NOT_MET, "Đơn vị không cam kết được điều này.", reply.rests_on)
    return Finding(item, Verdict.MET, "Sổ vi phạm không ghi ai trong giai đoạn này.")


def manager_unit(item: Item, facts: Facts) -> Finding:
    """Judge a manager by the collective that he or she leads, in the same round (S0-17, S3-17)."""
    led = facts.led
    if led is None or led.is_whole_house:
        reason = "Lãnh đạo toàn đơn vị; Hội đồng xét theo kết quả của cả đơn vị."
        return Finding(item, Verdict.PERSON, reason)
    verdict, reason = _of_led(led)
    veil = f"Chưa đủ: tập thể {led.unit} đang vướng vi phạm." if led.offences else ""
    return Finding(item, verdict, reason, veil=veil)


def _of_led(led: Led) -> tuple[Verdict, str]:
    if led.offences:
        return Verdict.NOT_MET, f"Chưa đủ: tập thể {led.unit} đang vướng vi phạm ({_told(led.offences)})."
    if led.state == "refused":
        return Verdict.NOT_MET, f"Chưa đủ: Hội đồng không thông qua tập thể {led.unit}."
    if led.state == "accepted":
        return Verdict.MET, f"Đủ: tập thể {led.unit} là điển hình tiên tiến trong cùng đợt."
    if led.state == "open":
        return Verdict.MISSING, f"Chưa đủ: tập thể {led.unit} đã đăng ký, chờ tiếp nhận."
    return Verdict.NOT_MET, f"Chưa đủ: {led.unit} chưa đăng ký tập thể điển hình trong đợt này."


def _told(offences: Iterable[Offence]) -> str:
    return "; ".join(offence.text for offence in offences)


_JUDGES: dict[ItemKind, Callable[[Item, Facts], Finding]] = {
    ItemKind.CONFIRM: answered,
    ItemKind.INITIATIVE: with_initiative,
    ItemKind.ATTACHMENT: with_paper,
    ItemKind.NO_VIOLATIONS: no_violations,
    ItemKind.RATING: rating,
    ItemKind.PARTY_RATING: party_rating,
    ItemKind.MANAGER_UNIT: manager_unit,
    ItemKind.UNIT_RATINGS: unit_ratings,
}
