"""The parts of the benchmark of workbooks, each run in a process of its own."""

import time
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from python_calamine import CalamineWorkbook

from emulation.choices import titles
from emulation.models import Entry, ImportBatch, Round, Sheet, Target, User
from emulation.services.job import take_job
from emulation.services.registration_import import read_workbook, receive_workbook, take_workbook_in
from support import registration_lists, stock_import
from support.registration_lists import UNITS, YEARS

_STOCK_LINES = 200
_PLAIN = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def fill(lines: int, rounds: int) -> None:
    call_command("migrate", verbosity=0)
    registration_lists.fill(lines)
    for number in (lines // 10, lines):
        registration_lists.workbook_of(number)


def timed_rounds(lines: int, rounds: int) -> list[dict[str, float]]:
    """Time the three, one after another in every round; ours and the floor have to write the same."""
    found = []
    for _ in range(rounds):
        _empty()
        floor, expected = _timed(lambda: _floor(lines))
        _empty()
        ours = _ours(_handed_in(lines))
        assert (Entry.objects.count(), Target.objects.count()) == expected
        _empty()
        stock, _ = _timed(lambda: stock_import.dry_and_real(_STOCK_LINES))
        found.append({**ours, "floor": floor, "stock_line": stock / _STOCK_LINES})
    return found


def statements(lines: int, rounds: int) -> int:
    """Return how many statements one workbook takes, from handing it in until it is taken in."""
    _empty()
    counted, handed_in = 0, _handed_in(lines)

    def count(execute: Callable, *arguments: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        _ours(handed_in)
    return counted


def page(lines: int, rounds: int) -> dict[str, float]:
    """Return what one page of the preview takes."""
    _empty()
    batch = receive_workbook(**_handed_in(lines))
    read_workbook(batch, job=take_job())
    client = Client(HTTP_HOST="localhost")
    with override_settings(STORAGES=_PLAIN), CaptureQueriesContext(connection) as asked:
        client.force_login(User.objects.get(), "django.contrib.auth.backends.ModelBackend")
        client.get(batch.get_absolute_url())
        before = len(asked)
        spent, response = _timed(lambda: client.get(f"{batch.get_absolute_url()}?trang=3"))
    assert response.status_code == 200
    return {"milliseconds": spent * 1000, "statements": len(asked) - before}


def _handed_in(lines: int) -> dict[str, Any]:
    """Return what the page of handing in knows by then: the file, the round, the person with the roles."""
    path, user = registration_lists.workbook_of(lines), User.objects.get()
    assert user.grants_now
    round = Round.objects.select_related("plan__facility").get()
    return {"content": path.read_bytes(), "name": path.name, "round": round, "unit": None, "by": user}


def _ours(handed_in: dict[str, Any]) -> dict[str, float]:
    """Hand in, read and preview, take in; as the worker does it, but in this process."""
    start = time.perf_counter()
    batch = receive_workbook(**handed_in)
    read_workbook(batch, job=take_job())
    preview = time.perf_counter() - start
    commit, _ = _timed(lambda: take_workbook_in(batch, seen=batch.seen, by=batch.by))
    return {"reading": batch.seconds, "preview": preview, "commit": commit, "ours": preview + commit}


def _floor(lines: int) -> tuple[int, int]:
    """Read with calamine, COPY into a scratch table, INSERT … SELECT; no preview, no doubts, no history."""
    rows = _plain_rows(lines)
    round = Round.objects.get()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_HELD)
        text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
        cursor.cursor.copy_expert("COPY held FROM STDIN", StringIO(text))
        cursor.execute(_SHEETS, [round.pk])
        cursor.execute(_ENTRIES, [round.pk])
        cursor.execute(_TARGETS, [round.pk])
    return Entry.objects.count(), Target.objects.count()


def _plain_rows(lines: int) -> list[tuple[Any, ...]]:
    codes = {f"{title.short}": code for code, title in titles().items()}
    codes |= {"LĐTT": "LDTT", "CSTĐ cơ sở": "CSTDCS", "GK SYT": "GK_SYT"}
    book = CalamineWorkbook.from_path(str(registration_lists.workbook_of(lines)))
    rows = []
    for number in range(UNITS):
        for row in list(book.get_sheet_by_index(number).iter_rows())[2:]:
            for year, cell in zip(YEARS, row[3:], strict=False):
                for part in str(cell).split(" – "):
                    rows.append((f"Khoa số {number}", int(row[0]), row[1], row[2], year, codes[part]))
    return rows


_HELD = """
CREATE TEMP TABLE held (unit text, line int, name text, position text, year int, title text) ON COMMIT DROP"""
_SHEETS = """
INSERT INTO emulation_sheet (round_id, unit_id, facility_id, status, version, reason, is_latest, is_in_force,
 receipt_number, is_late, returned_note, state_since, created_at, updated_at)
SELECT %s, u.id, u.facility_id, 'draft', 1, '', true, false, '', false, '', now(), now(), now()
FROM emulation_unit u WHERE u.name IN (SELECT unit FROM held)"""
_ENTRIES = """
INSERT INTO emulation_entry (sheet_id, kind, staff_id, name, position, summary, track, object_kind, "order", search_key)
SELECT DISTINCT s.id, 'ca_nhan', p.id, p.full_name, h.position, '', '', '', h.line, lower(p.full_name)
FROM held h JOIN emulation_unit u ON u.name = h.unit JOIN emulation_sheet s ON s.unit_id = u.id AND s.round_id = %s
JOIN emulation_staff p ON p.full_name = h.name AND p.unit_id = u.id"""
_TARGETS = """
INSERT INTO emulation_target (entry_id, year, title)
SELECT e.id, h.year, h.title FROM held h JOIN emulation_unit u ON u.name = h.unit
JOIN emulation_sheet s ON s.unit_id = u.id AND s.round_id = %s
JOIN emulation_entry e ON e.sheet_id = s.id AND e.name = h.name"""


def _empty() -> None:
    tables = ", ".join(f'"{model._meta.db_table}"' for model in (ImportBatch, Target, Entry, Sheet))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("ANALYZE")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


PARTS = {"fill": fill, "rounds": timed_rounds, "statements": statements, "page": page}
