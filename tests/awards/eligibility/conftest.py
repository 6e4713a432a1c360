"""A small hospital with a history: who is good enough, who is not, who cannot be judged yet."""

from dataclasses import dataclass
from datetime import date

import pytest

from emulation.models import Staff
from tests.factories import person
from tests.factories.records import award, rating, recognised


@dataclass
class People:
    """Excellent and decorated, good, without a rating, recruited in April."""

    star: Staff
    good: Staff
    unknown: Staff
    recruit: Staff


@pytest.fixture
def people(tree):
    star = person("Đinh Thị Mơ", tree.noi, joined_on=date(2010, 2, 1))
    good = person("Phùng Quốc Ân", tree.noi, joined_on=date(2012, 2, 1))
    unknown = person("Ngô Thị Yên", tree.noi, joined_on=date(2012, 2, 1))
    recruit = person("Lương Khánh Duy", tree.ngoai, joined_on=date(2025, 4, 1))
    for year in (2022, 2023, 2024, 2025):
        rating(star, year, "HTXSNV")
        rating(good, year, "HTTNV")
    rating(recruit, 2025, "HTTNV")
    for year in (2022, 2023, 2024):
        award(star, "LDTT", year)
        award(star, "CSTDCS", year)
    recognised(star, day=date(2024, 11, 18), level="tinh")
    return People(star, good, unknown, recruit)
