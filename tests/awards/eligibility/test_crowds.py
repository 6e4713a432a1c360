"""Crowds before one panel: what it remembers of others changes nothing, also when it has to forget."""

from datetime import date
from random import Random

import pytest

from awards.criteria import titles
from awards.criteria.facts import YEARLY
from awards.criteria.findings import Result
from awards.criteria.packed import Packed, unpack
from awards.criteria.panel import Panel
from awards.criteria.titles import judge_title
from core.rulebook import Rule
from tests.law.dossiers import PERSON

pytestmark = pytest.mark.once
DAY = date(2025, 12, 20)
MATTERS = (
    "2025-02-01:khieu_nai:",
    "2024-02-01:khieu_nai:2024-05-01",
    "2023-02-01:bao_chi:2023-03-01,2025-05-05:ky_luat:",
)
# Terms that are over, that ended within the year, that run on.
PUNISHED = (
    "2023-05-05:canh_cao:cong_vu:",
    "2024-07-05:khien_trach:khac:",
    "2024-12-31:khien_trach:khac:",
    "2025-06-01:khien_trach::",
    "2022-01-10:ha_bac:cong_vu:2026-02-01",
)
STANDARDS = {"title.standard.GK_DV": "LDTT", "title.standard.GK_SYT": "CSTDCS", "facility.hard_area": True}
DECIDED = {"title.least_months": 10, "title.include_current.CSTDT": False, "title.after_prerequisite.BK_TTG": True}


def crowd(number: int, seed: int, year: int = 2025) -> list[Packed]:
    """Return people who are much alike: few ratings, awards, works and troubles tell them apart."""
    chance = Random(seed)
    return [_one(chance, year) for _ in range(number)]


def _one(chance: Random, year: int) -> Packed:
    joined = date(chance.choice((1987, 1995, 2004, 2010, 2012, 2019, 2021, 2024, 2025)), chance.choice((1, 6, 12)), 1)
    is_troubled = chance.random() < 0.2
    return Packed(
        joined=None if chance.random() < 0.03 else joined,
        left=chance.choice((date(2024, 3, 1), date(2025, 5, 5), date(2026, 1, 1))) if chance.random() < 0.05 else None,
        came_from=chance.random() < 0.2,
        job=chance.choice(("bac_si", "dieu_duong", "khac", "ho_ly")),
        is_manager=chance.random() < 0.2,
        ratings=_texts(chance, range(2022, year + 1), ("HTTNV", "HTTNV", "HTXSNV", "HTXSNV", "HTNV", "")),
        awards=_awards(chance),
        works=_works(chance) if chance.random() < 0.4 else "",
        disciplines=chance.choice(PUNISHED) if is_troubled and chance.random() < 0.3 else "",
        leaves=_leave(chance) if is_troubled else "",
        matters=chance.choice(MATTERS) if is_troubled and chance.random() < 0.3 else "",
    )


def _texts(chance: Random, years: range, words: tuple[str, ...]) -> str:
    return ",".join(f"{year}:{word}" for year in years if (word := chance.choice(words)))


def _awards(chance: Random) -> str:
    found = [f"{year}:CSTDCS:{YEARLY}" for year in range(2021, 2026) if chance.random() < 0.5]
    found += [f"{year}:LDTT:{YEARLY}" for year in range(2015, 2026) if chance.random() < 0.7]
    for title in ("BK_TINH", "BK_BYT", "BK_TTG", "CSTDT", "HCLD3", "TTUT", "KNC_BYT", "GK_DV", "GK_SYT"):
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


@pytest.mark.parametrize("year, on", [(2025, DAY), (2023, date(2023, 12, 31)), (2026, date(2026, 10, 1))])
@pytest.mark.parametrize(
    "local", [{}, DECIDED, STANDARDS], ids=["nothing decided", "a house that decided", "standards"]
)
def test_everybody_of_a_crowd_is_judged_as_if_alone(year, on, local):
    assert_alike(crowd(200, seed=1, year=year), PERSON, year=year, on=on, local=local)


@pytest.mark.parametrize("title", ["BK_TTG", "HCLD3"])
@pytest.mark.parametrize("on", [date(2026, 10, 1), date(2026, 12, 20)])
def test_a_title_of_the_year_that_is_open_for_one_is_open_for_the_next(title, on):
    won = "2016:BK_TTG:thuong_xuyen,2020:BK_TINH:thuong_xuyen,2024:CSTDCS:thuong_xuyen,2025:CSTDCS:thuong_xuyen"
    people = [one._replace(awards=",".join(filter(None, (one.awards, won)))) for one in crowd(300, seed=6, year=2026)]
    local = {f"title.include_current.{title}": True}
    assert_alike(people, ["CSTDCS", title], year=2026, on=on, local=local)


def test_who_is_said_to_have_left_before_coming_was_never_here():
    people = [Packed(joined=date(2025, 1, 1), left=date(2024, 3, 1), ratings="2024:HTXSNV,2025:HTXSNV")]
    assert_alike(people, PERSON)


@pytest.mark.parametrize("patience", [1, 8])
def test_a_panel_that_forgets_says_the_same(monkeypatch, patience):
    monkeypatch.setattr("awards.criteria.memory.MOST", 3)
    monkeypatch.setattr("awards.criteria.memory.PATIENCE", patience)
    panel = Panel(PERSON, year=2025, on=DAY, local={})
    for one in crowd(200, seed=2):
        facts = unpack(one)
        alone = {title: judge_title(facts, title, year=2025, on=DAY, local={}) for title in PERSON}
        assert panel.judge(one) == alone
    for memory in (panel.alike, panel.rests, panel.pieces, panel.known, panel.same, panel.works):
        assert len(memory) <= memory.most
    assert all(chamber.memo.held <= chamber.memo.most for chamber in panel.chambers)


def test_a_standard_that_is_another_title_shows_what_each_person_came_to():
    local = {"title.standard.GK_DV": "LDTT", "title.standard.GK_SYT": "CSTDCS"}
    people = [
        Packed(joined=date(2004, 6, 1), ratings=f"2025:{level}") for level in ("HTTNV", "HTXSNV", "HTNV", "KHTNV")
    ]
    assert_alike(people, ["GK_DV", "GK_SYT"], local=local)


def test_half_a_year_may_fill_a_year_of_work_where_years_count_twice():
    people = [Packed(joined=date(2018, 6, day), job="bac_si", ratings="2025:HTXSNV") for day in (10, 25)]
    early, late = assert_alike(people, ["TTUT"], local={"facility.hard_area": True})
    assert (early["TTUT"].result, late["TTUT"].result) == (Result.NEEDS_PERSON, Result.NOT_ELIGIBLE)
    assert [leaf.text for leaf in late["TTUT"].finding.leaves() if leaf.criterion == "service"] == [
        "Công tác 7 năm (từ 25/06/2018, nhân hệ số 2), cần 15 năm."
    ]


@pytest.mark.parametrize("is_hard", [False, True])
def test_who_has_left_is_told_the_own_years_of_work(is_hard):
    chance = Random(5)
    days = [
        date(chance.choice((2002, 2009, 2010)), chance.randrange(1, 13), chance.randrange(1, 29)) for _ in range(40)
    ]
    left = [None, *(date(chance.choice((2024, 2025, 2026)), chance.choice((1, 6, 12)), day) for day in (1, 15, 20, 28))]
    people = [
        Packed(joined=joined, left=until, came_from=bool(joined.day % 2), job="bac_si", is_manager=until is None)
        for joined in days
        for until in left
    ]
    assert_alike([Packed(is_manager=True), Packed(), *people], ["TTUT", "TTND"], local={"facility.hard_area": is_hard})


def test_awards_that_only_titles_on_work_look_for_tell_people_apart():
    doctor = Packed(joined=date(2000, 6, 1), job="bac_si", ratings="2025:HTXSNV")
    awards = "2020:HCLD3:thuong_xuyen", "", "2019:BK_TTG:thuong_xuyen", "2020:TTUT:cong_hien"
    assert_alike([doctor._replace(awards=text) for text in awards], ["TTUT"])


def test_why_years_do_not_count_is_told_to_each_by_the_own_reason():
    same = {"joined": date(1995, 6, 1), "ratings": "2022:HTXSNV,2023:HTXSNV,2024:HTXSNV,2025:HTXSNV"}
    commended = Packed(awards="2025:BK_BYT:thuong_xuyen", **same)
    punished = Packed(disciplines="2025-05-05:canh_cao:khac:", **same)
    assert_alike([commended, punished, commended], ["BK_TINH", "BK_TTG", "HCLD3"])
    assert_alike([punished, commended, punished], ["BK_TINH", "BK_TTG", "HCLD3"])


def test_who_was_here_before_fifteen_rated_years_was_not_elsewhere():
    ratings = ",".join(f"{year}:HTXSNV" for year in range(2011, 2026))
    people = [Packed(joined=date(year, 6, 1), came_from=True, ratings=ratings) for year in (2000, 2005, 2010)]
    assert_alike(people, PERSON)


@pytest.mark.parametrize("joined", [date(2014, 3, 1), date(2024, 3, 1)])
def test_a_year_without_any_record_asks_for_no_setting(joined):
    blank = Packed(joined=joined, ratings="2024:HTXSNV,2025:HTXSNV", matters="2026-09-01:khieu_nai:")
    assert_alike([blank, blank._replace(matters="")], PERSON, year=2026, on=date(2026, 10, 1))


def test_conditions_may_ask_about_work_anywhere(monkeypatch):
    real, day = titles.conditions_of, DAY
    work = {"any": [{"for_jobs": {"jobs": ["bac_si"]}}, {"service": {"direct": 15, "managers": 20}}]}
    monkeypatch.setattr(
        titles,
        "conditions_of",
        lambda title, *how: Rule("LDTT", work, day, "") if title == "LDTT" else real(title, *how),
    )
    people = [
        Packed(joined=date(year, 6, 1), job=job, ratings="2025:HTXSNV")
        for year in (1990, 2015)
        for job in ("bac_si", "khac")
    ]
    assert_alike(people, ["LDTT", "CSTDCS", "CSTDT"])


def assert_alike(people, codes, *, year=2025, on=DAY, local=None):
    """Judge people one after the other by one panel, assert that each is judged as if alone, and return it."""
    local = local or {}
    panel = Panel(codes, year=year, on=on, local=local)
    judged = [panel.judge(one) for one in people]
    for one, found in zip(people, judged, strict=True):
        assert found == {code: judge_title(unpack(one), code, year=year, on=on, local=local) for code in codes}
    return judged
