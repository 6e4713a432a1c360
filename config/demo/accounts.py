"""One account for every part that people play; the password is printed, for this is a demo."""

from datetime import date
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from core.text import fold
from emulation.choices import Role, UnitKind
from emulation.models import Staff, Unit, User
from emulation.services.people import grant_role

PASSWORD = "Thi-dua-2026"
SINCE = date(2021, 1, 1)
# username, unit code, place in the unit, roles over the hospital
HOSPITAL: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("giamdoc", "AH-BGD", 0, (Role.LEADER, Role.COUNCIL)),
    ("phogiamdoc", "AH-BGD", 1, (Role.LEADER, Role.COUNCIL)),
    ("tccb", "AH-TCCB", 0, (Role.OFFICE, Role.COUNCIL)),
    ("tccb2", "AH-TCCB", 1, (Role.OFFICE,)),
    ("uyvien1", "AH-KHTH", 0, (Role.COUNCIL,)),
    ("uyvien2", "AH-DD", 0, (Role.COUNCIL,)),
    ("uyvien3", "AH-NGTH", 1, (Role.COUNCIL,)),
    ("uyvien4", "AH-HSTC", 1, (Role.COUNCIL,)),
    ("uyvien5", "AH-SAN", 1, (Role.COUNCIL,)),
    ("uyvien6", "AH-DUOC", 1, (Role.COUNCIL,)),
    ("taichinh", "AH-TCKT", 0, (Role.FINANCE,)),
    ("dang", "AH-BGD", 2, (Role.PARTY,)),
    ("trangtin", "AH-CTXH", 0, (Role.EDITOR,)),
    ("quantri", "AH-CNTT", 0, (Role.ADMIN,)),
    ("nhanvien", "AH-NTH", 9, (Role.STAFF,)),
)
# Heads who are known by another account already sign with that one.
_HEADS_ELSEWHERE = {
    "AH-TCCB": "tccb",
    "AH-KHTH": "uyvien1",
    "AH-DD": "uyvien2",
    "AH-TCKT": "taichinh",
    "AH-CTXH": "trangtin",
    "AH-CNTT": "quantri",
}


def load_accounts(places: SimpleNamespace, people: dict[str, list[Staff]]) -> dict[str, User]:
    """Make the accounts and return them by user name."""
    secret = make_password(PASSWORD)
    users = {name: _account(name, secret, people[code][place]) for name, code, place, _ in HOSPITAL}
    for name, _, _, roles in HOSPITAL:
        for role in roles:
            grant_role(users[name], role, unit=places.hospital, since=SINCE, by=None)
    _heads(places, people, users, secret)
    users["nhap.noitonghop"] = _account("nhap.noitonghop", secret, people["AH-NTH"][3])
    grant_role(users["nhap.noitonghop"], Role.CLERK, unit=places.units["AH-NTH"], since=SINCE, by=None)
    users["soyte"] = _account("soyte", secret, None, "Hồ Thị Minh Tâm")
    grant_role(users["soyte"], Role.DEPARTMENT, unit=places.department, since=SINCE, by=None)
    for name, role, code in (("tchc.binhminh", Role.OFFICE, "BM-TCHC"), ("giamdoc.binhminh", Role.LEADER, "BM-PHCN")):
        users[name] = _account(name, secret, people[code][0])
        grant_role(users[name], role, unit=places.neighbour, since=SINCE, by=None)
    return users


def head_name(unit: Unit) -> str:
    """Return the user name of a unit's head: truong.noitonghop."""
    bare = unit.name.split(" ", 1)[1] if unit.kind in (UnitKind.KHOA, UnitKind.PHONG) else unit.name
    return "truong." + "".join(sign for sign in fold(bare) if sign.isalnum())


def _heads(places: SimpleNamespace, people: dict[str, list[Staff]], users: dict[str, User], secret: str) -> None:
    for code, unit in places.units.items():
        if unit.kind not in (UnitKind.KHOA, UnitKind.PHONG) or unit.facility_id != places.hospital.pk:
            continue
        name = _HEADS_ELSEWHERE.get(code) or head_name(unit)
        if name not in users:
            users[name] = _account(name, secret, people[code][0])
        grant_role(users[name], Role.HEAD, unit=unit, since=SINCE, by=None)
    for name, code, role, staff in (
        ("congdoan", "AH-CD", Role.UNION, people["AH-HCQT"][0]),
        ("doanthanhnien", "AH-DTN", Role.YOUTH, people["AH-CC"][4]),
    ):
        users[name] = users.get(name) or _account(name, secret, staff)
        for part in (role, Role.HEAD):
            grant_role(users[name], part, unit=places.units[code], since=SINCE, by=None)


def _account(name: str, secret: str, staff: Staff | None, full_name: str = "") -> User:
    if staff is not None and hasattr(staff, "user"):
        return staff.user
    return User.objects.create(username=name, password=secret, staff=staff, full_name=full_name or str(staff))
