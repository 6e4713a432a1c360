"""Local settings: a province or a hospital decides, from a day on, with a document."""

from datetime import date
from typing import Any

from django.db import transaction

from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.models import LocalSetting, Unit, User
from emulation.selectors.settings import definitions


@transaction.atomic
def set_setting(
    facility: Unit, name: str, value: Any, *, since: date, source: str, by: User | None, until: date | None = None
) -> LocalSetting:
    """Write what a facility has decided from a day on; earlier values stay in the book.

    A value of the same day is corrected, and the audit line keeps what stood there before.
    ``value`` has been checked against the rules file by the form.
    """
    if name not in definitions():
        raise Refused([f"Không có thiết lập “{name}”."])
    if not clean(source):
        raise Refused(["Cần ghi văn bản làm căn cứ, ví dụ “Quy chế Hội đồng số 12/QC-HĐTĐKT”."])
    if until and until < since:
        raise Refused([f"Ngày hết hiệu lực phải từ {since:%d/%m/%Y} trở đi."])
    before = LocalSetting.objects.select_for_update().filter(facility=facility, name=name, since=since).first()
    row = before or LocalSetting(facility=facility, name=name, since=since)
    old = definitions()[name].text(row.value) if before else ""
    row.value, row.source, row.until, row.by = value, clean(source)[:300], until, by
    row.save()
    new = definitions()[name].text(value)
    note = f"{definitions()[name].label}, từ {since:%d/%m/%Y}, căn cứ: {row.source}"
    record(facility, "set_setting", by=by, before=old, after=new, note=note)
    return row
