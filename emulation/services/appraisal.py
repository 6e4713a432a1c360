"""What the office decides about an exemplar while it reviews: typicality, and violations taken in spite of."""

from collections.abc import Mapping

from django.db import transaction

from core.text import clean
from core.workflow import Refused
from emulation.access import is_office
from emulation.audit import record
from emulation.choices import REGISTERED_SHEETS, Score, SheetStatus, Typical
from emulation.models import Entry, Sheet, TypicalityScore, User, ViolationOverride
from emulation.services.entry import clean_lines
from emulation.workflow.standing import offences_against

REVIEWED = (SheetStatus.SUBMITTED, *REGISTERED_SHEETS)


@transaction.atomic
def appraise(entry: Entry, scores: Mapping[str, tuple[int, str]], *, by: User, also_rest: bool = False) -> list[Entry]:
    """Answer the four questions on what is to be replicated, each 1–5 with a sentence (S0-47).

    ``also_rest`` writes the same on the lines of the sheet that nobody has appraised yet. Returns
    the lines written.
    """
    sheet = _reviewed(entry.sheet, by)
    if reasons := _score_refusals(scores):
        raise Refused(reasons)
    lines = [entry]
    if also_rest:
        lines += list(sheet.entries.filter(typicality__isnull=True).exclude(pk=entry.pk))
    TypicalityScore.objects.filter(entry__in=lines).delete()
    TypicalityScore.objects.bulk_create(
        TypicalityScore(entry=line, question=question, score=score, sentence=clean(said)[:400], by=by)
        for line in lines
        for question, (score, said) in scores.items()
    )
    told = ", ".join(f"{Typical(question).label.lower()} {score}" for question, (score, _) in scores.items())
    record(sheet, "appraise", by=by, note=f"{', '.join(line.name for line in lines)}: {told}"[:400])
    return lines


@transaction.atomic
def override_violations(entry: Entry, *, reason: str, by: User) -> ViolationOverride:
    """Take an exemplar in spite of the violations known now, with the reason in writing (S0-12)."""
    sheet = _reviewed(entry.sheet, by)
    said = clean_lines(reason)
    if not said:
        raise Refused(["Cần ghi lý do vẫn tiếp nhận."])
    found = offences_against(entry)
    if not found:
        raise Refused([f"{entry.name} không vướng vi phạm nào trong giai đoạn của kế hoạch."])
    override, _ = ViolationOverride.objects.update_or_create(entry=entry, defaults={"reason": said, "by": by})
    override.violations.set([offence.pk for offence in found])
    record(sheet, "override_violations", by=by, note="Lý do ghi ở trang thẩm định của dòng.")
    return override


def _reviewed(sheet: Sheet, by: User) -> Sheet:
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if not is_office(by, locked):
        raise Refused(["Bạn không có quyền thẩm định điển hình của đơn vị này."])
    if locked.status not in REVIEWED:
        raise Refused(["Bản đăng ký chưa gửi phòng TCCB nên chưa thẩm định được."])
    return locked


def _score_refusals(scores: Mapping[str, tuple[int, str]]) -> list[str]:
    reasons = []
    for question in Typical:
        score, said = scores.get(question, (0, ""))
        if score not in Score.values:
            reasons.append(f"“{question.label}”: hãy chọn mức từ 1 đến 5.")
        elif not clean(said):
            reasons.append(f"“{question.label}”: hãy ghi một câu nhận xét.")
    return reasons
