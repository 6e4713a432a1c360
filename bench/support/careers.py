"""Made-up careers of a province's health staff: what is won follows from ratings, ratings from the person.

Every choice comes from one seeded generator, so that the same number of people gives the same rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

YEARS = (2022, 2023, 2024, 2025)
JOBS = ("bac_si", "dieu_duong", "ho_sinh", "duoc_si", "ky_thuat_y", "truong_tram", "y_si", "ho_ly", "hanh_chinh",
        "ky_su", "khac")  # fmt: skip
_JOB_SHARE = (17, 38, 6, 5, 9, 1, 5, 5, 9, 2, 3)
_FIRST, _LAST = date(1985, 7, 1), date(2025, 11, 15)
YEARLY = "thuong_xuyen"


@dataclass
class Career:
    """One person's records as tuples: (year, level), (title, year, occasion), works by (year, kind, level, …)."""

    joined: date | None
    left: date | None
    came_from: str
    job: str
    is_manager: bool
    ratings: dict[int, str] = field(default_factory=dict)
    awards: set[tuple[str, int, str]] = field(default_factory=set)
    works: list[tuple[int, str, str, str, bool | None]] = field(default_factory=list)
    disciplines: list[tuple[date, str, str, date | None]] = field(default_factory=list)
    leaves: dict[tuple[int, str], int] = field(default_factory=dict)
    matters: list[tuple[str, date, date | None]] = field(default_factory=list)

    def has(self, title: str, year: int) -> bool:
        return (title, year, YEARLY) in self.awards

    def had_work(self, year: int) -> bool:
        return any(work[0] == year and work[3] == "cong_nhan" for work in self.works)


def careers(number: int, *, has_history: bool = False, seed: int = 2025) -> Iterator[Career]:
    """Yield so many careers: what is on record of four years, and with a history what was won before."""
    chance = Random(seed)
    for _ in range(number):
        career = _started(chance)
        _work(career, chance, has_history)
        _trouble(career, chance)
        _rate(career, chance)
        if has_history:
            _long_ago(career, chance)
        _reward(career, chance)
        yield career


def _started(chance: Random) -> Career:
    joined: date | None = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
    left = None
    if joined and joined.year < 2025 and chance.random() < 0.03:
        first = max(joined, date(2022, 1, 1))
        left = first + timedelta(days=chance.randrange(1, (date(2025, 12, 15) - first).days))
    if left is None and chance.random() < 0.005:
        joined = None
    came_from = "Trung tâm Y tế huyện cũ" if chance.random() < 0.04 else ""
    return Career(joined, left, came_from, chance.choices(JOBS, _JOB_SHARE)[0], chance.random() < 0.08)


def _work(career: Career, chance: Random, has_history: bool) -> None:
    """About 15 % of the staff write initiatives, some of them every other year."""
    if chance.random() > 0.15:
        return
    eager = chance.choice((0.25, 0.4, 0.8))
    before = [chance.randrange(2015, 2022)] if has_history else []
    for year in (*before, *YEARS):
        if chance.random() > eager or (career.joined and career.joined.year > year):
            continue
        recognition = "cho" if year == 2025 and chance.random() < 0.2 else "cong_nhan"
        recognition = "khong" if chance.random() < 0.04 else recognition
        level = chance.choices(("co_so", "tinh", "bo", "toan_quoc"), (84, 13, 2, 1))[0]
        kind = "de_tai" if chance.random() < 0.2 else "sang_kien"
        career.works.append((year, kind, level, recognition, chance.choices((True, None, False), (70, 22, 8))[0]))


def _trouble(career: Career, chance: Random) -> None:
    """Discipline of 1 %, leave of 5 %, something still looked into of 0.5 % of the staff."""
    if chance.random() < 0.01:
        day = date(2022, 1, 1) + timedelta(days=chance.randrange(365 * 4 - 20))
        form = chance.choices(("khien_trach", "canh_cao", "ha_bac", "cach_chuc"), (60, 28, 8, 4))[0]
        ends = day + timedelta(days=365) if chance.random() < 0.4 else None
        career.disciplines.append((day, form, chance.choice(("cong_vu", "khac", "")), ends))
    if chance.random() < 0.05:
        kind = chance.choices(("thai_san", "om", "hoc", "khong_luong", "khac"), (45, 30, 10, 10, 5))[0]
        days = 120 if kind == "thai_san" else chance.choice((5, 10, 20, 45, 66, 80, 110, 131, 180))
        career.leaves[chance.choice(YEARS), kind] = days
    if chance.random() < 0.005:
        opened = date(2025, 1, 1) + timedelta(days=chance.randrange(360))
        closed = opened + timedelta(days=chance.randrange(10, 120)) if chance.random() < 0.5 else None
        kind = chance.choice(("ky_luat", "dieu_tra", "thanh_tra", "khieu_nai", "bao_chi"))
        career.matters.append((kind, opened, closed))


def _rate(career: Career, chance: Random) -> None:
    """3 % of the years have no rating; few ratings speak against another record of their year."""
    skill = chance.gauss(0, 1)
    for year in YEARS:
        if not _rated_in(career, year) or chance.random() < 0.03:
            continue
        bad = any(one[0].year == year for one in career.disciplines)
        mark = skill + chance.gauss(0, 0.7)
        level = "HTXSNV" if mark > 1.1 else "HTTNV" if mark > -1.2 else "HTNV" if mark > -2.6 else "KHTNV"
        career.ratings[year] = "KHTNV" if bad and chance.random() < 0.8 else level


def _rated_in(career: Career, year: int) -> bool:
    joined, left = career.joined or _FIRST, career.left or date(2100, 1, 1)
    if joined.year > year or left.year < year:
        return False
    is_short = (joined.year == year and joined.month > 6 and not career.came_from) or left < date(year, 7, 1)
    return not is_short


def _long_ago(career: Career, chance: Random) -> None:
    """What was won before the years on record: the higher forms rest on it."""
    start = (career.joined or date(2005, 1, 1)).year
    if start > 2014 or chance.random() > 0.12:
        return
    year = chance.randrange(max(start + 3, 2006), 2020)
    career.awards.add((chance.choice(("BK_TINH", "BK_TINH", "BK_BYT")), year, YEARLY))
    for title, share in (("BK_TTG", 0.25), ("HCLD3", 0.4), ("HCLD2", 0.4), ("HCLD1", 0.3)):
        if chance.random() > share or year >= 2020:
            break
        year = chance.randrange(year, 2021)
        career.awards.add((title, year, YEARLY))
    if chance.random() < 0.1:
        career.awards.add(("TTUT", 2020, chance.choice((YEARLY, "cong_hien"))))
    if chance.random() < 0.4:
        career.awards.add(("KNC_BYT", 2019, YEARLY))


def _reward(career: Career, chance: Random) -> None:
    """Titles of 2022–2024, and of 2025 where the house has decided already (every fifth)."""
    decided = YEARS if chance.random() < 0.2 else YEARS[:-1]
    for year in decided:
        level = career.ratings.get(year, "")
        if level not in ("HTTNV", "HTXSNV") or chance.random() > 0.93:
            continue
        career.awards.add(("LDTT", year, YEARLY))
        if chance.random() < 0.15:
            career.awards.add(("GK_DV" if chance.random() < 0.8 else "GK_SYT", year, YEARLY))
        if (level == "HTXSNV" or career.had_work(year)) and chance.random() < 0.75:
            career.awards.add(("CSTDCS", year, YEARLY))
        _higher(career, chance, year)


def _higher(career: Career, chance: Random, year: int) -> None:
    runs = [career.has("CSTDCS", year - back) for back in range(3)]
    if all(runs[:2]) and chance.random() < 0.3:
        career.awards.add((chance.choice(("BK_TINH", "BK_TINH", "BK_BYT")), year, YEARLY))
    if (all(runs) or (all(runs[:2]) and year == 2023)) and chance.random() < 0.4:
        career.awards.add(("CSTDT", year, YEARLY))
    if chance.random() < 0.01:
        career.awards.add(("BK_TINH", year, chance.choice(("dot_xuat", "chuyen_de"))))
