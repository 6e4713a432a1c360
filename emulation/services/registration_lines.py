"""The lines of a planned workbook, written onto the sheets of their units: the same few statements for any number."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from core.text import clean, fold
from core.workflow import Refused
from emulation.access import may_type
from emulation.audit import label, record, record_each
from emulation.builders.import_plan import CHANGED, NEW, ImportPlan, PlannedLine, Told
from emulation.choices import OPEN_SHEETS, SheetStatus, SubjectKind
from emulation.models import AuditEvent, Entry, ImportBatch, ImportedSheet, Round, Sheet, Target, Unit, User
from emulation.services.entry import change_entry

# One statement of more lines takes more memory than all the rest.
MOST_AT_ONCE, SHEETS_AT_ONCE = 20_000, 100
Cells = dict[int, tuple[list[str], list[str]]]
RENAMING = "Bạn không có quyền sửa bản đăng ký của {unit} nên không đổi tên mô hình ở đó được. Hãy nhờ người sửa được "
RENAMING += "bản này nhập tệp, hoặc chọn lại ở dòng đó."
MOVED = "Bản đăng ký đã thay đổi từ lúc xem trước. Hãy xem lại rồi nhập."


class Moved(Refused):
    """What was previewed is no longer what would be done."""

    def __init__(self) -> None:
        super().__init__([MOVED])


@dataclass
class Written:
    """A sheet that was written to, the lines of the plan that are its own, and their entries."""

    sheet: Sheet
    is_new: bool
    lines: list[PlannedLine] = field(default_factory=list)
    entries: dict[tuple, Entry] = field(default_factory=dict)

    def told(self) -> list[list[Any]]:
        """Return what was done to each line, as ``ImportedSheet.lines`` keeps it."""
        return [self._told(line, self.entries[line.key]) for line in self.lines]

    def _told(self, line: PlannedLine, entry: Entry) -> list[Any]:
        if line.entry is None:
            return [entry.pk, True, ["", entry.position], line.cells, ["", entry.name]]
        names = [[line.beside.name[0], line.entry.name]] if line.beside.name else []
        return [entry.pk, False, line.position, line.cells, *names]


def carry_out(
    plan: ImportPlan, round: Round, *, source: str, by: User | None, told: Told | None = None
) -> list[Written]:
    """Write the new and the changed lines of a plan; raise Moved where a sheet is not what the plan was made on."""
    sheets = _opened(plan, round, by=by)
    for line in plan.lines:
        if line.unit and line.outcome in (NEW, CHANGED):
            sheets[line.unit.pk].lines.append(line)
    written = list(sheets.values())
    steps: tuple[Callable[[], object], ...] = (
        lambda: _write_entries(written),
        lambda: _rename(written, by=by),
        lambda: write_titles((one.entries[line.key].pk, line.cells) for one in written for line in one.lines),
        lambda: Sheet.objects.filter(pk__in=[one.sheet.pk for one in written]).update(updated_at=timezone.now()),
        lambda: record_each({label(one.sheet): _note(one, source) for one in written}, "import", by=by),
    )
    for place, step in enumerate(steps, start=1):
        step()
        if told:
            told(place, len(steps) + 1)
    return written


def keep_written(batch: ImportBatch, written: list[Written]) -> None:
    """Keep what was written, so that it can be undone; what some sheets hold at a time, for the memory it takes."""
    for start in range(0, len(written), SHEETS_AT_ONCE):
        some = written[start : start + SHEETS_AT_ONCE]
        ImportedSheet.objects.bulk_create(
            [ImportedSheet(batch=batch, sheet=one.sheet, is_new=one.is_new, lines=one.told()) for one in some]
        )


def record_taking(batch: ImportBatch, *, first: int, last: int, note: str, by: User) -> int:
    """Write down that a workbook was taken in, and between which lines of the book of acts; return the line's key."""
    record(batch, "take_in", by=by, before=first, after=last, note=note)
    return last_act()


def last_act() -> int:
    """Return the key of the newest line of the book of acts."""
    return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def takings_of(batches: Iterable[ImportBatch]) -> list[tuple[int, int]]:
    """Return after which line of the book of acts each taking of the workbooks began, and with which it ended."""
    lines = AuditEvent.objects.filter(target__in=[label(batch) for batch in batches], action="take_in")
    spans = lines.exclude(before="").order_by("pk").values_list("before", "after")
    return [(int(first), int(last)) for first, last in spans]


def _opened(plan: ImportPlan, round: Round, *, by: User | None) -> dict[int, Written]:
    """Return the sheets by unit under their locks, new drafts where there were none."""
    units = sorted(plan.units)
    latest = Sheet.objects.select_for_update().filter(round=round, unit__in=units, is_latest=True).order_by("pk")
    found = {sheet.unit_id: sheet for sheet in latest}
    known = {pk: plan.sheets[pk] for pk in units if pk in plan.sheets}
    if {pk: _state(sheet) for pk, sheet in found.items()} != {pk: _state(sheet) for pk, sheet in known.items()}:
        raise Moved
    if any(sheet.status not in OPEN_SHEETS for sheet in found.values()):
        raise Moved
    made = _open([plan.units[pk] for pk in units if pk not in found], round, by=by)
    sheets = found | {sheet.unit_id: sheet for sheet in made}
    return {pk: Written(sheets[pk], pk not in found) for pk in units}


def _state(sheet: Sheet) -> tuple[Any, ...]:
    return sheet.pk, sheet.status, sheet.updated_at


def _open(units: list[Unit], round: Round, *, by: User | None) -> list[Sheet]:
    made = [Sheet(round=round, unit=unit, facility=round.plan.facility) for unit in units]
    try:
        with transaction.atomic():
            Sheet.objects.bulk_create(made)
    except IntegrityError as error:
        raise Moved from error
    notes = {label(sheet): f"{sheet.unit.name} · {round}" for sheet in made}
    record_each(notes, "open", by=by, after=SheetStatus.DRAFT)
    return made


def _write_entries(written: list[Written]) -> None:
    last = _last_orders(written)
    new = []
    for one in written:
        one.entries = {line.key: line.entry for line in one.lines if line.entry}
        for line in one.lines:
            if line.key not in one.entries:
                last[one.sheet.pk] += 1
                one.entries[line.key] = _entry(one.sheet, line, last[one.sheet.pk])
                new.append(one.entries[line.key])
    Entry.objects.bulk_create(new, batch_size=MOST_AT_ONCE)
    lines = [line for one in written for line in one.lines]
    write_positions((line.entry.pk, line.position[1]) for line in lines if line.entry and line.position)


def _rename(written: list[Written], *, by: User | None) -> None:
    """Give models the names that somebody has chosen for them, as their page does."""
    for one in written:
        renamed = [(line.entry, line.beside.name) for line in one.lines if line.entry and line.beside.name]
        if renamed and not may_type(by, one.sheet):
            raise Refused([RENAMING.format(unit=one.sheet.unit.label)])
        for entry, (before, after) in renamed:
            change_entry(entry, values={"name": after}, seen={"name": before}, by=by, action="import")


def _last_orders(written: list[Written]) -> dict[int, int]:
    old = [one.sheet.pk for one in written if not one.is_new]
    last = Entry.objects.filter(sheet__in=old).order_by().values_list("sheet").annotate(last=Max("order"))
    return defaultdict(int, dict(last))


def write_positions(positions: Iterable[tuple[int, str]]) -> None:
    """Write positions of entries; those that read alike are one statement."""
    alike: dict[str, list[int]] = defaultdict(list)
    for entry, position in positions:
        alike[position].append(entry)
    for position, keys in alike.items():
        Entry.objects.filter(pk__in=keys).update(position=position)


def write_titles(changes: Iterable[tuple[int, Cells]]) -> None:
    """Drop and add titles of entries by their (codes before, codes after); those dropped alike are one statement."""
    entries: list[int] = []
    years: list[int] = []
    codes: list[str] = []
    dropped: dict[tuple[int, str], list[int]] = defaultdict(list)
    for entry, cells in changes:
        for year, (before, after) in cells.items():
            for code in after:
                if code not in before:
                    entries.append(entry)
                    years.append(year)
                    codes.append(code)
            for code in (code for code in before if code not in after):
                dropped[year, code].append(entry)
    for (year, code), keys in dropped.items():
        Target.objects.filter(entry__in=keys, year=year, title=code).delete()
    if entries:
        _insert_titles(entries, years, codes)


def _insert_titles(*columns: list[Any]) -> None:
    """Store entries, years and codes at once; an object for each of many thousands would take most of the time."""
    table = connection.ops.quote_name(Target._meta.db_table)
    insert = f"INSERT INTO {table} (entry_id, year, title)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{insert} SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::varchar[])", columns)
        else:
            cursor.executemany(f"{insert} VALUES (%s, %s, %s)", list(zip(*columns, strict=True)))


def _entry(sheet: Sheet, line: PlannedLine, order: int) -> Entry:
    """Return a new line; name and position are frozen as of then."""
    staff, unit, subject = line.staff, line.collective, line.subject
    name = staff.full_name if staff else unit.name if unit else subject.name
    position = line.position[1] if line.position and subject.kind == SubjectKind.PERSON else ""
    return Entry(
        sheet_id=sheet.pk, kind=subject.kind, staff_id=staff.pk if staff else None,
        subject_unit_id=unit.pk if unit else None, name=name, position=clean(position),
        order=order, search_key=fold(f"{name} {staff.code if staff else ''}")[:260],
    )  # fmt: skip


def _note(one: Written, source: str) -> str:
    new = len({line.key for line in one.lines if line.outcome == NEW})
    return f"Từ tệp {source}: {new} dòng mới, {len(one.entries) - new} dòng đổi"
