"""Take the history of a hospital in from a workbook: people, ratings, awards, initiatives, discipline, leave."""

from pathlib import PurePath
from typing import Any

from awards.builders.history_lines import History
from awards.builders.history_plan import plan_history
from awards.builders.history_reader import history_in
from awards.builders.history_report import history_report
from awards.services.history_import import import_history
from emulation.choices import UnitKind
from emulation.management.importing import ImportCommand, content_of, measured, only_facility
from emulation.models import Unit


class Command(ImportCommand):
    help = "Nhập lịch sử thi đua: nhân sự, xếp loại, danh hiệu, sáng kiến, kỷ luật, nghỉ từ .xlsx, .xls, .ods."

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"])
        is_dry = options["dry_run"]
        facility = None if is_dry else _facility(options["facility"])

        def work() -> History:
            found = history_in(content, options["file"])
            if found.is_refused:
                return found
            if is_dry:
                return plan_history(found, None, is_dry=True).history
            return import_history(found, facility=facility, source=PurePath(options["file"]).name, by=None).history

        found, spent = measured(work)
        self.finish(history_report(found, **spent), options["report"])


def _facility(code: str) -> Unit | None:
    """Return the facility of a code, or the only one; None where the installation has none yet."""
    if not code and not Unit.objects.filter(kind=UnitKind.FACILITY).exists():
        return None
    return only_facility(code)
