"""The preview of a workbook as plain data by pages, so that a page is shown without planning anew."""

from collections.abc import Iterator
from typing import Any

from emulation.builders.findings import Finding
from emulation.builders.import_plan import CHANGED, NEW, ImportPlan
from emulation.builders.import_preview import Preview, PreviewRow, Shown, preview_of

PAGE_ROWS = 300
Page = tuple[str, int, list[dict[str, Any]]]


def pages_of(plan: ImportPlan) -> tuple[dict[str, Any], list[Page]]:
    """Return what the head of the page tells, and (outcome, number, rows) of every page.

    The pages of all rows have an empty outcome; an outcome that all rows share has no pages of its own.
    """
    shown = preview_of(plan)
    rows = [(row.outcome, _row(row)) for row in shown.rows]
    pages = list(_cut("", [row for _, row in rows]))
    for outcome in dict.fromkeys(outcome for outcome, _ in rows):
        own = [row for found, row in rows if found == outcome]
        if len(own) < len(rows):
            pages += _cut(outcome, own)
    return _overview(plan, shown), pages


def _overview(plan: ImportPlan, shown: Preview) -> dict[str, Any]:
    counts = plan.counts
    return {
        "counts": counts,
        "chips": [{"outcome": outcome, "words": words, "number": number} for outcome, words, number in shown.counts],
        "years": [[year, shown.columns.get(year, "")] for year in shown.years],
        "notices": [_notice(finding) for finding in shown.notices],
        "sheets": list(dict.fromkeys(row.sheet for row in shown.rows)),
        "name_column": shown.name_column,
        "has_marks": shown.has_marks,
        "total": len(shown.rows),
        "ready": counts[NEW] + counts[CHANGED],
    }


def _notice(finding: Finding) -> dict[str, Any]:
    return {"sheet": finding.sheet, "place": finding.place, "severity": finding.severity, "message": finding.message}


def _cut(outcome: str, rows: list[dict[str, Any]]) -> Iterator[Page]:
    for number, start in enumerate(range(0, len(rows), PAGE_ROWS)):
        yield outcome, number, rows[start : start + PAGE_ROWS]


def _row(row: PreviewRow) -> dict[str, Any]:
    plain = {
        "sheet": row.sheet, "row": row.row, "outcome": row.outcome, "label": row.label, "tone": row.tone,
        "unit": row.unit, "name": _cell(row.name), "position": _cell(row.position),
        "cells": [_cell(cell) for cell in row.cells],
    }  # fmt: skip
    if row.words:
        plain["words"] = [vars(word) for word in row.words]
    return plain


def _cell(cell: Shown) -> dict[str, Any]:
    """Return what there is to tell of a cell; the rest is left out."""
    return {name: value for name, value in vars(cell).items() if value}
