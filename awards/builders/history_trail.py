"""What the book of acts tells of every person, unit and initiative that a history workbook wrote about."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Model

from awards.builders.history_changes import change_words, said
from awards.builders.history_writes import Writes
from awards.models import Award
from emulation.audit import label_of
from emulation.models import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    Matter,
    Staff,
    Unit,
    Violation,
    YearRating,
)

_SELVES: dict[type[Model], tuple[str, str]] = {
    Staff: ("lập hồ sơ", "sửa hồ sơ"),
    Unit: ("lập đơn vị", "sửa đơn vị"),
    Initiative: ("lập sáng kiến, đề tài", "sửa sáng kiến, đề tài"),
}
_RECORDS: dict[type[Model], str] = {
    YearRating: "xếp loại",
    Award: "khen thưởng",
    InitiativeAuthor: "sáng kiến, đề tài",
    Discipline: "kỷ luật",
    Matter: "việc đang xem xét",
    Violation: "vi phạm",
    Leave: "lượt nghỉ",
}
_NAMES: dict[type[Model], str] = {
    **_RECORDS, Staff: "hồ sơ", Unit: "đơn vị", Initiative: "sáng kiến, đề tài"
}  # fmt: skip


def trail_of(writes: Writes, source: str) -> dict[str, str]:
    """Return one sentence for each subject of the rows, by its mark in the book; only once the rows are stored.

    Of every changed row it says what stood there before and what stands there now.
    """
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for model, words in _SELVES.items():
        for rows, word in zip(_rows(writes, model), words, strict=True):
            for row in rows:
                told[label_of(model, row.pk)][word] += 1
    for model, name in _RECORDS.items():
        for rows, word in zip(_rows(writes, model), (f"thêm {{}} {name}", f"sửa {{}} {name}"), strict=True):
            for row in rows:
                told[_subject(row)][word] += 1
    changes = _changes(writes)
    return {subject: " ".join([f"{source}: {_sentence(found)}.", *changes[subject]]) for subject, found in told.items()}


def _changes(writes: Writes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for model in (*_SELVES, *_RECORDS):
        for row in _rows(writes, model)[1]:
            subject = label_of(model, row.pk) if model in _SELVES else _subject(row)
            if words := change_words(writes, row):
                found[subject].append(f"{_head(row)}: {words}.")
    return found


def _head(row: Any) -> str:
    """Return which row it is that was changed: what it is, of which title and year."""
    won = said(Award, "title", row.title) if isinstance(row, Award) else ""
    parts = (_NAMES[type(row)], won, getattr(row, "year", ""))
    words = " ".join(str(part) for part in parts if part)
    return words[:1].upper() + words[1:]


def _rows(writes: Writes, model: type[Model]) -> tuple[list[Any], list[Any]]:
    """Return the new rows of a table and the changed ones."""
    return list(writes.created.get(model, ())), list(writes.changed.get(model, {}).values())


def _subject(row: Any) -> str:
    return label_of(Staff, row.staff_id) if row.staff_id else label_of(Unit, row.unit_id)


def _sentence(found: Counter[str]) -> str:
    return ", ".join(word.format(times) for word, times in found.items())
