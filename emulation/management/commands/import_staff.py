"""Take staff in from a workbook."""

from typing import Any

from emulation.builders.import_report import staff_report
from emulation.builders.staff_list import staff_in
from emulation.management.importing import ImportCommand, content_of, measured


class Command(ImportCommand):
    help = "Nhập danh sách nhân sự từ .xlsx, .xls, .ods, .csv."

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"])
        found, spent = measured(lambda: staff_in(content, options["file"]))
        self.finish(staff_report(found, **spent), options["report"])
