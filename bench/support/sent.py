"""The parts of the benchmark of workbooks that go out, each run in a process of its own."""

import os
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import python_calamine
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from emulation.choices import form_text
from emulation.models import User
from emulation.views.hospital_list import entry_export
from support import hospital, registers

_FLOOR = """
SELECT e.name, e.kind, e.position, u.name, {join}
FROM emulation_entry e JOIN emulation_sheet s ON s.id = e.sheet_id JOIN emulation_unit u ON u.id = s.unit_id
LEFT JOIN emulation_target t ON t.entry_id = e.id WHERE e.is_endorsed AND s.is_in_force
GROUP BY e.id, u.id, s.id ORDER BY u.position, s.unit_id, e."order", e.id"""
_JOINS = {
    "postgresql": "string_agg(t.year || ' ' || t.title, ',')",
    "sqlite": "group_concat(t.year || ' ' || t.title, ',')",
}
_TEXT = '<c t="inlineStr"><is><t>%s</t></is></c>'
_HEAD_ROWS = 5


def grow(number: int, rounds: int) -> dict[str, float]:
    start = time.perf_counter()
    call_command("migrate", verbosity=0)
    hospital.grow(number)
    return {"seconds": time.perf_counter() - start}


def writer_rounds(number: int, rounds: int) -> list[dict[str, float]]:
    """Time the three writers, one after another in every round; the first of ours is read back whole."""
    rows, found = registers.made_up(number), []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            paths = {name: Path(folder) / f"{name}.xlsx" for name in registers.WRITERS}
            work = registers.WRITERS.items()
            found.append({name: _timed(lambda w=write, p=paths[name]: w(rows, p)) for name, write in work})
            if turn == 0:
                registers.check(rows, paths["ours"])
    return found


def export_rounds(number: int, rounds: int) -> list[dict[str, float]]:
    """Time the export of the hospital's list and the floor in turns; both have to hold the same cells."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = Path(folder) / "ours.xlsx", Path(folder) / "floor.xlsx"
        export(ours)
        for _ in range(rounds):
            found.append({"floor": _timed(lambda: by_hand(floor)), "ours": _timed(lambda: export(ours))})
        cells = [_cells(ours)[_HEAD_ROWS:], _cells(floor)]
    assert len(cells[0]) == number
    assert cells[0] == cells[1], "the export and the floor hold different cells"
    return found


def statements(number: int, rounds: int) -> int:
    asked = 0

    def count(execute: Callable[..., Any], *about: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*about)

    with connection.execute_wrapper(count):
        export(Path(os.devnull))
    return asked


def memory(number: int, rounds: int) -> dict[str, float]:
    """Return by how many megabytes the process grows at its peak while it exports the whole list."""
    user = _reader()
    start = _peak()
    export(Path(os.devnull), user)
    return {"growth": _peak() - start}


def export(path: Path, user: User | None = None) -> None:
    """Write the hospital's list as the product sends it, without the road there."""
    request = RequestFactory().get("/dang-ky/danh-sach-vien/xuat/")
    request.user = user or _reader()
    with path.open("wb") as file:
        file.writelines(entry_export(request).streaming_content)


def by_hand(path: Path) -> None:
    """The floor: one statement, its rows put between tags, one plain sheet."""
    with connection.cursor() as cursor, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        cursor.execute(_FLOOR.format(join=_JOINS[connection.vendor]))
        for name, part in _PARTS.items():
            book.writestr(name, part)
        book.writestr("xl/worksheets/sheet1.xml", "".join(_sheet(cursor.fetchall())))


def _sheet(rows: list[tuple]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_NS}"><sheetData>'
    for name, _, position, unit, aims in rows:
        cells = "".join(_TEXT % escape(text) for text in (name, "Cá nhân", position, unit))
        yield f"<row>{cells}{_titles(aims or '')}</row>"
    yield "</sheetData></worksheet>"


@lru_cache(4_096)
def _titles(aims: str) -> str:
    chosen: dict[str, list[str]] = {}
    for aim in aims.split(","):
        chosen.setdefault(aim[:4], []).append(aim[5:])
    texts = (form_text(chosen.get(str(year), ()), "ca_nhan") for year in hospital.YEARS)
    return "".join(_TEXT % escape(text) for text in texts)


_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',  # noqa: E501
    "_rels/.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',  # noqa: E501
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',  # noqa: E501
    "xl/workbook.xml": f'<workbook xmlns="{_NS}" xmlns:r="{_REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',  # noqa: E501
}


def _reader() -> User:
    return User.objects.get(username="tccb")


def _cells(path: Path) -> list[list]:
    return python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS: dict[str, Callable[[int, int], Any]] = {
    "grow": grow,
    "writer_rounds": writer_rounds,
    "export_rounds": export_rounds,
    "statements": statements,
    "memory": memory,
}
