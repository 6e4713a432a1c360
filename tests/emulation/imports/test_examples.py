"""The example workbooks give exactly what their truth files say."""

import json
from pathlib import Path

import pytest

from core.sheets.reader import read
from emulation.builders.registration_form import Period, read_registrations

EXAMPLES = Path(__file__).parent / "examples"
FORMS = ["dev1_mau_goc", "dev3_bien_the_viet_tat", "dev4_dong_loi"]


def truth_of(name):
    return json.loads((EXAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))


def found_in(name):
    content = (EXAMPLES / f"{name}.xlsx").read_bytes()
    return read_registrations(read(content, f"{name}.xlsx"), period=Period(2021, 2025))


@pytest.mark.parametrize("name", FORMS)
def test_every_row_is_read_as_the_truth_says(name):
    wanted = {
        (row["sheet"], row["row"]): (
            row["unit"], row["subject"], row["kind"], row["position"] or "",
            {year: sorted(codes) for year, codes in row["titles"].items()},
        )
        for row in truth_of(name)["rows"]
    }  # fmt: skip
    assert {
        (s.sheet, s.row): (s.unit, s.name, s.kind, s.position, {str(y): sorted(c) for y, c in s.titles.items()})
        for s in found_in(name).subjects
    } == wanted


@pytest.mark.parametrize("name", FORMS)
def test_rows_in_error_are_held_and_no_others(name):
    truth = truth_of(name)
    flagged = {(row["sheet"], row["row"]) for row in truth["rows"] if row.get("has_error")}
    nameless = {(e["sheet"], e["row"]) for e in truth["errors"] if e["code"] == "MISSING_NAME"}
    assert set(found_in(name).held) == flagged | nameless


@pytest.mark.parametrize("name", FORMS)
def test_every_error_is_told_at_its_cell_and_no_other(name):
    wanted = {(e["sheet"], e["row"], e["column"], e["code"], e["severity"]) for e in truth_of(name)["errors"]}
    assert {(f.sheet, f.row, f.column, f.code, f.severity) for f in found_in(name).findings} == wanted
