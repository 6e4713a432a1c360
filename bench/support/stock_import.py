"""The same list taken in by django-import-export as it comes: a dry run with its differences, then the real one."""

from typing import Any

from import_export import fields, resources
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from emulation.models import Entry, Round, Sheet, Staff, Target, Unit
from support.registration_lists import UNITS, YEARS, name_of

_TITLES = {year: "LDTT" for year in YEARS}


class EntryResource(resources.ModelResource):
    """One line: its sheet by the name of the unit, the person by the name, a title for each year."""

    staff = fields.Field("staff", "staff", ForeignKeyWidget(Staff, "full_name"))
    sheet = fields.Field("sheet", "unit", ForeignKeyWidget(Sheet, "unit__name"))

    class Meta:
        model = Entry
        import_id_fields = ("staff",)
        fields = ("staff", "sheet", "kind", "name", "position")

    def after_save_instance(self, instance: Entry, row: dict[str, Any], **kwargs: Any) -> None:
        for year in YEARS:
            Target.objects.update_or_create(entry=instance, year=year, title=row[str(year)])


def dry_and_real(lines: int) -> None:
    """Take in so many lines the stock way."""
    round = Round.objects.get()
    for unit in Unit.objects.filter(name__startswith="Khoa số"):
        Sheet.objects.create(round=round, unit=unit, facility=unit.facility)
    data = Dataset(headers=["unit", "staff", "kind", "name", "position", *map(str, YEARS)])
    for number in range(lines):
        name = name_of(number)
        data.append([f"Khoa số {number % UNITS}", name, "ca_nhan", name, "Điều dưỡng", *_TITLES.values()])
    for dry in (True, False):
        EntryResource().import_data(data, dry_run=dry, raise_errors=True, use_transactions=True)
