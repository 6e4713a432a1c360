"""Write what a province or a hospital has decided, from the command line; without a value, list what is decided."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.workflow import Refused
from emulation.choices import UnitKind
from emulation.models import Unit, User
from emulation.selectors.setting_values import typed_value
from emulation.selectors.settings import definitions, settings_in_force
from emulation.services.setting import set_setting


class Command(BaseCommand):
    help = "Ghi một thiết lập của tỉnh hoặc đơn vị: set_setting title.least_months 10 --since 2025-01-01 --source “…”."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="tên thiết lập; không ghi thì liệt kê")
        parser.add_argument(
            "value", nargs="?", default="", help="giá trị như gõ trên trang Cài đặt; có/không ghi co/khong"
        )
        parser.add_argument("--since", default="", help="áp dụng từ ngày, dạng 2025-01-01; không ghi là hôm nay")
        parser.add_argument("--source", default="", help="văn bản làm căn cứ")
        parser.add_argument(
            "--by", default="", help="tên đăng nhập của người ghi; không ghi thì quản trị đầu tiên, nếu có"
        )
        parser.add_argument(
            "--facility", metavar="CODE", default="", help="mã bệnh viện hoặc Sở; không ghi thì cơ sở duy nhất"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        facility = _facility(options["facility"])
        if not options["name"]:
            self._list(facility)
            return
        definition = definitions().get(options["name"])
        if definition is None:
            raise CommandError(
                f"Không có thiết lập “{options['name']}”. Gõ set_setting để xem danh sách.", returncode=2
            )
        try:
            value = typed_value(definition, options["value"])
            since = date.fromisoformat(options["since"]) if options["since"] else timezone.localdate()
            set_setting(
                facility, definition.name, value, since=since, source=options["source"], by=_author(options["by"])
            )
        except (ValidationError, Refused, ValueError) as refusal:
            said = getattr(refusal, "messages", None) or getattr(refusal, "reasons", None) or [str(refusal)]
            raise CommandError(" ".join(said)) from refusal
        told = f"{definition.label} ({definition.name}): {definition.text(value)}"
        self.stdout.write(f"{told}, từ {since:%d/%m/%Y}, cho {facility}.")

    def _list(self, facility: Unit) -> None:
        rows = settings_in_force(facility, timezone.localdate())
        for name, definition in definitions().items():
            row = rows.get(name)
            told = f"{definition.text(row.value)} (từ {row.since:%d/%m/%Y})" if row else "chưa đặt"
            self.stdout.write(f"{name}\t{definition.label}\t{told}")


def _facility(code: str) -> Unit:
    found = Unit.objects.filter(kind__in=(UnitKind.FACILITY, UnitKind.DEPARTMENT))
    found = found.filter(code__iexact=code) if code else found.filter(kind=UnitKind.FACILITY)
    units = list(found[:2])
    if len(units) != 1:
        raise CommandError("Không tìm thấy một cơ sở duy nhất; hãy ghi --facility.", returncode=2)
    return units[0]


def _author(username: str) -> User | None:
    """Return who writes; nobody where none is named and there is no administrator yet."""
    users = User.objects.filter(username=username) if username else User.objects.filter(is_superuser=True)
    user = users.order_by("pk").first()
    if user is None and username:
        raise CommandError("Không tìm thấy người ghi; hãy ghi đúng --by TÊN-ĐĂNG-NHẬP.", returncode=2)
    return user
