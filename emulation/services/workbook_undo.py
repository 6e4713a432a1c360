"""A workbook of records is taken back, while everything that it wrote is as it was written and nothing rests on it.

What cannot be taken back is told by name. The last time that a workbook was taken in is undone first. What it wrote
is known for ``KEPT_DAYS``.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Field, ManyToOneRel, Model
from django.utils import timezone

from core.bulk import delete_all, parts, update_all
from core.text import grouped
from core.workflow import Refused
from emulation.audit import label_of, record, record_each
from emulation.models import Attachment, Job, Staff, Taking, User
from emulation.selectors.resting import subjects_of
from emulation.services.ledger import KEPT_DAYS, Written, digest, values_of
from emulation.services.progress import undisturbed
from emulation.services.record import hold_subjects
from emulation.services.workbook import WorkbookKind, close_work, is_long, order_work

NEVER = "Tệp này chưa nhập dòng nào, hoặc lần nhập này đã được hoàn tác."
EXPIRED = f"Lần nhập này đã quá {KEPT_DAYS} ngày nên không hoàn tác được nữa. Hãy sửa trực tiếp từng dòng."
TAKEN = "Giá trị trước khi nhập nay không ghi lại được vì đã có dòng khác dùng. Hãy sửa trực tiếp từng dòng."
WHAT_TO_DO = "Hãy bỏ những gì gắn với các dòng này, hoàn tác tệp nhập sau (nếu có) rồi thử lại; hoặc sửa từng dòng."
MOST_TOLD = 10


def undoing(kind: WorkbookKind, kept: Attachment) -> Taking:
    """Return what would be undone; raise Refused with what stands in the way, of a long workbook only when it is."""
    taking = kept.takings.filter(undone_at=None).last()
    if taking is None:
        raise Refused([NEVER])
    if not taking.written.exists():
        raise Refused([EXPIRED])
    if not is_long(kept):
        _check(kind, _written(taking))
    return taking


def undo(kind: WorkbookKind, kept: Attachment, *, taking: int, by: User) -> str:
    """Undo a small workbook and say so; order that for a long one. Raise Refused with why not."""
    if not is_long(kept):
        return undo_records(kind, kept, taking=taking, by=by)
    order_work(kind, kept, "undo_records", "Hoàn tác tệp", by=by, taking=taking)
    return ""


@undisturbed()
def undo_records(kind: WorkbookKind, kept: Attachment, *, taking: int, by: User, job: Job | None = None) -> str:
    """Put everything back as it was before a taking, in one transaction, or raise Refused with why not."""
    try:
        with transaction.atomic():
            kind.lock(kept.facility)
            locked = _open(kept, taking)
            written = _written(locked)
            _hold(written)
            _check(kind, written)
            _record(kind, kept, written, by=by)
            if kind.put_back:
                kind.put_back(written, f"Hoàn tác tệp {kept.name}", by)
            else:
                _put_back(written, by=by)
            locked.undone_at, locked.undone_by = timezone.now(), by
            locked.save(update_fields=["undone_at", "undone_by"])
            locked.written.all().delete()
            told = _outcome(locked)
            if job:
                close_work(kind, kept, told, job=job)
    except IntegrityError as error:
        raise Refused([TAKEN]) from error
    return told


def _outcome(taking: Taking) -> str:
    created, changed = grouped(taking.created), grouped(taking.changed)
    return f"Đã hoàn tác: xóa {created} mục đã ghi thêm, {changed} mục trở lại như trước khi nhập."


def _open(kept: Attachment, taking: int) -> Taking:
    """Return the last taking under its lock, when it is the one that was asked for."""
    last = kept.takings.select_for_update().filter(undone_at=None).order_by("-pk").first()
    if last is None or last.pk != taking:
        raise Refused([NEVER])
    return last


def _written(taking: Taking) -> Written:
    """Return what a taking wrote, read once: what is let go meanwhile is either all here or told as gone."""
    written = Written.of(taking)
    if not written.created and not written.changed:
        raise Refused([EXPIRED])
    return written


def _hold(written: Written) -> None:
    """Lock all rows, so that nobody changes one or refers to one while they are looked through.

    Whom they are about is held before, so that nobody is nominated by them meanwhile.
    """
    tables = dict(written.tables())
    people, units = subjects_of(tables)
    hold_subjects(people={*people, *tables.get(Staff, ())}, units=units)
    for model, keys in tables.items():
        for some in parts(keys):
            rows = model._base_manager.select_for_update().filter(pk__in=some).order_by("pk")
            list(rows.values_list("pk", flat=True))


def _check(kind: WorkbookKind, written: Written) -> None:
    """Raise Refused with the first things that stand in the way and what to do about them."""
    more = kind.built_on(written) if kind.built_on else []
    reasons = list(islice(chain(_in_the_way(kind, written), more), MOST_TOLD))
    if reasons:
        raise Refused(["Chưa hoàn tác được.", *reasons, WHAT_TO_DO])


def _in_the_way(kind: WorkbookKind, written: Written) -> Iterator[str]:
    """Say what became of the rows, the same once; of one that was changed it goes without saying who uses it."""
    changed, used = set[str](), set[tuple[str, str]]()
    for name in _touched(kind, written):
        if name not in changed:
            changed.add(name)
            yield f"{name} đã được sửa hoặc xóa sau khi nhập."
    for name, where in _referred_to(written):
        if name not in changed and (name, where) not in used:
            used.add((name, where))
            yield f"{name} đang được dùng ở mục “{where}”."


def _touched(kind: WorkbookKind, written: Written) -> Iterator[str]:
    """Yield the names of the rows that are no longer as they were written, of each table as few as are told."""
    for model, created in written.created.items():
        now = values_of(model, list(created), written.columns[model])
        gone = [key for key in created if key not in now and model not in kind.may_go]
        yield from _names(model, [key for key, mark in created.items() if key in now and digest(now[key]) != mark])
        yield from (_nameless(model) for _ in gone[:1])
    for model, changed in written.changed.items():
        columns = sorted({column for row in changed.values() for column in row})
        now = values_of(model, list(changed), columns)
        kept = [key for key in changed if key in now or model not in kind.may_go]
        yield from _names(model, [key for key in kept if not _is_as_written(changed[key], columns, now.get(key, []))])


def _is_as_written(row: dict[str, list[Any]], columns: list[str], now: list[Any]) -> bool:
    stored = dict(zip(columns, now, strict=False))
    return all(column in stored and stored[column] == after for column, (_, after) in row.items())


def _referred_to(written: Written) -> Iterator[tuple[str, str]]:
    """Yield the names of new rows to which others refer that would not go or be changed back with them, and where."""
    for model, created in written.created.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel) and getattr(relation.field, "db_constraint", False):
                yield from _referring(written, model, list(created), relation)


def _referring(
    written: Written, model: type[Model], keys: list[int], relation: ManyToOneRel
) -> Iterator[tuple[str, str]]:
    """Yield those that one kind of rows refers to, each once and as few as are told."""
    other: Any = relation.related_model
    own = other._meta.auto_created or other
    column, leaving = relation.field.attname, written.created.get(other, {})
    going_back = written.changed.get(other, {})
    used: dict[int, None] = {}
    for some in parts(keys):
        users = other._base_manager.filter(**{f"{column}__in": some}).order_by("pk")
        for key, to in users.values_list("pk", column):
            if key not in leaving and column not in going_back.get(key, {}):
                used[to] = None
        if len(used) >= MOST_TOLD:
            break
    where = str(own._meta.verbose_name)
    yield from ((name, where) for name in _names(model, list(used)))


def _names(model: type[Model], keys: list[int]) -> list[str]:
    """Return the names of the first rows of some, as many as are told, with what they are named by: one query."""
    told, linked = keys[:MOST_TOLD], [field.name for field in model._meta.concrete_fields if field.is_relation]
    rows = model._base_manager.select_related(*linked).in_bulk(told)
    return [_name_of(model, rows.get(key)) for key in told]


def _name_of(model: type[Model], row: Model | None) -> str:
    name = str(model._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} “{row}”" if row else _nameless(model)


def _nameless(model: type[Model]) -> str:
    return f"Một dòng “{model._meta.verbose_name}”"


def _put_back(written: Written, *, by: User) -> None:
    for model, created in reversed(written.created.items()):
        delete_all(model, list(created), by=by)
    for model, changed in written.changed.items():
        for some in parts(list(changed)):
            rows = list(model._base_manager.filter(pk__in=some).order_by("pk"))
            for row in rows:
                _restore(row, changed[row.pk])
            update_all(model, rows, {column for key in some for column in changed[key]}, by=by)
    connection.check_constraints([model._meta.db_table for model in written.changed])


def _restore(row: Model, changes: dict[str, list[Any]]) -> None:
    for column, (before, _) in changes.items():
        kind: Field[Any, Any] = row._meta.get_field(column)  # type: ignore[assignment]
        setattr(row, column, kind.to_python(before))


def _record(kind: WorkbookKind, kept: Attachment, written: Written, *, by: User) -> None:
    """Tell the book of acts of the workbook, of the house and of each whom the rows are about."""
    tables = () if kind.put_back else written.tables()
    subjects = {label for model, keys in tables for label in _subjects(kind, model, keys)}
    record_each(dict.fromkeys(sorted(subjects), f"Hoàn tác tệp {kept.name}"), "undo_import", by=by)
    record(kept.facility, "undo_import", by=by, note=kept.name)
    record(kept, f"undo_{kind.name}", by=by, note=kept.name)


def _subjects(kind: WorkbookKind, model: type[Model], keys: list[int]) -> Iterator[str]:
    fields: dict[str, Any] = {one.name: one for one in model._meta.concrete_fields if one.name in kind.about}
    if kind.about[0] not in fields:
        yield from (label_of(model, key) for key in keys)
        return
    columns = [one.attname for one in fields.values()]
    others = [one.related_model for one in fields.values()]
    for own, values in values_of(model, keys, columns).items():
        told = (label_of(other, key) for other, key in zip(others, values, strict=True) if key)
        yield next(told, label_of(model, own))
