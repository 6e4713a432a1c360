"""Initiatives and their authors against those that are stored: one initiative a code, one part an author."""

from collections import defaultdict
from typing import Any

from awards.builders.history_ledgers import Subject, subject_of
from awards.builders.history_lines import CHANGED, HELD, NEW, SAME, TWICE, Line
from awards.builders.history_writes import Writes
from awards.selectors.history_records import stored_records
from core.text import fold
from emulation.builders.findings import Findings, error, info, warning
from emulation.models import Initiative, InitiativeAuthor, Unit

_TOLD = ("name", "kind", "level", "recognition", "decision_number", "decided_on", "is_applied", "effect")


class InitiativeLedger:
    """Finds initiatives by code, or by name and year where a row gives no code."""

    def __init__(self, facility: Unit | None):
        self.by_code: dict[str, Initiative] = {}
        self.by_name: dict[tuple[str, int], Initiative] = {}
        self.parts: dict[tuple[str, Subject], InitiativeAuthor] = {}
        codes = {}
        for found in stored_records(facility, Initiative):
            self._enter(found)
            codes[found.pk] = found.code.lower()
        for part in stored_records(facility, InitiativeAuthor):
            self.parts[(codes[part.initiative_id], ("s", part.staff_id))] = part

    def settle_all(self, lines: list[Line], writes: Writes, findings: Findings) -> None:
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            groups[self._code(line, findings).lower()].append(line)
        for found in groups.values():
            self._settle(self._agreeing(found, findings), writes, findings)

    def _enter(self, found: Initiative) -> None:
        self.by_code[found.code.lower()] = found
        self.by_name.setdefault((fold(found.name), found.year), found)

    def _code(self, line: Line, findings: Findings) -> str:
        """Return the code of a line; one without is given that of its namesake of the year, else a new one."""
        code: str = line.values["code"]
        if code:
            return code
        key = (fold(line.values["name"]), line.year or 0)
        if key not in self.by_name:
            number = 1
            while f"sk-{line.year}-{number:03}" in self.by_code:
                number += 1
            self._enter(Initiative(code=f"SK-{line.year}-{number:03}", name=line.values["name"], year=line.year or 0))
            told = info("CODE_GIVEN", f"Chưa có mã sáng kiến; cấp mã {self.by_name[key].code}.")
            findings.add(line.sheet, line.row, line.column("sk_code", "sk_name"), told)
        line.values["code"] = self.by_name[key].code
        return self.by_name[key].code

    def _agreeing(self, lines: list[Line], findings: Findings) -> list[Line]:
        """Return the lines that tell the same of one initiative as its first line does."""
        first, kept = lines[0], []
        for line in lines:
            differs = fold(line.values["name"]) != fold(first.values["name"]) or line.year != first.year
            differs = differs or any(line.values[name] != first.values[name] for name in ("level", "recognition"))
            if not differs:
                kept.append(line)
                continue
            line.outcome = HELD
            told = f"Mã {line.values['code']} ở dòng {first.row} ghi tên, năm, cấp hoặc tình trạng khác."
            findings.add(line.sheet, line.row, line.column("sk_code", "sk_name"), error("CONTRADICTION", told))
        return kept

    def _settle(self, lines: list[Line], writes: Writes, findings: Findings) -> None:
        first = lines[0]
        values = {name: first.values[name] for name in _TOLD if name in first.values} | {"year": first.year}
        stored = self.by_code.get(first.values["code"].lower())
        authors = " ".join(line.staff.full_name for line in lines if line.staff)
        if stored is not None and stored.pk is not None:
            values = {name: value for name, value in values.items() if name not in first.untold}
        changed = self._write(stored, {"code": first.values["code"], **values}, authors, writes)
        seen: set[Subject] = set()
        for line in lines:
            if subject_of(line) in seen:
                line.outcome = TWICE
                told = warning("DUPLICATE_ROW", "Tác giả này đã ghi ở dòng trên; chỉ lấy một.")
                findings.add(line.sheet, line.row, line.column("code", "name"), told)
                continue
            seen.add(subject_of(line))
            line.outcome = self._settle_part(line, writes)
            if line.outcome == SAME and changed:
                line.outcome = CHANGED

    def _write(self, stored: Initiative | None, values: dict[str, Any], authors: str, writes: Writes) -> bool:
        if stored is None or stored.pk is None:
            made = Initiative(facility=writes.facility, **values)
            made.search_key = _search_key(made, authors)
            self._enter(made)
            writes.create(made)
            return True
        told = {name: value for name, value in values.items() if name != "code" and value != ""}
        changed = [name for name, value in told.items() if getattr(stored, name) != value]
        if changed:
            writes.change(stored, {name: values[name] for name in changed})
            stored.search_key = _search_key(stored, authors)
            writes.update(stored, ["search_key"])
        return bool(changed)

    def _settle_part(self, line: Line, writes: Writes) -> str:
        code, role = line.values["code"].lower(), line.values["role"]
        part = self.parts.get((code, subject_of(line)))
        if part is None:
            writes.create(InitiativeAuthor(initiative=self.by_code[code], staff=line.staff, role=role))
            line.records = (self.by_code[code],)
            return NEW
        line.records = (self.by_code[code], part)
        if part.role == role or "role" in line.untold:
            return SAME
        writes.change(part, {"role": role})
        return CHANGED


def _search_key(found: Initiative, authors: str) -> str:
    return fold(f"{found.code} {found.name} {authors}")[:500]
