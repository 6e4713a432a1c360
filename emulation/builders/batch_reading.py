"""A reading as plain data, to be kept with its file; and what a person decided about doubtful cells.

A fix stands at a place ("sheet|row|column"): ``{"titles": [...]}`` adds the titles that were
meant, ``{"drop": true}`` leaves out what could not be read, ``{"staff": 12}`` picks one of several
namesakes, ``{"skip": true}`` leaves the whole row out, ``{"side": "file", "of": "1f…"}`` chooses the file or the
system where both have changed, as long as the values are those that were shown; ``"rename"`` there gives a model the
name that it has in the file, ``"add"`` takes it for a new one. ``{"back": true}`` is none: it takes back what was
decided at the place.
"""

import re
from dataclasses import fields
from typing import Any

from emulation.builders.findings import ERROR, Finding
from emulation.builders.late_errors import late_error
from emulation.builders.registration_form import Registrations
from emulation.builders.subjects import Subject
from emulation.builders.target_cells import sorted_codes
from emulation.builders.three_way import ADD, FILE, RENAME, SYSTEM
from emulation.choices import SubjectKind, title, titles

SKIPPABLE = {
    "DUPLICATE_ROW", "DUPLICATE_SUBJECT", "MISSING_NAME", "UNKNOWN_PERSON", "UNKNOWN_UNIT", "BAD_NAME", "MULTI_NAME",
    "NAME_TOO_LONG", "MISSING_UNIT", "OUT_OF_SCOPE", "SHEET_CLOSED", "AMBIGUOUS_PERSON",
}  # fmt: skip
BACK = "back"
_NAMINGS = {RENAME: "Đổi tên", ADD: "Thêm mới"}
_TOLD = tuple(told.name for told in fields(Finding))
_TWINS = {"TTLDTT": "LDTT", "LDTT": "TTLDTT"}


def dumped(found: Registrations) -> dict[str, Any]:
    """Return a reading as plain data; what many lines share (sheet, unit, columns, texts) stands there once."""
    shapes, texts = _Numbered(), _Numbered()
    return {
        "rows": [_row(subject, shapes, texts) for subject in found.subjects],
        "shapes": list(shapes),
        "texts": list(texts),
        "findings": [plain(finding) for finding in found.findings],
        "header_rows": sorted(found.header_rows),
        "codes": found.codes,
        "is_refused": found.is_refused,
        "aside": found.aside,
    }


def share(found: Registrations) -> Registrations:
    """Let lines hold once what they have in common: texts, titles, columns; nothing of it is changed in place."""
    known: dict[Any, Any] = {}
    for subject in found.subjects:
        subject.texts = {year: known.setdefault(text, text) for year, text in subject.texts.items()}
        subject.titles = {year: known.setdefault(tuple(codes), codes) for year, codes in subject.titles.items()}
        subject.columns = known.setdefault(tuple(subject.columns.items()), subject.columns)
        subject.position = known.setdefault(subject.position, subject.position)
    return found


def plain(finding: Finding) -> dict[str, Any]:
    """Return what is told as plain data."""
    return {name: getattr(finding, name) for name in _TOLD}


def told_again(row: dict[str, Any]) -> Finding:
    return Finding(**{**row, "options": tuple(row["options"])})


def loaded(data: dict[str, Any], fixes: dict[str, Any] | None = None) -> Registrations:
    """Return a kept reading with the fixes carried out."""
    found = Registrations(
        subjects=_subjects(data),
        findings=[told_again(row) for row in data["findings"]],
        codes=data["codes"],
        header_rows={(sheet, row) for sheet, row in data["header_rows"]},
        is_refused=data["is_refused"],
        aside=data.get("aside"),
    )
    share(found)
    for place, fix in (fixes or {}).items():
        _apply(found, place, fix)
    bad = {(f.sheet, f.row) for f in found.findings if f.severity == ERROR}
    for subject in found.subjects:
        if subject.silent and (subject.sheet, subject.row) not in bad:
            found.findings.append(late_error(subject))
        subject.is_held = (subject.sheet, subject.row) in bad or bool(subject.silent)
    return found


def place_of(sheet: str, row: int | None, column: str) -> str:
    return f"{sheet}|{row}|{column}"


def parts_of(place: str) -> tuple[str, int, str] | None:
    """Return sheet, row and column of a place, None of what is none."""
    found = re.fullmatch(r"(.*)\|([1-9][0-9]{0,6})\|([A-Z]{0,3})", place, re.DOTALL | re.ASCII)
    return (found[1], int(found[2]), found[3]) if found else None


def choices_for(finding: Finding, kind: str) -> list[tuple[str, str]]:
    """Return the ways out of a doubt as (value, label); the value is what ``fix_of`` understands."""
    namings = [(f"{way}:{finding.value}", _NAMINGS[way]) for way in finding.options if finding.code == "RENAMED"]
    if finding.severity != ERROR or finding.row is None:
        return namings
    if namings or finding.code in SKIPPABLE:
        return [*namings, ("skip", "Bỏ dòng này")]
    codes = [code for code in finding.options if kind in title(code).subjects]
    ways = [(f"title:{code}", title(code).short) for code in codes]
    if finding.code == "KIND_MISMATCH":
        twin = next((_TWINS[t.code] for t in titles().values() if t.short == finding.value and t.code in _TWINS), "")
        ways += [(f"title:{twin}", f"Đổi thành {title(twin).short}")] if twin else []
    label = "Bỏ trống ô này" if finding.code.startswith(("FORMULA", "MERGED", "NOT_A")) else "Bỏ phần này"
    return [*ways, ("drop", label)]


def ways_read(data: dict[str, Any], parts: tuple[str, int, str]) -> list[str]:
    """Return the ways out of what was read at a place, whatever was decided there since."""
    sheet, row, column = parts
    kind = _kind_at(data, sheet, row)
    told = [told_again(one) for one in data["findings"] if (one["sheet"], one["row"]) == (sheet, row)]
    return [way for finding in told if finding.column == column for way, _ in choices_for(finding, kind)]


def _kind_at(data: dict[str, Any], sheet: str, row: int) -> str:
    """Return the kind of one line; the others, of which there may be many, are left as plain data."""
    if "rows" not in data:
        kinds = (line["kind"] for line in data["subjects"] if (line["sheet"], line["row"]) == (sheet, row))
    else:
        shapes = (data["shapes"][line[0]] for line in data["rows"] if line[1] == row)
        kinds = (kind for name, _, kind, *_ in shapes if name == sheet)
    return next(kinds, SubjectKind.PERSON)


def fix_of(value: str) -> dict[str, Any] | None:
    """Return the fix that a button stands for, None when it is none."""
    name, _, rest = value.partition(":")
    if name == "title" and rest in titles():
        return {"titles": [rest]}
    if name == "staff" and re.fullmatch("[0-9]{1,18}", rest):
        return {"staff": int(rest)}
    if name in (FILE, SYSTEM, RENAME, ADD) and re.fullmatch("[0-9a-f]{12}", rest):
        return {"side": name, "of": rest}
    return {name: True} if name in ("drop", "skip", BACK) and not rest else None


class _Numbered(dict[Any, int]):
    """Values in the order in which they came first, each with its number."""

    def number(self, value: Any) -> int:
        return self.setdefault(value, len(self))


def _row(subject: Subject, shapes: _Numbered, texts: _Numbered) -> list[Any]:
    columns, cells = tuple(subject.columns.items()), subject.texts.items()
    shape = (subject.sheet, subject.unit, str(subject.kind), subject.name_column, tuple(subject.years), columns)
    own = [subject.position, subject.prefix, subject.code, subject.is_held, subject.staff, subject.choice]
    own += [subject.silent] if subject.silent else []
    numbered = [[year, texts.number(text)] for year, text in cells]
    return [shapes.number(shape), subject.row, subject.name, list(subject.titles.items()), numbered, own]


def _subjects(data: dict[str, Any]) -> list[Subject]:
    if "rows" not in data:
        return [_subject(row) for row in data["subjects"]]
    shapes = [
        (sheet, unit, kind, name_column, tuple(years), {year: letter for year, letter in columns})
        for sheet, unit, kind, name_column, years, columns in data["shapes"]
    ]
    return [_of_row(row, shapes, data["texts"]) for row in data["rows"]]


def _of_row(row: list[Any], shapes: list[tuple[Any, ...]], texts: list[str]) -> Subject:
    shape, number, name, titles_of, cells, own = row
    sheet, unit, kind, name_column, years, columns = shapes[shape]
    position, prefix, code, is_held, staff, choice, *more = own
    untold = tuple((column, told) for column, told in more[0]) if more else ()
    given = {year: texts[text] for year, text in cells}
    return Subject(
        sheet, number, unit, name, kind, position, prefix, code, {year: codes for year, codes in titles_of}, given,
        columns, name_column, years, is_held, staff, choice, untold,
    )  # fmt: skip


def _subject(row: dict[str, Any]) -> Subject:
    """Return a line of a reading that was kept before lines shared what they have in common."""
    subject = Subject(**row)
    subject.titles = {int(year): codes for year, codes in row["titles"].items()}
    subject.texts = {int(year): text for year, text in row["texts"].items()}
    subject.columns = {int(year): column for year, column in row["columns"].items()}
    subject.years = tuple(row["years"])
    return subject


def _apply(found: Registrations, place: str, fix: dict[str, Any]) -> None:
    parts = parts_of(place)
    if parts is None:
        return
    at, column = parts[:2], parts[2]
    if fix.get("skip"):
        found.subjects = [s for s in found.subjects if (s.sheet, s.row) != at]
        found.findings = [f for f in found.findings if (f.sheet, f.row) != at]
        return
    subject = next((s for s in found.subjects if (s.sheet, s.row) == at), None)
    if subject is None:
        return
    if "staff" in fix:
        subject.staff = fix["staff"]
        return
    if "side" in fix:
        chosen = f"{fix['side']}:{fix['of']}"
        subject.choice, subject.naming = (subject.choice, chosen) if column else (chosen, subject.naming)
        return
    found.findings = [f for f in found.findings if (f.sheet, f.row, f.column) != (*at, column) or f.severity != ERROR]
    subject.silent = tuple((letter, code) for letter, code in subject.silent if letter != column)
    year = next((year for year, letter in subject.columns.items() if letter == column), None)
    if year is not None and fix.get("titles"):
        subject.titles[year] = sorted_codes({*subject.titles.get(year, []), *fix["titles"]})
