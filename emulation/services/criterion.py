"""Answers to the criteria of a plan: one at a time, many alike, carried into amendments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import AttachmentKind, CriterionReply
from emulation.criteria import OWN, Block
from emulation.models import (
    CriterionAnswer,
    Entry,
    Initiative,
    Sheet,
    TypicalityScore,
    UnitCriterion,
    User,
    ViolationOverride,
)
from emulation.selectors.criteria import (
    answers_of,
    choices_of,
    directions_of,
    items_of,
    models_for,
    standings_of,
    works_for,
)
from emulation.services.attachment import keep_file
from emulation.services.entry import clean_lines, lock_open_sheet

Copied = TypeVar("Copied", CriterionAnswer, TypicalityScore)


@dataclass(frozen=True)
class Given:
    """What a person writes for one criterion.

    ``seen`` is the moment of the answer that stood before the eyes, "" for none and None when it
    does not matter.
    """

    answer: str = ""
    evidence: str = ""
    initiative: Initiative | None = None
    model_entry: Entry | None = None
    upload: UploadedFile | None = None
    seen: str | None = None


@transaction.atomic
def answer_criteria(entry: Entry, given: Mapping[str, Given], *, by: User | None) -> list[str]:
    """Write answers by reference ("s1.sang_kien"); return those that changed.

    Raises Refused for a criterion that is not asked of the line, a work that is not its own, and
    an answer that somebody else has changed meanwhile.
    """
    sheet = lock_open_sheet(entry.sheet, by=by)
    items, stored = items_of(entry), answers_of(entry)
    changed = [ref for ref, new in given.items() if _differs(new, stored.get(ref))]
    if reasons := [why for ref in changed if (why := _refusal(entry, ref, given[ref], items, stored.get(ref)))]:
        raise Refused(reasons)
    for ref in changed:
        _write(entry, ref, given[ref], stored.get(ref), by)
    if changed:
        told = f"{entry.name}: {len(changed)} tiêu chí"
        record(sheet, "answer_criteria", by=by, note=told)
    return changed


@transaction.atomic
def fill_answers(entry: Entry, *, answer: str, evidence: str, whole_sheet: bool, by: User | None) -> int:
    """Write the same answer wherever none is given, and the same evidence wherever an answer is bare.

    ``whole_sheet`` does so on every line of the sheet. What was written before stays; a personal
    declaration is never given in bulk. Returns how many criteria were written.
    """
    sheet = lock_open_sheet(entry.sheet, by=by)
    said = clean_lines(evidence)
    if answer not in CriterionReply.values:
        raise Refused(["Hãy chọn câu trả lời: đạt, đạt một phần hoặc chưa đạt."])
    standings = standings_of(sheet)
    chosen = list(standings.values()) if whole_sheet else [standings[entry.pk]] if entry.pk in standings else []
    empty = [
        CriterionAnswer(
            entry=one.entry, criteria_set=finding.item.slug, item=finding.item.key, answer=answer, evidence=said, by=by
        )
        for one in chosen
        for finding in one.findings
        if finding.block == Block.SUBMIT and not finding.item.declared
    ]  # fmt: skip
    bare = [(one.entry, finding.item) for one in chosen for finding in one.bare] if said else []
    CriterionAnswer.objects.bulk_create(empty)
    filled = _fill_bare(bare, said, by)
    if count := len(empty) + filled:
        where = "mọi dòng" if whole_sheet else entry.name
        record(sheet, "answer_criteria", by=by, note=f"{where}: trả lời như nhau {count} tiêu chí")
    return count


@transaction.atomic
def choose_field(entry: Entry, *, track: str, object_kind: str, by: User | None) -> Entry:
    """Choose the field in which a line is an exemplar (S3-16) and which object of the plan it is (S1-11)."""
    sheet = lock_open_sheet(entry.sheet, by=by)
    offered = choices_of(entry)
    if track and track not in offered.tracks:
        raise Refused(["Kế hoạch này không có lĩnh vực đã chọn."])
    if object_kind and object_kind not in [key for key, _, _ in offered.objects]:
        raise Refused(["Kế hoạch này không có đối tượng đã chọn."])
    if (entry.track, entry.object_kind) != (track, object_kind):
        entry.track, entry.object_kind = track, object_kind
        entry.save(update_fields=["track", "object_kind"])
        record(sheet, "change_entry", by=by, note=f"{entry.name}: lĩnh vực {track or 'theo công việc'}")
    return entry


@transaction.atomic
def add_own_criterion(sheet: Sheet, *, words: str, direction: str = "", by: User | None) -> UnitCriterion:
    """Add a criterion of the unit's own below those of the plan (S2-7)."""
    locked = lock_open_sheet(sheet, by=by)
    said = clean(words)[:400]
    if not said:
        raise Refused(["Hãy ghi nội dung tiêu chí."])
    if direction and direction not in [key for key, _, _ in directions_of(locked.round.plan)]:
        raise Refused(["Kế hoạch này không có hướng đã chọn."])
    own, made = UnitCriterion.objects.get_or_create(
        plan=locked.round.plan, unit=locked.unit, words=said, defaults={"direction": direction, "by": by}
    )
    if not made:
        raise Refused(["Đơn vị đã có tiêu chí này."])
    record(locked, "own_criterion", by=by, note=said)
    return own


@transaction.atomic
def drop_own_criterion(own: UnitCriterion, sheet: Sheet, *, by: User | None) -> None:
    """Strike out a unit's own criterion, with the answers on open sheets; sent copies keep theirs."""
    locked = lock_open_sheet(sheet, by=by)
    CriterionAnswer.objects.filter(entry__sheet=locked, criteria_set=OWN, item=str(own.pk)).delete()
    record(locked, "drop_own_criterion", by=by, note=own.words)
    own.delete()


def carry_answers(pairs: Iterable[tuple[Entry, Entry]]) -> None:
    """Copy answers, appraisal and override from old lines to the lines of an amendment."""
    copies = dict((old.pk, new) for old, new in pairs)
    answers = CriterionAnswer.objects.filter(entry__in=copies)
    CriterionAnswer.objects.bulk_create([_onto(copies[row.entry_id], row) for row in answers])
    scores = TypicalityScore.objects.filter(entry__in=copies)
    TypicalityScore.objects.bulk_create([_onto(copies[row.entry_id], row) for row in scores])
    for old in ViolationOverride.objects.filter(entry__in=copies).prefetch_related("violations"):
        new = ViolationOverride.objects.create(entry=copies[old.entry_id], reason=old.reason, by=old.by)
        new.violations.set(old.violations.all())


def _onto(entry: Entry, row: Copied) -> Copied:
    """Return a stored row as a new one on another line."""
    row.pk, row.entry = None, entry
    row._state.adding = True
    return row


def _differs(new: Given, old: CriterionAnswer | None) -> bool:
    if old is None:
        return bool(new.answer or clean_lines(new.evidence) or new.initiative or new.model_entry or new.upload)
    same = (new.answer, clean_lines(new.evidence), new.initiative, new.model_entry)
    return bool(new.upload) or same != (old.answer, old.evidence, old.initiative, old.model_entry)


def _refusal(entry: Entry, ref: str, new: Given, items: Mapping, old: CriterionAnswer | None) -> str:
    if ref not in items or not items[ref].is_answered:
        return "Tiêu chí này không hỏi đối tượng đã đăng ký."
    words = f"“{items[ref].words[:60]}…”"
    if new.answer not in CriterionReply.values:
        return f"{words}: hãy chọn đạt, đạt một phần hoặc chưa đạt."
    if new.initiative and not works_for(entry).filter(pk=new.initiative.pk).exists():
        return f"{words}: sáng kiến đã chọn không phải của {entry.name}."
    if new.model_entry and not models_for(entry).filter(pk=new.model_entry.pk).exists():
        return f"{words}: mô hình đã chọn không phải của đơn vị."
    if new.seen is not None and old and new.seen != old.at.isoformat():
        return f"{words}: vừa được {old.by or 'người khác'} sửa. Hãy tải lại trang, xem rồi ghi lần nữa."
    return ""


def _write(entry: Entry, ref: str, new: Given, old: CriterionAnswer | None, by: User | None) -> None:
    slug, _, key = ref.partition(".")
    answer = old or CriterionAnswer(entry=entry, criteria_set=slug, item=key)
    answer.answer, answer.evidence, answer.by = new.answer, clean_lines(new.evidence), by
    answer.initiative, answer.model_entry = new.initiative, new.model_entry
    if new.upload and by:
        answer.file = keep_file(new.upload, kind=AttachmentKind.OTHER, facility=entry.sheet.facility, by=by)
    answer.save()


def _fill_bare(bare: list, said: str, by: User | None) -> int:
    """Write the evidence on answers that have nothing behind them; a missing link or paper stays missing."""
    count = 0
    for entry, item in bare:
        found = CriterionAnswer.objects.filter(entry=entry, criteria_set=item.slug, item=item.key, evidence="")
        count += found.update(evidence=said, by=by, at=timezone.now())
    return count
