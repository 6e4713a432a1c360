"""The lines of staff lists about which somebody was asked before, and who was meant by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from core.sheets.normalise import name_sign
from core.text import fold
from emulation.builders.matching import House
from emulation.builders.staff_row import StaffRow
from emulation.choices import BirthPrecision
from emulation.models import Staff, StaffAlias, Unit


@dataclass
class StaffAnswers:
    """The answers of a house by the sign of the line; each holds as long as nothing that is known speaks against it."""

    house: House
    by_sign: Mapping[str, int]

    def of(self, row: StaffRow, unit: Unit) -> Staff | None:
        """Return who was meant when a line like this was asked about.

        A code that somebody else has meanwhile, and without a code another unit, let the line be asked about anew.
        """
        if not self.by_sign:
            return None
        staff = self.house.by_pk.get(self.by_sign.get(sign_of(row, unit), 0))
        if staff is None:
            return None
        is_free = self.house.by_code.get(row.code.lower(), staff) is staff if row.code else staff.unit_id == unit.pk
        return staff if is_free else None


def answers_of(house: House) -> StaffAnswers:
    """Return what was answered in a house: one query for any size."""
    found = StaffAlias.objects.filter(facility=house.facility)
    return StaffAnswers(house, dict(found.values_list("sign", "staff_id")))


def sign_of(row: StaffRow, unit: Unit) -> str:
    """Return what stands for a line by what tells people apart: name and code, else name, unit and birth date.

    Where neither code nor day of birth is told, another position may be another person.
    """
    name = name_sign(row.name)
    if row.code:
        parts = [name, row.code.lower()]
    else:
        day = f"{row.dob.on:%Y%m%d} {row.dob.precision}" if row.dob else ""
        is_sure = row.dob is not None and row.dob.precision == BirthPrecision.DAY
        parts = [name, "", str(unit.pk), day, "" if is_sure else fold(row.position)]
    return sha256("|".join(parts).encode()).hexdigest()
