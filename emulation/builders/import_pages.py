"""The preview of a workbook as plain data by pages, so that a page is shown without planning anew."""

from collections.abc import Iterator
from typing import Any

from emulation.builders.findings import Finding
from emulation.builders.import_plan import CHANGED, NEW, ImportPlan
from emulation.builders.import_preview import WARNED, Preview, PreviewRow, Shown, preview_of

PAGE_ROWS = 300
Page = tuple[str, int, list[dict[str, Any]]]


def pages_of(plan: ImportPlan) -> tuple[dict[str, Any], Iterator[Page]]:
    """Return what the head of the page tells, and (outcome, number, rows) of every page, one after the other.

    The pages of all rows have an empty outcome; an outcome that all rows share has no pages of its own.
    """
    shown = preview_of(plan)
    return _overview(plan, shown), _pages(shown)


def _pages(shown: Preview) -> Iterator[Page]:
    """Make one row after the other: all of them at once would take more memory than the plan."""
    own = [outcome for outcome, number in shown.outcomes.items() if number < len(shown.places)]
    waiting: dict[str, list[dict[str, Any]]] = {"": [], **{outcome: [] for outcome in own}}
    numbers = dict.fromkeys(waiting, 0)
    for place in shown.places:
        row = place.made()
        plain = _row(row)
        for outcome in ("", row.outcome, *((WARNED,) if place.is_warned else ())):
            if outcome in waiting:
                waiting[outcome].append(plain)
            if len(waiting.get(outcome, ())) == PAGE_ROWS:
                yield outcome, numbers[outcome], waiting[outcome]
                waiting[outcome], numbers[outcome] = [], numbers[outcome] + 1
    yield from ((outcome, numbers[outcome], rows) for outcome, rows in waiting.items() if rows)


def _overview(plan: ImportPlan, shown: Preview) -> dict[str, Any]:
    counts, warned = plan.counts, shown.outcomes[WARNED]
    chips = [*shown.counts, *([(WARNED, "nhập được, có lưu ý", warned)] if warned else [])]
    return {
        "counts": counts,
        "chips": [{"outcome": outcome, "words": words, "number": number} for outcome, words, number in chips],
        "years": [[year, shown.columns.get(year, "")] for year in shown.years],
        "notices": [_notice(finding) for finding in shown.notices],
        "sheets": list(dict.fromkeys(place.sheet for place in shown.places)),
        "name_column": shown.name_column,
        "has_marks": shown.has_marks,
        "total": len(shown.places),
        "ready": plan.rows[NEW] + plan.rows[CHANGED],
    }


def _notice(finding: Finding) -> dict[str, Any]:
    return {"sheet": finding.sheet, "place": finding.place, "severity": finding.severity, "message": finding.message}


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
