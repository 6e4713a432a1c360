"""Units, people and accounts for tests, made by the services that the product uses."""

from datetime import date
from itertools import count
from types import SimpleNamespace

from emulation.choices import UnitKind
from emulation.models import Staff, Unit, User
from emulation.services.people import enter_staff, grant_role, place_unit

_numbers = count(1)
PASSWORD = "Thi-dua-2026!"


def unit(name: str, kind: str, parent: Unit | None, **more) -> Unit:
    more.setdefault("must_register", kind in (UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.MASS))
    code = more.pop("code", f"DV{next(_numbers):04}")
    return place_unit(Unit(code=code, name=name, kind=kind, parent=parent, **more), by=None)


def facility_tree(name: str = "Bệnh viện An Hòa", department: Unit | None = None) -> SimpleNamespace:
    """Return a Department with one facility of three khoa, two phòng and a mass organisation."""
    department = department or unit("Sở Y tế", UnitKind.DEPARTMENT, None)
    hospital = unit(
        name,
        UnitKind.FACILITY,
        department,
        header_name=name.upper(),
        place="An Hòa",
        short_name=name.replace("Bệnh viện", "BV"),
    )
    return SimpleNamespace(
        department=department,
        hospital=hospital,
        board=unit("Ban Giám đốc", UnitKind.BOARD, hospital),
        noi=unit("Khoa Nội tổng hợp", UnitKind.KHOA, hospital),
        ngoai=unit("Khoa Ngoại", UnitKind.KHOA, hospital),
        nhi=unit("Khoa Nhi", UnitKind.KHOA, hospital),
        tccb=unit("Phòng Tổ chức cán bộ", UnitKind.PHONG, hospital),
        tckt=unit("Phòng Tài chính – Kế toán", UnitKind.PHONG, hospital),
        union=unit("Công đoàn cơ sở", UnitKind.MASS, hospital),
    )


def person(full_name: str, unit: Unit, **more) -> Staff:
    more.setdefault("code", f"NV{next(_numbers):04}")
    more.setdefault("joined_on", date(2015, 1, 1))
    return enter_staff(Staff(full_name=full_name, unit=unit, **more), by=None)


def user_with(username: str, full_name: str, *grants: tuple[str, Unit], staff: Staff | None = None) -> User:
    user = User.objects.create_user(username, password=PASSWORD, full_name=full_name, staff=staff)
    for role, over in grants:
        grant_role(user, role, unit=over, since=date(2020, 1, 1), by=None)
    return user
