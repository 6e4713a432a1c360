"""What a workbook of the history would do, sheet by sheet, in plain values that can be stored and shown."""

from typing import Any

from awards.builders.history_lines import CHANGED, HELD, NEW
from awards.builders.history_plan import OUTCOMES, HistoryPlan
from core.text import grouped


def history_shown(plan: HistoryPlan) -> dict[str, Any]:
    """Return the numbers of every sheet and of the whole workbook, and why it cannot be taken in."""
    counts = plan.counts
    ready = counts[NEW] + counts[CHANGED]
    return {
        "sheets": [(name, *(count[outcome] for outcome in OUTCOMES)) for name, count in plan.by_sheet().items()],
        "total": tuple(counts[outcome] for outcome in OUTCOMES),
        "ready": ready,
        "reasons": [] if ready else [_why_not(counts[HELD])],
    }


def _why_not(held: int) -> str:
    return (
        f"Sửa {grouped(held)} dòng giữ lại trong tệp rồi tải lại." if held else "Mọi dòng của tệp đã có trên hệ thống."
    )
