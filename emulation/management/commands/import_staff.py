"""Take staff in from a workbook."""

from typing import Any

from emulation.builders.import_report import staff_report
from emulation.builders.staff_list import StaffList, staff_in
from emulation.management.importing import ImportCommand, content_of, measured, only_facility
from emulation.services.staff_import import import_staff


class Command(ImportCommand):
    help = "Nhập danh sách nhân sự từ .xlsx, .xls, .ods, .csv."

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"])
        facility = None if options["dry_run"] else only_facility(options["facility"])

        def work() -> StaffList:
            found = staff_in(content, options["file"])
            if facility and not found.is_refused:
                import_staff(found, facility=facility, source=options["file"], by=None)
            return found

        found, spent = measured(work)
        self.finish(staff_report(found, **spent), options["report"])
