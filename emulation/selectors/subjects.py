"""Who and what may stand on a unit's sheet."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from emulation.choices import SubjectKind, UnitKind
from emulation.models import Posting, Sheet, Staff, Unit
from emulation.selectors.people import matching

WHOLE_HOUSE = (UnitKind.MASS, UnitKind.PARTY)


@dataclass(frozen=True)
class Option:
    """One line of the picker; ``value`` is "staff:12", "unit:3" or "model:<name>"."""

    value: str
    label: str
    note: str = ""
    why: str = ""


def persons_for(sheet: Sheet) -> QuerySet[Staff]:
    """Return the people who may stand on a sheet.

    Those of the unit and of the tổ under it, now or in an earlier posting; for a mass or Party
    organisation everybody in the house.
    """
    today = timezone.localdate()
    people = Staff.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today), facility=sheet.facility_id)
    if sheet.unit.kind not in WHOLE_HOUSE:
        once = Posting.objects.filter(Q(unit=sheet.unit_id) | Q(unit__parent=sheet.unit_id), staff=OuterRef("pk"))
        people = people.filter(Q(unit=sheet.unit_id) | Q(unit__parent=sheet.unit_id) | Exists(once))
    return people.select_related("unit")


def units_for(sheet: Sheet) -> QuerySet[Unit]:
    """Return the collectives that may stand on a sheet: the unit, what lies under it, and the mass
    organisations of the house that hand in no sheet of their own.
    """
    own = Q(pk=sheet.unit_id) | Q(parent=sheet.unit_id)
    mass = Q(kind=UnitKind.MASS, must_register=False, facility=sheet.facility_id)
    return Unit.objects.filter(own | mass, is_active=True)


def person_refusal(sheet: Sheet, staff: Staff) -> str:
    """Say why a person may not be added, "" when he or she may."""
    if sheet.entries.filter(staff=staff).exists():
        return f"{staff.full_name} đã có trong bản này."
    if not persons_for(sheet).filter(pk=staff.pk).exists():
        return f"{staff.full_name} không thuộc {sheet.unit.label}."
    return ""


def unit_refusal(sheet: Sheet, unit: Unit) -> str:
    """Say why a collective may not be added, "" when it may."""
    if sheet.entries.filter(subject_unit=unit, kind=SubjectKind.COLLECTIVE).exists():
        return f"{unit.name} đã có trong bản này."
    if not units_for(sheet).filter(pk=unit.pk).exists():
        return f"{unit.name} không thuộc {sheet.unit.label}."
    return ""


def options_for(sheet: Sheet, query: str, limit: int = 8) -> list[Option]:
    """Return what a typed name may mean on this sheet: people, collectives, or a new model."""
    taken = set(sheet.entries.values_list("staff_id", "subject_unit_id"))
    staff_taken, units_taken = {pair[0] for pair in taken}, {pair[1] for pair in taken}
    found = [_unit_option(unit, unit.pk in units_taken) for unit in matching(units_for(sheet), query)[:3]]
    found += [_person_option(one, one.pk in staff_taken) for one in matching(persons_for(sheet), query)[:limit]]
    if query.strip():
        nobody = f"Không có ai tên như vậy ở {sheet.unit.label}; chọn dòng này chỉ khi ghi một mô hình"
        note = "Mô hình, cách làm hay" if found else nobody
        found.append(Option(f"model:{query.strip()}", f"Thêm mô hình “{query.strip()}”", note))
    return found


def _person_option(staff: Staff, taken: bool) -> Option:
    born = f" · sinh {staff.birth_date:%Y}" if staff.birth_date else ""
    note = f"{staff.position or staff.get_job_type_display()} · {staff.code}{born} · {staff.unit.label}"
    return Option(f"staff:{staff.pk}", staff.full_name, note, "Đã có trong bản này" if taken else "")


def _unit_option(unit: Unit, taken: bool) -> Option:
    return Option(f"unit:{unit.pk}", unit.name, "Tập thể", "Đã có trong bản này" if taken else "")
