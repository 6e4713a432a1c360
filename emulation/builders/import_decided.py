"""What a person has just decided about a row of a workbook, in words."""

from collections.abc import Mapping
from typing import Any

from emulation.builders.batch_reading import BACK
from emulation.builders.import_plan import NEW
from emulation.builders.import_preview import LEFT_OUT
from emulation.builders.three_way import ADD, FILE, RENAME, SYSTEM
from emulation.choices import title

SIDES = {FILE: "theo tệp", SYSTEM: "giữ hệ thống", RENAME: "đổi tên", ADD: "thêm mới"}
OTHERS = {"staff": "đúng người", "skip": "bỏ dòng này", "drop": "bỏ phần chưa rõ"}


def decided(fix: dict[str, Any], number: int, row: dict[str, Any] | None) -> str:
    """Return the sentence about one row; ``row`` is the row as the page shows it, where it is known."""
    who = f"“{row['name']['text']}” (dòng {number})" if row else f"dòng {number}"
    return f"Đã chọn {_what(fix, row)} cho {who}."


def decided_rows(rows: list[dict[str, Any]], fixes: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of a preview that is older than what was decided: there is told what, with the way back."""
    return [{**row, "words": [_answered(word, row, fixes) for word in row.get("words", ())]} for row in rows]


def _answered(word: dict[str, Any], row: dict[str, Any], fixes: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    fix = fixes.get(word["key"])
    if fix is None:
        return word
    told = f"{word['text']} {decided(fix, row['row'], row)}"
    return {**word, "text": told, "tone": "warn", "mark": "warn", "ways": [(BACK, "Chọn lại")]}


def _what(fix: dict[str, Any], row: dict[str, Any] | None) -> str:
    side = fix.get("side")
    if side == SYSTEM and row and row["label"] == LEFT_OUT:
        return "để ngoài"
    if side == FILE and row and row["outcome"] == NEW:
        return "thêm lại"
    if side:
        return SIDES[side]
    if "titles" in fix:
        return "danh hiệu " + ", ".join(title(code).short for code in fix["titles"])
    return next(words for name, words in OTHERS.items() if name in fix)
