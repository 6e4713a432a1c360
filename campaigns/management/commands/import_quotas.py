"""Take quotas of campaigns in from a workbook."""

from pathlib import PurePath
from typing import Any

from campaigns.builders.quota_list import QuotaList, quotas_in
from campaigns.builders.quota_report import quotas_report
from campaigns.services.quota_import import import_quotas
from emulation.management.importing import ImportCommand, content_of, measured, only_facility


class Command(ImportCommand):
    help = "Nhập số lượng xét (chỉ tiêu) của các phong trào từ .xlsx, .xls, .ods, .csv."

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"])
        facility = None if options["dry_run"] else only_facility(options["facility"])

        def work() -> QuotaList:
            found = quotas_in(content, options["file"])
            if facility and not found.is_refused:
                import_quotas(found, facility=facility, source=PurePath(options["file"]).name, by=None)
            return found

        found, spent = measured(work)
        self.finish(quotas_report(found, **spent), options["report"])
