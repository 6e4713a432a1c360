"""What was answered about the lines of a staff list: kept with the list, taken out again by whoever keeps the files."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from core.text import clean
from core.workflow import Refused
from emulation.audit import label, record, record_each
from emulation.builders.import_plan import NEW
from emulation.builders.staff_answers import sign_of
from emulation.builders.staff_plan import StaffLine, StaffPlan
from emulation.builders.staff_words import alias_words
from emulation.models import StaffAlias, User
from emulation.services.ledger import Ledger

_ANSWER = ("staff", "source", "on", "by")


def remember_answers(rows: Ledger, plan: StaffPlan, *, source: str, by: User) -> int:
    """Keep the answers that were taken in, and return how many.

    Two lines with the same sign leave open who is meant by it. Of somebody new with a code nothing has to be kept:
    the code tells who it is.
    """
    signs = Counter(sign_of(line.row, line.unit) for line in plan.lines if line.unit)
    asked = {sign_of(line.row, line.unit): line for line in plan.answered if line.unit and _is_kept(line)}
    lines = {sign: line for sign, line in asked.items() if signs[sign] == 1}
    known = StaffAlias.objects.filter(facility=plan.house.facility, sign__in=lines).select_related("unit")
    stored = {alias.sign: alias for alias in known}
    told = {sign: stored.get(sign) or _alias(line, sign) for sign, line in lines.items()}
    for sign, alias in told.items():
        person = lines[sign].person
        assert person is not None
        alias.staff, alias.source, alias.on, alias.by = person, source[:200], timezone.localdate(), by
    rows.create(StaffAlias, [alias for sign, alias in told.items() if sign not in stored], by=by)
    rows.update(StaffAlias, list(stored.values()), _ANSWER, by=by)
    notes = {label(alias.staff): f"Từ tệp {source}: {alias_words(alias)}" for alias in told.values()}
    record_each(notes, "remember_alias", by=by)
    return len(told)


@transaction.atomic
def forget_alias(alias: StaffAlias, *, reason: str, by: User) -> None:
    """Take an answer out: the next list that names the person so is asked about again."""
    if not clean(reason):
        raise Refused(["Hãy ghi lý do."])
    record(alias.staff, "forget_alias", by=by, note=f"{alias_words(alias)}. {clean(reason)}")
    alias.delete()


def _is_kept(line: StaffLine) -> bool:
    return not (line.outcome == NEW and line.row.code)


def _alias(line: StaffLine, sign: str) -> StaffAlias:
    row, unit = line.row, line.unit
    assert unit is not None
    alias = StaffAlias(full_name=row.name, code=row.code, unit=unit, facility_id=unit.facility_id, sign=sign)
    if row.dob:
        alias.birth_date, alias.birth_precision = row.dob.on, row.dob.precision
    alias.position = clean(row.position)
    return alias
