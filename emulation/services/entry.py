"""Lines of a sheet and their cells, typed by several people at once without losing anything.

A cell is a set of titles: what a person added or took away since looking at it is applied to
what stands there now. A text that somebody else has changed meanwhile is refused, not overwritten.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.text import clean, fold
from core.workflow import Refused
from emulation.access import may_type
from emulation.audit import record
from emulation.choices import OPEN_SHEETS, SubjectKind
from emulation.criteria import cell_text, title_refusal
from emulation.models import Entry, Sheet, Staff, Target, Unit, User
from emulation.selectors.subjects import person_refusal, unit_refusal

TEXTS = {"name": "Tên", "position": "Chức vụ", "summary": "Mô tả"}


def lock_open_sheet(sheet: Sheet, *, by: User | None) -> Sheet:
    """Return the sheet under its row's lock, or raise Refused when nothing may be typed in it now."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if not may_type(by, locked):
        raise Refused(["Bạn không có quyền sửa bản đăng ký của đơn vị này."])
    if locked.status not in OPEN_SHEETS:
        state = locked.get_status_display()
        raise Refused([f"Bản đăng ký đang ở trạng thái “{state}” nên không sửa được."])
    return locked


@transaction.atomic
def add_entry(
    sheet: Sheet, *, by: User | None, staff: Staff | None = None, unit: Unit | None = None, name: str = "",
    position: str | None = None, summary: str = "",
) -> Entry:  # fmt: skip
    """Add a person, a collective or (with neither) a model; position and name are frozen as of now."""
    locked = lock_open_sheet(sheet, by=by)
    entry = Entry(sheet=locked, staff=staff, subject_unit=unit, summary=clean_lines(summary))
    entry.kind = SubjectKind.PERSON if staff else SubjectKind.COLLECTIVE if unit else SubjectKind.MODEL
    entry.name = staff.full_name if staff else unit.name if unit else clean(name)
    entry.position = clean(staff.position if staff and position is None else position)
    if reason := _subject_refusal(entry):
        raise Refused([reason])
    entry.search_key = fold(f"{entry.name} {staff.code if staff else ''}")[:260]
    entry.order = (locked.entries.aggregate(last=Max("order"))["last"] or 0) + 1
    entry.save()
    _leave_trace(locked, "add_entry", by=by, note=entry.name)
    return entry


@transaction.atomic
def change_entry(
    entry: Entry, *, values: Mapping[str, str], seen: Mapping[str, str], by: User | None, action: str = "change_entry"
) -> Entry:
    """Write texts of a line; ``seen`` is what the person had before them, ``action`` how the book of acts calls it.

    Raises Refused when somebody else has written something different meanwhile.
    """
    sheet = lock_open_sheet(entry.sheet, by=by)
    entry.refresh_from_db()
    wanted = {name: clean_lines(text) if name == "summary" else clean(text) for name, text in values.items()}
    if conflicts := [_conflict(entry, name, wanted[name]) for name in wanted if _has_moved(entry, name, wanted, seen)]:
        raise Refused(conflicts)
    changed, called = [name for name, text in wanted.items() if getattr(entry, name) != text], entry.name
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, wanted[name])
    if not entry.name:
        raise Refused(["Tên không được để trống."])
    entry.search_key = fold(f"{entry.name} {entry.staff.code if entry.staff else ''}")[:260]
    entry.save(update_fields=[*changed, "search_key"])
    told = "; ".join(f"{TEXTS[name].lower()}: {wanted[name] or 'bỏ trống'}" for name in changed)
    _leave_trace(sheet, action, by=by, note=f"{called} – {told}"[:400])
    return entry


@transaction.atomic
def set_targets(
    entry: Entry, year: int, *, chosen: Iterable[str], by: User | None, seen: Iterable[str] | None = None
) -> Entry:
    """Make the titles of a cell those chosen.

    ``seen`` are the titles that stood there when the person chose: titles that somebody else has
    added meanwhile stay. Raises Refused for a title that does not fit the subject (S0-45).
    """
    sheet = lock_open_sheet(entry.sheet, by=by)
    entry.refresh_from_db()
    if year not in sheet.round.years:
        raise Refused([f"Năm {year} không thuộc các năm đăng ký của đợt này."])
    stored = set(entry.targets.filter(year=year).values_list("title", flat=True))
    wanted, looked_at = set(chosen), set(stored if seen is None else seen)
    added, dropped = wanted - looked_at - stored, (looked_at - wanted) & stored
    if reason := title_refusal(added, entry.kind):
        raise Refused([reason])
    if added or dropped:
        Target.objects.bulk_create([Target(entry=entry, year=year, title=code) for code in sorted(added)])
        entry.targets.filter(year=year, title__in=dropped).delete()
        text = cell_text(stored - dropped | added, entry.kind)
        _leave_trace(sheet, "set_targets", by=by, note=f"{entry.name}, {year}: {text}")
    return entry


@transaction.atomic
def write_line(
    entry: Entry, *, values: Mapping[str, str], seen: Mapping[str, str],
    targets: Mapping[int, tuple[Iterable[str], Iterable[str]]], by: User | None,
) -> Entry:  # fmt: skip
    """Write a whole line at once, all or nothing; ``targets`` maps a year to (chosen, seen)."""
    change_entry(entry, values=values, seen=seen, by=by)
    for year, (chosen, looked_at) in targets.items():
        set_targets(entry, year, chosen=chosen, seen=looked_at, by=by)
    return entry


@transaction.atomic
def move_entry(entry: Entry, *, up: bool, by: User | None) -> None:
    """Put a line one place higher or lower."""
    sheet = lock_open_sheet(entry.sheet, by=by)
    lines = list(sheet.entries.all())
    place = [line.pk for line in lines].index(entry.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(lines):
        return
    lines[place], lines[other] = lines[other], lines[place]
    for order, line in enumerate(lines, start=1):
        line.order = order
    Entry.objects.bulk_update(lines, ["order"])
    _leave_trace(sheet, "move_entry", by=by, note=f"{entry.name} {'lên' if up else 'xuống'}")


@transaction.atomic
def remove_entry(entry: Entry, *, by: User | None) -> None:
    """Strike a line out with its targets; the name stays in the history."""
    sheet = lock_open_sheet(entry.sheet, by=by)
    _leave_trace(sheet, "remove_entry", by=by, note=entry.name)
    entry.delete()


def clean_lines(text: str | None) -> str:
    """Return text of several lines as it is stored, line by line."""
    return "\n".join(clean(line) for line in (text or "").splitlines()).strip()


def _subject_refusal(entry: Entry) -> str:
    """Say why the subject may not stand on the sheet, "" when it may."""
    if entry.staff:
        return person_refusal(entry.sheet, entry.staff)
    if entry.subject_unit:
        return unit_refusal(entry.sheet, entry.subject_unit)
    if not entry.name:
        return "Hãy ghi tên mô hình."
    models = entry.sheet.entries.filter(kind=SubjectKind.MODEL)
    is_there = any(fold(other.name) == fold(entry.name) for other in models)
    return f"Mô hình “{entry.name}” đã có trong bản này." if is_there else ""


def _has_moved(entry: Entry, name: str, wanted: Mapping[str, str], seen: Mapping[str, str]) -> bool:
    stored = getattr(entry, name)
    return name in seen and clean_lines(stored) not in (clean_lines(seen[name]), clean_lines(wanted[name]))


def _conflict(entry: Entry, name: str, wanted: str) -> str:
    stored = getattr(entry, name) or "bỏ trống"
    return f"{TEXTS[name]} vừa được người khác sửa thành “{stored}”. Bạn ghi “{wanted}”. Hãy xem lại rồi lưu lần nữa."


def _leave_trace(sheet: Sheet, action: str, *, by: User | None, note: str) -> None:
    Sheet.objects.filter(pk=sheet.pk).update(updated_at=timezone.now())
    record(sheet, action, by=by, note=note)
