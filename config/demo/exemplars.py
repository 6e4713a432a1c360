"""Answers to the criteria of the demo's exemplars, the initiatives behind them, and the office's appraisal."""

from itertools import cycle

from emulation.choices import AuthorRole, CriterionReply, ItemKind, SubjectKind, Typical
from emulation.models import Entry, Initiative, Sheet, Staff, Unit, User
from emulation.selectors.criteria import items_of
from emulation.services.appraisal import appraise
from emulation.services.criterion import Given, answer_criteria, fill_answers
from emulation.services.initiative import write_initiative

EVIDENCE = (
    "Báo cáo tổng kết công tác năm của đơn vị, mục kết quả thực hiện nhiệm vụ.",
    "Biên bản họp đơn vị bình xét; phiếu khảo sát hài lòng người bệnh quý gần nhất.",
    "Bảng chấm điểm thi đua của đơn vị, biên bản kiểm tra chéo giữa các khoa.",
    "Sổ theo dõi công việc, thư khen của người bệnh lưu tại đơn vị.",
)
WORKS = {
    "AH-NTH": "Bảng nhắc dùng thuốc theo giờ cho người bệnh nội trú",
    "AH-CC": "Phân loại cấp cứu bằng vòng tay ba màu",
    "AH-XN": "Trả kết quả xét nghiệm qua mã vạch tại khoa",
    "AH-HSTC": "Gói phòng ngừa viêm phổi liên quan thở máy",
    "AH-SAN": "Sổ tay da kề da cho sản phụ mổ lấy thai",
}
SENTENCES = {
    Typical.TYPICAL: "Đã xem báo cáo và hỏi tại đơn vị, kết quả đúng như ghi.",
    Typical.SPREAD: "Hai khoa khác đã đến học và làm theo.",
    Typical.EFFECT: "Người bệnh ít phải chờ hơn, phiếu hài lòng tăng.",
    Typical.LEARNABLE: "Cách làm rõ từng bước, không tốn kém.",
}


def answer_all(sheet: Sheet, *, by: User) -> Sheet:
    """Answer every criterion of every line, each line with evidence of its own."""
    for entry, said in zip(_lines(sheet), cycle(EVIDENCE), strict=False):
        _answer(entry, said, by)
    return sheet


def answer_first(sheet: Sheet, *, by: User) -> Sheet:
    """Answer the first line only, as somebody who has just begun."""
    for entry in _lines(sheet)[:1]:
        _answer(entry, EVIDENCE[0], by)
    return sheet


def appraise_all(sheet: Sheet, *, by: User) -> Sheet:
    scores = {question: (4 if place % 2 else 5, said) for place, (question, said) in enumerate(SENTENCES.items())}
    for entry in sheet.entries.all()[:1]:
        appraise(entry, scores, also_rest=True, by=by)
    return sheet


def _answer(entry: Entry, said: str, by: User) -> None:
    if entry.kind == SubjectKind.MODEL:
        return
    asked = [ref for ref, item in items_of(entry).items() if item.kind == ItemKind.INITIATIVE]
    if asked:
        work = _work(entry, by)
        answer_criteria(entry, {ref: Given(CriterionReply.YES, said, initiative=work) for ref in asked}, by=by)
    fill_answers(entry, answer=CriterionReply.YES, evidence=said, whole_sheet=False, by=by)


def _work(entry: Entry, by: User) -> Initiative:
    """Return the unit's initiative of the period, waiting for recognition, by the people on its sheet."""
    sheet = entry.sheet
    code = f"DH-{sheet.round.plan.period_from}-{sheet.unit.code}"[:30]
    found = Initiative.objects.filter(facility=sheet.facility, code=code).first()
    if found:
        return found
    name = WORKS.get(sheet.unit.code, f"Sơ đồ hóa quy trình làm việc của {sheet.unit.name}")
    made = Initiative(facility=sheet.facility, code=code, name=name, year=sheet.round.plan.period_from)
    people = [line.staff for line in sheet.entries.select_related("staff") if line.staff] or [_anybody(sheet.facility)]
    parts = [(one, AuthorRole.CO_AUTHOR if place else AuthorRole.AUTHOR) for place, one in enumerate(people)]
    return write_initiative(made, authors=parts, by=by)


def _anybody(facility: Unit) -> Staff:
    return Staff.objects.filter(facility=facility, is_manager=True).earliest("pk")


def _lines(sheet: Sheet) -> list[Entry]:
    lines = Entry.objects.filter(sheet=sheet)
    return list(lines.select_related("sheet__round__plan", "sheet__unit", "sheet__facility", "staff", "subject_unit"))
