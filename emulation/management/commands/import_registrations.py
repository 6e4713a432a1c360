"""Take registration lists in from a workbook."""

import argparse
from typing import Any

from emulation.builders.import_report import registrations_report
from emulation.builders.registration_form import registrations_in
from emulation.management.importing import ImportCommand, content_of, measured, period_of


class Command(ImportCommand):
    help = "Nhập danh sách đăng ký điển hình tiên tiến từ .xlsx, .xls, .ods, .csv."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", required=True, metavar="2021-2025", help="giai đoạn của kế hoạch")
        parser.add_argument("--years", default="", metavar="2022-2025", help="các năm được đăng ký")
        parser.add_argument("--unit", default="", metavar="CODE", help="mã đơn vị của danh sách")

    def handle(self, *args: Any, **options: Any) -> None:
        content, period = content_of(options["file"]), period_of(options["period"], options["years"])
        found, spent = measured(lambda: registrations_in(content, options["file"], period=period, unit=options["unit"]))
        self.finish(registrations_report(found, **spent), options["report"])
