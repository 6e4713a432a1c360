"""Take initiatives and pieces of research in from a workbook."""

from pathlib import PurePath
from typing import Any

from awards.builders.history_columns import INITIATIVE
from awards.builders.history_lines import History
from awards.builders.history_plan import plan_history
from awards.builders.history_reader import history_in
from awards.builders.history_report import history_report
from awards.choices import INITIATIVES
from awards.services.history_import import import_history
from emulation.management.importing import ImportCommand, content_of, measured, only_facility


class Command(ImportCommand):
    help = "Nhập sáng kiến, đề tài với các tác giả từ .xlsx, .xls, .ods."

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"])
        facility = None if options["dry_run"] else only_facility(options["facility"])

        def work() -> History:
            found = history_in(content, options["file"], only=INITIATIVE)
            if found.is_refused:
                return found
            if facility is None:
                return plan_history(found, None, is_dry=True).history
            return import_history(found, facility=facility, source=PurePath(options["file"]).name, by=None).history

        found, spent = measured(work)
        self.finish(history_report(found, **spent) | {"kind": INITIATIVES}, options["report"])
