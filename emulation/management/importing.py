"""What the import commands share: their arguments, their report, their exit status.

0 done; 1 the file was refused or has rows in error; 2 wrong usage.
"""

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from emulation.builders.registration_form import Period
from emulation.choices import UnitKind
from emulation.models import Plan, Unit

try:
    import resource
except ImportError:  # Windows measures no peak
    resource = None  # type: ignore[assignment]


class ImportCommand(BaseCommand):
    """A command that reads one file and says in a report what came of it."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp .xlsx, .xls, .ods hoặc .csv")
        parser.add_argument("--facility", metavar="CODE", default="", help="mã bệnh viện, trung tâm")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo cáo, không ghi gì")
        parser.add_argument("--report", metavar="R.json", default="", help="nơi ghi báo cáo")

    def finish(self, report: dict[str, Any], path: str) -> None:
        """Write the report, say the errors on stderr, leave with the exit status."""
        if path:
            with Path(path).open("w", encoding="utf-8") as file:
                file.writelines(written(report))
        wrong = [item for item in report["errors"] if item["severity"] == "error"]
        for item in wrong:
            place = f"{item['column']}{item['row']}" if item["row"] else ""
            where = " ".join(filter(None, (item["sheet"], place)))
            self.stderr.write(f"{where}: {item['message']}" if where else item["message"])
        held = len(report["held"])
        self.stdout.write(f"{len(report['rows'])} dòng đọc được, {held} dòng giữ lại chờ sửa.")
        if report["outcome"] == "reject" or wrong:
            sys.exit(1)


def written(report: dict[str, Any]) -> Iterator[str]:
    """Yield a report as JSON, one row a line: quick to write however long, and still read by people."""
    for number, (name, value) in enumerate(report.items()):
        yield f"{',' if number else '{'}\n{json.dumps(name)}: "
        yield from _lines(value) if isinstance(value, list) and value else (json.dumps(value, ensure_ascii=False),)
    yield "\n}\n"


def _lines(rows: list[Any]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"{',' if number else '['}\n {json.dumps(row, ensure_ascii=False)}"
    yield "\n]"


def content_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}.", returncode=2) from error


def years_of(text: str, what: str) -> tuple[int, int]:
    """Return the first and the last year of "2021-2025", or of "2025" alone."""
    first, _, last = text.replace("–", "-").partition("-")
    try:
        pair = int(first), int(last or first)
    except ValueError:
        pair = (0, 0)
    if not 1990 <= pair[0] <= pair[1] <= 2100:
        raise CommandError(f"{what} phải có dạng 2021-2025.", returncode=2)
    return pair


def period_of(period: str, years: str) -> Period:
    first, last = years_of(period, "--period")
    if not years:
        return Period(first, last)
    start, end = years_of(years, "--years")
    return Period(first, last, tuple(range(start, end + 1)))


def measured(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Return what ``work`` gives, with its seconds and the peak memory of the process.

    The rows of a large workbook all live to its end: to look for cycles among them costs a quarter of the time.
    """
    start = time.perf_counter()
    gc.disable()
    try:
        found = work()
    finally:
        gc.enable()
    return found, {"seconds": time.perf_counter() - start, "peak_rss_mb": peak_rss_mb()}


def peak_rss_mb() -> float:
    if resource is None:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024) if sys.platform == "darwin" else peak / 1024


def facility_of(code: str, plans: QuerySet[Plan]) -> Unit:
    """Return the facility of a code; without one, the only facility that has a plan of the period."""
    if code:
        return _unit(Unit.objects.filter(code__iexact=code, kind=UnitKind.FACILITY), f"cơ sở y tế có mã {code}")
    with_plans = Unit.objects.filter(pk__in=plans.values("facility"))
    return _unit(with_plans, "kế hoạch của giai đoạn này (có nhiều cơ sở thì ghi --facility)")


def only_facility(code: str) -> Unit:
    """Return the facility of a code; without one, the only facility there is."""
    facilities = Unit.objects.filter(kind=UnitKind.FACILITY)
    if code:
        return _unit(facilities.filter(code__iexact=code), f"cơ sở y tế có mã {code}")
    return _unit(facilities, "một cơ sở y tế duy nhất; hãy ghi --facility")


def unit_of(code: str, facility: str = "") -> Unit:
    """Return the khoa or phòng of a code."""
    units = Unit.objects.filter(code__iexact=code).select_related("facility")
    return _unit(units.filter(facility__code__iexact=facility) if facility else units, f"đơn vị có mã {code}")


def _unit(units: QuerySet[Unit], what: str) -> Unit:
    found = list(units[:2])
    if len(found) != 1:
        raise CommandError(f"Không tìm thấy {what}.", returncode=2)
    return found[0]
