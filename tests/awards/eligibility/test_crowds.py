"""Crowds before one panel: what it remembers of others changes nothing, also when it has to forget."""

from datetime import date
from random import Random

import pytest

from awards.criteria.facts import YEARLY
from awards.criteria.packed import Packed, unpack
from awards.criteria.panel import Panel
from awards.criteria.titles import judge_title
from tests.law.dossiers import PERSON

pytestmark = pytest.mark.once
DAY = date(2025, 12, 20)
DECIDED = {"title.least_months": 10, "title.include_current.CSTDT": False, "title.after_prerequisite.BK_TTG": True}


def crowd(number: int, seed: int) -> list[Packed]:
    """Return people who are much alike: few ratings, awards, works and troubles tell them apart."""
    chance = Random(seed)
    return [_one(chance) for _ in range(number)]


def _one(chance: Random) -> Packed:
    joined = date(chance.choice((1987, 1995, 2004, 2010, 2012, 2019, 2021, 2024, 2025)), chance.choice((1, 6, 12)), 1)
    is_troubled = chance.random() < 0.2
    return Packed(
        joined=None if chance.random() < 0.03 else joined,
        left=chance.choice((date(2024, 3, 1), date(2025, 5, 5), date(2026, 1, 1))) if chance.random() < 0.05 else None,
        came_from=chance.random() < 0.2,
        job=chance.choice(("bac_si", "dieu_duong", "khac", "ho_ly")),
        is_manager=chance.random() < 0.2,
        ratings=_texts(chance, range(2022, 2026), ("HTTNV", "HTTNV", "HTXSNV", "HTXSNV", "HTNV", "")),
        awards=_awards(chance),
        works=_works(chance) if chance.random() < 0.4 else "",
        disciplines="2023-05-05:canh_cao:cong_vu:" if is_troubled and chance.random() < 0.3 else "",
        leaves=_leave(chance) if is_troubled else "",
        matters="2025-02-01:khieu_nai:" if is_troubled and chance.random() < 0.2 else "",
    )


def _texts(chance: Random, years: range, words: tuple[str, ...]) -> str:
    return ",".join(f"{year}:{word}" for year in years if (word := chance.choice(words)))


def _awards(chance: Random) -> str:
    found = [f"{year}:CSTDCS:{YEARLY}" for year in range(2021, 2026) if chance.random() < 0.5]
    found += [f"{year}:LDTT:{YEARLY}" for year in range(2015, 2026) if chance.random() < 0.7]
    for title in ("BK_TINH", "BK_BYT", "BK_TTG", "CSTDT", "HCLD3", "TTUT", "KNC_BYT"):
        if chance.random() < 0.15:
            year = chance.choice((2008, 2016, 2020, 2023, 2025))
            found.append(f"{year}:{title}:{chance.choice((YEARLY, YEARLY, 'cong_hien', 'dot_xuat'))}")
    return ",".join(sorted(found))


def _works(chance: Random) -> str:
    found = []
    for year in (2018, 2022, 2024, 2025):
        kind, level = chance.choice(("sang_kien", "de_tai")), chance.choice(("co_so", "tinh", "bo", "toan_quoc"))
        use = chance.choice(("1", "0", ""))
        found.append(f"{year}:{level}:{kind}:{chance.choice(('cong_nhan', 'cong_nhan', 'cho', 'khong'))}:{use}")
    return ",".join(chance.sample(found, chance.randrange(1, 4)))


def _leave(chance: Random) -> str:
    kind = chance.choice(("om", "thai_san", "hoc"))
    return f"{chance.choice((2022, 2025))}:{kind}:{chance.choice((10, 66, 140))}"


@pytest.mark.parametrize("local", [{}, DECIDED], ids=["nothing decided", "a house that decided"])
def test_everybody_of_a_crowd_is_judged_as_if_alone(local):
    panel = Panel(PERSON, year=2025, on=DAY, local=local)
    for one in crowd(500, seed=1):
        assert panel.judge(one) == _alone(one, local)


def test_a_panel_that_forgets_says_the_same(monkeypatch):
    for module in ("answers", "hearing", "parts", "panel"):
        monkeypatch.setattr(f"awards.criteria.{module}.MOST", 3)
    panel = Panel(PERSON, year=2025, on=DAY, local={})
    for one in crowd(200, seed=2):
        assert panel.judge(one) == _alone(one, {})
    assert len(panel.alike) <= 6 and len(panel.pieces) <= 3


def _alone(one, local):
    facts = unpack(one)
    return {title: judge_title(facts, title, year=2025, on=DAY, local=local) for title in PERSON}
