"""Four hundred people of the demo hospital, with jobs and positions that fit their units."""

from datetime import date
from random import Random
from types import SimpleNamespace

from config.demo.names import full_name
from config.demo.places import UNITS
from emulation.choices import JobType, UnitKind
from emulation.models import Staff, Unit
from emulation.services.people import enter_staff

DIRECTORS = ("Giám đốc", "Phó Giám đốc", "Phó Giám đốc", "Phó Giám đốc")
HEADS = {
    UnitKind.KHOA: ("Trưởng khoa", "Phó Trưởng khoa", "Điều dưỡng trưởng khoa"),
    UnitKind.PHONG: ("Trưởng phòng", "Phó Trưởng phòng"),
}
CLINICAL = ((JobType.DOCTOR, "Bác sĩ", 5), (JobType.NURSE, "Điều dưỡng", 11), (JobType.ORDERLY, "Hộ lý", 2))
JOBS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "AH-SAN": ((JobType.DOCTOR, "Bác sĩ", 5), (JobType.MIDWIFE, "Hộ sinh", 12), (JobType.ORDERLY, "Hộ lý", 2)),
    "AH-DUOC": ((JobType.PHARMACIST, "Dược sĩ", 1),),
    "AH-XN": ((JobType.TECHNICIAN, "Kỹ thuật y", 6), (JobType.DOCTOR, "Bác sĩ", 1)),
    "AH-CDHA": ((JobType.TECHNICIAN, "Kỹ thuật y", 5), (JobType.DOCTOR, "Bác sĩ", 3)),
    "AH-KSNK": ((JobType.NURSE, "Điều dưỡng", 3), (JobType.ORDERLY, "Hộ lý", 2)),
    "AH-DD": ((JobType.NURSE, "Điều dưỡng", 1),),
    "AH-CNTT": ((JobType.ENGINEER, "Kỹ sư công nghệ thông tin", 1),),
    "AH-VTTB": ((JobType.ENGINEER, "Kỹ sư thiết bị y tế", 2), (JobType.OFFICE, "Chuyên viên", 1)),
}
OFFICE_JOBS = ((JobType.OFFICE, "Chuyên viên", 3), (JobType.OFFICE, "Cán sự", 1))
PREFIXES = {
    JobType.DOCTOR: ("BS", "BS CKI", "BS CKII", "ThS. BS"),
    JobType.PHARMACIST: ("DS", "DS CKI"),
    JobType.NURSE: ("ĐD", "CN"),
}
MOSTLY_WOMEN = (JobType.NURSE, JobType.MIDWIFE, JobType.ORDERLY, JobType.OFFICE)
# Two people of one name in one unit: the code and the birth date tell them apart.
NAMESAKES = {("AH-NTH", 9): "Nguyễn Thị Hoa", ("AH-NTH", 14): "Nguyễn Thị Hoa"}
KNOWN = {
    ("AH-BGD", 0): "Lê Quang Vinh",
    ("AH-TCCB", 0): "Nguyễn Thu Hà",
    ("AH-NTH", 0): "Trần Đình Phúc",
    ("AH-NTH", 2): "Hoàng Thị Lan",
    ("AH-NTH", 4): "Đặng Quốc Huy",
    ("AH-NTH", 5): "Phạm Thị Ngọc Ánh",
}


def load_people(places: SimpleNamespace) -> dict[str, list[Staff]]:
    """Enter everybody and return the people by unit code, heads first."""
    random = Random(2021)
    people: dict[str, list[Staff]] = {}
    number = 0
    for code, _, _, _, share in UNITS:
        people[code] = []
        for place in range(share):
            number += 1
            people[code].append(_enter(random, places.units[code], place, number))
    for offset, code in enumerate(("BM-TCHC", "BM-PHCN")):
        people[code] = [_enter(random, places.units[code], place, 900 + 20 * offset + place) for place in range(6)]
    return people


def _enter(random: Random, unit: Unit, place: int, number: int) -> Staff:
    position, job = _job(random, unit, place)
    gender = random.choices("FM", (7, 3) if job in MOSTLY_WOMEN else (4, 6))[0]
    name = NAMESAKES.get((unit.code, place)) or KNOWN.get((unit.code, place))
    if name:
        gender = "F" if " Thị " in name or name.endswith(" Hà") else "M"
    joined = date(random.randint(1996, 2008 if place < 3 else 2021), random.randint(1, 12), 1)
    born = date(joined.year - random.randint(22, 27), random.randint(1, 12), random.randint(1, 28))
    person = Staff(
        code=f"{unit.code[:2]}{number:04}",
        full_name=name or full_name(random, gender),
        prefix=random.choice(PREFIXES.get(job, ("",))),
        gender=gender,
        birth_date=born,
        position=position,
        job_type=job,
        is_manager=place < 2 and unit.kind != UnitKind.BOARD or unit.kind == UnitKind.BOARD,
        is_direct=unit.kind == UnitKind.KHOA,
        is_party=place < 3 or random.random() < 0.35,
        is_youth=joined.year > 2014,
        unit=unit,
        joined_on=joined,
    )
    return enter_staff(person, by=None)


def _job(random: Random, unit: Unit, place: int) -> tuple[str, str]:
    """Return position and job type of the person at a place in a unit, heads first."""
    jobs = JOBS.get(unit.code) or (CLINICAL if unit.kind == UnitKind.KHOA else OFFICE_JOBS)
    if unit.kind == UnitKind.BOARD:
        return DIRECTORS[place], JobType.DOCTOR
    heads = HEADS[UnitKind(unit.kind)]
    if place < len(heads):
        nurse_leads = heads[place].startswith("Điều dưỡng") and unit.code not in JOBS
        return heads[place], JobType.NURSE if nurse_leads else jobs[0][0]
    job, position, _ = random.choices(jobs, [weight for *_, weight in jobs])[0]
    return position, job
