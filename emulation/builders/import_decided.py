"""What a person has just decided about a row of a workbook, in words."""

from typing import Any

from emulation.builders.import_plan import NEW
from emulation.builders.import_preview import LEFT_OUT
from emulation.builders.three_way import ADD, FILE, RENAME, SYSTEM
from emulation.choices import title

SIDES = {FILE: "theo tệp", SYSTEM: "giữ hệ thống", RENAME: "đổi tên", ADD: "thêm mới"}
OTHERS = {"staff": "đúng người", "skip": "bỏ dòng này", "drop": "bỏ phần chưa rõ"}


def decided(fix: dict[str, Any], number: str, row: dict[str, Any] | None) -> str:
    """Return the sentence about one row; ``row`` is the row as the page shows it, where it is known."""
    who = f"“{row['name']['text']}” (dòng {number})" if row else f"dòng {number}"
    return f"Đã chọn {_what(fix, row)} cho {who}."


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
