"""What a list of quotas would do, number by number, in plain values that can be stored and shown."""

from typing import Any

from campaigns.builders.quota_plan import OUTCOMES, QuotaLine, QuotaPlan
from campaigns.selectors.quotas import say_places
from core.text import grouped
from emulation.builders.import_plan import CHANGED, HELD

MOST_SHOWN = 300


def quotas_shown(plan: QuotaPlan) -> dict[str, Any]:
    """Return the numbers, the first lines that change with before and after, and why nothing can be taken in."""
    counts = plan.counts
    changed = [line for line in plan.lines if line.outcome == CHANGED]
    return {
        "total": [counts[outcome] for outcome in OUTCOMES],
        "changed": [
            (_line(line), say_places(line.quota.places), say_places(line.places)) for line in changed[:MOST_SHOWN]
        ],
        "rest_changed": max(len(changed) - MOST_SHOWN, 0),
        "reasons": [] if changed else [_why_not(counts[HELD])],
    }


def _line(line: QuotaLine) -> dict[str, Any]:
    programme = line.quota.programme.name if line.quota.programme else ""
    return {"row": line.row.row, "title": line.quota.campaign.title, "programme": programme, "kind": str(line.kind),
            "label": line.label}  # fmt: skip


def _why_not(held: int) -> str:
    return (
        f"Sửa {grouped(held)} dòng giữ lại trong tệp rồi tải lại."
        if held
        else "Mọi số lượng trong tệp đã đúng như hệ thống."
    )
