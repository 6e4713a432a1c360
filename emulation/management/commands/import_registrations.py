"""Take registration lists in from a workbook."""

import argparse
from typing import Any

from django.core.management.base import CommandError

from emulation.builders.import_report import planned_report, registrations_report
from emulation.builders.registration_form import Period, registrations_in
from emulation.management.importing import ImportCommand, content_of, facility_of, measured, period_of, unit_of
from emulation.models import Round, Unit
from emulation.selectors.registration_lists import plans_of_period, rounds_to_fill
from emulation.services.registration_import import import_registrations


class Command(ImportCommand):
    help = "Nhập danh sách đăng ký điển hình tiên tiến từ .xlsx, .xls, .ods, .csv."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", required=True, metavar="2021-2025", help="giai đoạn của kế hoạch")
        parser.add_argument("--years", default="", metavar="2022-2025", help="các năm được đăng ký")
        parser.add_argument("--unit", default="", metavar="CODE", help="mã đơn vị của danh sách")

    def handle(self, *args: Any, **options: Any) -> None:
        content, period = content_of(options["file"]), period_of(options["period"], options["years"])
        name = options["file"]
        if options["dry_run"]:
            found, spent = measured(lambda: registrations_in(content, name, period=period, unit=options["unit"]))
            self.finish(registrations_report(found, **spent), options["report"])
            return
        unit = unit_of(options["unit"], options["facility"]) if options["unit"] else None
        called = _round(period, options["facility"], unit)
        within = Period(period.first, period.last, period.years or tuple(called.years))

        def work() -> dict[str, Any]:
            found = registrations_in(content, name, period=within, unit=unit.name if unit else "")
            if found.is_refused:
                return {"found": found}
            return {"plan": import_registrations(found, round=called, source=name, unit=unit, by=None), "found": found}

        done, spent = measured(work)
        report = planned_report(done["plan"], done["found"], **spent) if "plan" in done else None
        self.finish(report or registrations_report(done["found"], **spent), options["report"])


def _round(period: Period, facility: str, unit: Unit | None) -> Round:
    """Return the round that takes registrations now: the latest one of the plan of the period."""
    plans = plans_of_period(period.first, period.last)
    house = unit.facility if unit else facility_of(facility, plans)
    called = rounds_to_fill(plans.filter(facility=house)).last()
    if called is None:
        text = f"Giai đoạn {period} của {house} chưa có đợt đăng ký nào đang mở."
        raise CommandError(text, returncode=1)
    return called
