"""Write the official form of a unit, or of the whole house, as a workbook."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from emulation.documents.registration_form import ONE_LIST, SHEET_PER_UNIT
from emulation.documents.registration_sheets import list_workbook
from emulation.management.importing import facility_of, unit_of, years_of
from emulation.models import Round
from emulation.selectors.registration_lists import plans_of_period, sheets_to_list


class Command(BaseCommand):
    help = "Xuất danh sách đăng ký theo biểu mẫu của kế hoạch ra tệp .xlsx."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--period", required=True, metavar="2021-2025", help="giai đoạn của kế hoạch")
        parser.add_argument("--facility", default="", metavar="CODE", help="mã bệnh viện, trung tâm")
        parser.add_argument("--unit", default="", metavar="CODE", help="mã khoa, phòng; để trống là toàn viện")
        parser.add_argument("--per-unit", action="store_true", help="mỗi khoa, phòng một trang tính")
        parser.add_argument("--out", required=True, metavar="FILE.xlsx", help="tệp ghi ra")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = years_of(options["period"], "--period")
        unit = unit_of(options["unit"], options["facility"]) if options["unit"] else None
        facility = unit.facility if unit else facility_of(options["facility"], plans_of_period(first, last))
        rounds = Round.objects.filter(plan__in=plans_of_period(first, last, facility))
        sheets = list(sheets_to_list(rounds, unit=unit))
        if not sheets:
            whose = unit.name if unit else facility.name if facility else "đơn vị này"
            raise CommandError(f"Chưa có bản đăng ký nào của {whose} trong giai đoạn {first}-{last}.", returncode=1)
        layout = SHEET_PER_UNIT if unit or options["per_unit"] else ONE_LIST
        Path(options["out"]).write_bytes(list_workbook(sheets, layout=layout))
        self.stdout.write(f"Đã ghi {len(sheets)} bản đăng ký vào {options['out']}.")
