"""How the council's result lies on the lines of a sheet, and passes to their unchanged copies."""

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import record
from emulation.choices import REGISTERED_SHEETS
from emulation.models import Entry, Sheet, User
from emulation.workflow import answers_for_the_hospital


@transaction.atomic
def decide_entries(results: dict[int, bool], *, by: User, note: str = "") -> list[Sheet]:
    """Write results on lines under lock; return the sheets concerned, their amendments included.

    Raises Refused when a line is unknown, not accepted, or already decided otherwise, and when the
    person does not answer for the hospital.
    """
    sheets = list(Sheet.objects.select_for_update().filter(pk__in=_sheets_of(results)).order_by("pk"))
    entries = list(Entry.objects.select_for_update().filter(pk__in=results).order_by("pk"))
    if not all(answers_for_the_hospital(by, sheet) for sheet in sheets):
        raise Refused(["Bạn không có quyền ghi kết quả của Hội đồng."])
    _check(entries, results)
    touched = {sheet.pk: sheet for sheet in sheets}
    fresh = [entry for entry in entries if entry.is_endorsed is None]
    for entry in fresh:
        _decide(entry, results[entry.pk])
        for sheet in _pass_on(entry):
            touched.setdefault(sheet.pk, sheet)
    for sheet in sheets:
        lines = [entry for entry in fresh if entry.sheet_id == sheet.pk]
        if lines:
            told = ", ".join(f"{line.name}: {'thông qua' if line.is_endorsed else 'không thông qua'}" for line in lines)
            record(sheet, "endorse_entries", by=by, note=f"{told}. {note}".strip())
    return list(touched.values())


def carry_endorsements(sheet: Sheet) -> None:
    """Let the unchanged lines of a newly accepted amendment keep the council's result.

    A changed line waits for the council; its last endorsed form stays on the hospital's list.
    """
    for entry in sheet.entries.select_related("origin", "endorsed_as").prefetch_related("targets"):
        base = entry.origin if entry.origin and entry.origin.is_endorsed is not None else entry.endorsed_as
        if base and base.is_endorsed is not None and is_same(base, entry):
            _decide(entry, base.is_endorsed)


def is_same(one: Entry, other: Entry) -> bool:
    """Say whether two lines ask the council the same: subject, name, description and targets."""
    return _question(one) == _question(other)


def _question(entry: Entry) -> tuple:
    targets = sorted((target.year, target.title) for target in entry.targets.all())
    return (entry.kind, entry.staff_id, entry.subject_unit_id, entry.name, entry.summary, targets)


def _decide(entry: Entry, passed: bool) -> None:
    entry.is_endorsed = passed
    entry.endorsed_at = timezone.now()
    entry.save(update_fields=["is_endorsed", "endorsed_at"])


def _pass_on(entry: Entry) -> list[Sheet]:
    """Carry a result to the copies of a line that amendments made while the council was sitting."""
    found = []
    for copy in entry.copies.select_related("sheet"):
        if copy.is_endorsed is None and copy.sheet.is_in_force and is_same(entry, copy):
            _decide(copy, bool(entry.is_endorsed))
            found.append(copy.sheet)
        elif copy.is_endorsed is None and entry.is_endorsed:
            Entry.objects.filter(pk=copy.pk).update(endorsed_as=entry)
    return found


def _sheets_of(results: dict[int, bool]) -> list[int]:
    return list(Entry.objects.filter(pk__in=results).order_by().values_list("sheet", flat=True).distinct())


def _check(entries: list[Entry], results: dict[int, bool]) -> None:
    reasons = []
    if missing := set(results) - {entry.pk for entry in entries}:
        reasons.append(f"Không tìm thấy {len(missing)} điển hình trong kết quả.")
    for entry in entries:
        if entry.sheet.status not in REGISTERED_SHEETS:
            reasons.append(f"{entry.name}: bản đăng ký chưa được tiếp nhận.")
        elif entry.is_endorsed is not None and entry.is_endorsed != results[entry.pk]:
            reasons.append(f"{entry.name}: Hội đồng đã có kết quả khác trước đó.")
    if reasons:
        raise Refused(reasons)
