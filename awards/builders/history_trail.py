"""What the book of acts tells of every person, unit and initiative that a history workbook wrote about."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Model

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


def trail_of(writes: Writes, source: str) -> dict[str, str]:
    """Return one sentence for each subject of the rows, by its mark in the book; only once the rows are stored."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for model, words in _SELVES.items():
        for rows, word in zip(_rows(writes, model), words, strict=True):
            for row in rows:
                told[label_of(model, row.pk)][word] += 1
    for model, name in _RECORDS.items():
        for rows, word in zip(_rows(writes, model), (f"thêm {{}} {name}", f"sửa {{}} {name}"), strict=True):
            for row in rows:
                told[_subject(row)][word] += 1
    return {subject: f"{source}: {_sentence(found)}." for subject, found in told.items()}


def _rows(writes: Writes, model: type[Model]) -> tuple[list[Any], list[Any]]:
    """Return the new rows of a table and the changed ones."""
    return list(writes.created.get(model, ())), list(writes.changed.get(model, {}).values())


def _subject(row: Any) -> str:
    return label_of(Staff, row.staff_id) if row.staff_id else label_of(Unit, row.unit_id)


def _sentence(found: Counter[str]) -> str:
    return ", ".join(word.format(times) for word, times in found.items())
