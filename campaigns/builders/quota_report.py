"""The report of an import of quotas as plain data: one object a number."""

from typing import Any

from campaigns.builders.quota_list import QuotaList
from emulation.builders.import_report import told_of


def quotas_report(found: QuotaList, *, seconds: float, peak_rss_mb: float) -> dict[str, Any]:
    """Return what is, or dry would be, taken in; and everything to tell."""
    held = set(found.held)
    rows = [
        {
            "sheet": row.sheet, "row": row.row, "subject": row.title, "kind": kind, "year": row.year,
            "programme": row.programme or None, "places": places, "reason": row.reason or None,
        }
        for row in found.rows if (row.sheet, row.row) not in held
        for kind, places in row.places.items()
    ]  # fmt: skip
    return {
        "outcome": "reject" if found.is_refused else "import",
        "kind": "quotas",
        "codes": found.codes,
        "rows": rows,
        "held": [{"sheet": sheet, "row": row} for sheet, row in found.held],
        "errors": [told_of(item) for item in found.findings],
        "seconds": round(seconds, 3),
        "peak_rss_mb": round(peak_rss_mb, 1),
    }
