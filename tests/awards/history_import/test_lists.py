"""History workbooks written by hand (lists/*.txt), in every format: each fact as it is meant, each error at its cell.

Under ``-- truth`` stands a line for each fact: row | code | name | year | title or level | decision | its day;
under ``-- told`` a line for each error or warning: cell and code.
"""

from pathlib import Path

import pytest

from awards.builders.history_plan import plan_history
from awards.builders.history_reader import history_in
from tests.emulation.imports.formats import as_csv, as_ods, as_xls, as_xlsx, parsed

LISTS = sorted((Path(__file__).parent / "lists").glob("*.txt"))
FORMATS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "csv": as_csv}


def parts_of(path):
    cells, *parts = path.read_text(encoding="utf-8").split("\n-- ")
    told = {name: lines for name, _, lines in (part.partition("\n") for part in parts)}
    truth = [tuple(cell.strip() for cell in line.split("|")) for line in told["truth"].strip("\n").split("\n")]
    return parsed(cells), truth, sorted(told.get("told", "").split("\n")) if "told" in told else []


def read_from(plan, sheets):
    """Return facts and findings in the shape in which the truth is written."""

    def place(sheet, cell):
        return f"{sheet}!{cell}" if len(sheets) > 1 else str(cell)

    facts = []
    for line in plan.history.lines:
        if line.outcome not in ("held", "twice"):
            told = line.values
            what = str(told.get("title") or told.get("level") or "")
            rest = (str(told.get("decision_number") or ""), str(told.get("decided_on") or ""))
            facts.append((place(line.sheet, line.row), line.code, line.name, str(line.year), what, *rest))
    findings = sorted(f"{place(f.sheet, f.place)} {f.code}" for f in plan.findings if f.severity != "info")
    return facts, findings


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_history_written_by_hand_is_read_as_it_is_meant(path):
    sheets, truth, told = parts_of(path)
    is_flat = len(sheets) == 1 and not sheets[0].merges
    for kind in (kind for kind in FORMATS if kind != "csv" or is_flat):
        plan = plan_history(history_in(FORMATS[kind](sheets), f"{sheets[0].name}.{kind}"), None, is_dry=True)
        assert (kind, *read_from(plan, sheets)) == (kind, truth, [line for line in told if line])
