"""The rules against the words of the law: what they quote stands where they say, what they cite exists."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from awards.criteria import titles as _engine  # noqa: F401  (its import fills the registry of criteria)
from awards.criteria.conditions import KINDS, conditions_of, criterion, operator_of
from core import rulebook
from emulation.choices import titles
from tests.law.reading import is_given, places_in, plain, text_of

pytestmark = pytest.mark.once
CERTAINTIES = {"read", "read_second_hand", "recall", "unconfirmed"}
SLUGS = rulebook.names("awards.titles")
GENERAL = rulebook.names("awards.general")
FORMS = ("GK_DV", "GK_SYT", "BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")
# What the catalogue of titles calls for, by the kinds of subject that each is for.
CATALOGUE = {
    "ca_nhan": ("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", *FORMS, "TTUT", "TTND", "KNC_BYT"),
    "tap_the": ("TTLDTT", "TTLDXS", "CO_TINH", "CO_CP", *FORMS),
}
DAYS = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 20), date(2026, 10, 1))


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk a tree of conditions, also what a window of years has to hold."""
    yield node
    spec = node[operator_of(node)]
    parts = spec if operator_of(node) in ("all", "any") else spec.get("inside", ()) if isinstance(spec, dict) else ()
    for part in parts:
        yield from walk(part)


def trees() -> list[tuple[str, str, date, dict[str, Any]]]:
    found = []
    for slug in SLUGS:
        for kind in KINDS.values():
            dated = rulebook.fact(f"awards.titles.{slug}").get(kind, {})
            found += [(slug, kind, since, tree) for since, tree in sorted(dated.items())]
    return found


TREES = trees()
NODES = [(f"{slug}.{kind}@{since}", node) for slug, kind, since, tree in TREES for node in walk(tree)]


def cited() -> list[tuple[str, str]]:
    """Return every citation of the rules of awards with where it was found."""
    found = [(where, node["article"]) for where, node in NODES if "article" in node]
    for slug in SLUGS:
        title = rulebook.fact(f"awards.titles.{slug}")
        found += [(f"{slug}.source@{since}", text) for since, text in title["source"].items()]
        found += [(f"{slug}.drafts.{name}", row["source"]) for name, row in title.get("drafts", {}).items()]
        for part in ("bonus", "authority", "share_of", "rounds"):
            found += [(f"{slug}.{part}@{since}", row["article"]) for since, row in title.get(part, {}).items()]
    for name in GENERAL:
        rows = rulebook.fact(f"awards.general.{name}.source")
        found += [(f"{name}@{since}", text) for since, text in rows.items()]
    found += [(f"settings.{name}", row["law"]) for name, row in rulebook.fact("awards.settings").items()]
    return sorted(set(found))


def sentences() -> list[tuple[str, str, str]]:
    """Return every quotation with where it was found and the citation that it stands under."""
    found = [(where, node["article"], node["words"]) for where, node in NODES if "words" in node]
    for slug in SLUGS:
        rounds = rulebook.fact(f"awards.titles.{slug}").get("rounds", {})
        found += [(f"{slug}.rounds@{since}", row["article"], row["words"]) for since, row in rounds.items()]
    for name in GENERAL:
        rule = rulebook.fact(f"awards.general.{name}")
        found += [(f"{name}@{since}", rule["source"][since], words) for since, words in rule.get("words", {}).items()]
    return sorted({row for row in found if any(map(is_given, places_in(row[1])))})


@pytest.mark.parametrize("where, citation, words", sentences(), ids=str)
def test_quoted_words_stand_in_the_article_that_is_named(where, citation, words):
    assert any(plain(words) in text_of(place) for place in places_in(citation) if is_given(place)), citation


@pytest.mark.parametrize("where, citation", cited(), ids=str)
def test_cited_places_exist(where, citation):
    assert [place for place in places_in(citation) if is_given(place) and not text_of(place)] == []


def test_every_condition_says_where_it_stands():
    roots = [id(tree) for _, _, _, tree in TREES]
    assert sorted({where for where, node in NODES if not node.get("article") and id(node) not in roots}) == []


def test_every_condition_that_cites_a_law_that_is_given_quotes_it():
    quoting = {where: node for where, node in NODES if "words" in node}
    bare = [
        (where, node["article"])
        for where, node in NODES
        if operator_of(node) in criterion.keys() - {"mixed_works", "decide"}
        and any(map(is_given, places_in(node.get("article", ""))))
        and node.get("certainty") != "recall"
        and "words" not in node
    ]
    assert quoting and bare == []


def test_every_operator_is_known():
    assert {operator_of(node) for _, node in NODES} <= {"all", "any", *criterion}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_dated_value_of_a_title_has_its_source(slug):
    title = rulebook.fact(f"awards.titles.{slug}")
    assert title["source"].keys() == title["certainty"].keys()
    for kind in KINDS.values():
        assert set(title.get(kind, {})) <= set(title["source"])
    for part in ("bonus", "authority", "share_of", "rounds"):
        assert [since for since, row in title.get(part, {}).items() if not row.get("article")] == []


@pytest.mark.parametrize("name", GENERAL)
def test_every_dated_value_of_a_general_rule_has_its_source(name):
    rule = rulebook.fact(f"awards.general.{name}")
    assert set(rule["value"]) | set(rule.get("words", ())) <= set(rule["source"]) == set(rule["certainty"])
    assert all(rule["source"].values())


def test_every_certainty_is_one_of_four():
    files = [rulebook.fact(f"awards.titles.{slug}") for slug in SLUGS]
    files += [rulebook.fact(f"awards.general.{name}") for name in GENERAL]
    said = {value for file in files for value in file["certainty"].values()}
    said |= {node["certainty"] for _, node in NODES if "certainty" in node}
    assert said <= CERTAINTIES


def test_nothing_of_a_text_that_is_not_given_is_called_read():
    """The decree of 2020 is given as it stands after 2023, without its Điều 2."""
    called = {
        f"{name}@{since}"
        for name in GENERAL
        for since, text in rulebook.fact(f"awards.general.{name}.source").items()
        if rulebook.fact(f"awards.general.{name}.certainty")[since] == "read"
        for place in places_in(text)
        if place.document in ("90/2020/NĐ-CP", "48/2023/NĐ-CP", "98/2023/NĐ-CP", "91/2017/NĐ-CP")
    }
    assert called == set()


def test_every_rule_says_when_it_was_checked_last():
    names = [f"awards.titles.{slug}" for slug in SLUGS] + [f"awards.general.{name}" for name in GENERAL]
    assert [name for name in names if not isinstance(rulebook.fact(name).get("last_checked"), date)] == []


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_title_has_conditions_for_its_subjects_on_every_turn_of_the_law(kind, on):
    assert [code for code in CATALOGUE[kind] if conditions_of(code, kind, on) is None] == []
    others = sorted(titles().keys() - set(CATALOGUE[kind]))
    assert [code for code in others if conditions_of(code, kind, on) is not None] == []


def test_no_draft_is_law_and_every_draft_is_whole():
    for slug in SLUGS:
        for draft in rulebook.fact(f"awards.titles.{slug}").get("drafts", {}).values():
            assert draft["name"] and draft["source"].startswith("Dự thảo ")
            assert "không phải văn bản có hiệu lực" in draft["source"]
            nodes = [node for kind in KINDS.values() if kind in draft for node in walk(draft[kind])]
            assert {operator_of(node) for node in nodes} <= {"all", "any", *criterion}
            assert [node for node in nodes if any(map(is_given, places_in(node.get("article", ""))))] == []


def test_the_amended_law_is_unconfirmed_for_every_title():
    found = {slug: rulebook.value(f"awards.titles.{slug}.certainty", on=date(2026, 10, 1)) for slug in SLUGS}
    assert set(found.values()) == {"unconfirmed"}


SALARY_DAYS = (date(2024, 1, 1), date(2024, 7, 1), date(2026, 7, 1))
# Individual and collective, in thousands of đồng, at 1.800.000, 2.340.000 and 2.530.000.
MONEY = {
    "LDTT": ((540, 710, 760), ()),
    "CSTDCS": ((1800, 2340, 2530), ()),
    "CSTDT": ((5400, 7020, 7590), ()),
    "CSTDTQ": ((8100, 10530, 11390), ()),
    "TTLDTT": ((), (1440, 1880, 2030)),
    "TTLDXS": ((), (2700, 3510, 3800)),
    "CO_TINH": ((), (14400, 18720, 20240)),
    "CO_CP": ((), (21600, 28080, 30360)),
    "GK_DV": ((540, 710, 760), (1080, 1410, 1520)),
    "GK_SYT": ((540, 710, 760), (1080, 1410, 1520)),
    "BK_TINH": ((2700, 3510, 3800), (5400, 7020, 7590)),
    "BK_BYT": ((2700, 3510, 3800), (5400, 7020, 7590)),
    "BK_TTG": ((6300, 8190, 8860), (12600, 16380, 17710)),
    "HCLD3": ((8100, 10530, 11390), (16200, 21060, 22770)),
    "HCLD2": ((13500, 17550, 18980), (27000, 35100, 37950)),
    "HCLD1": ((16200, 21060, 22770), (32400, 42120, 45540)),
    "TTUT": ((16200, 21060, 22770), ()),
    "TTND": ((22500, 29250, 31630), ()),
    "KNC_BYT": ((1080, 1410, 1520), ()),
}
_BY_CODE = {rulebook.fact(f"awards.titles.{slug}.code"): slug for slug in SLUGS}


def bonus(code: str, kind: str, on: date) -> int | None:
    """Return coefficient × base salary, rounded up, in thousands of đồng."""
    row = rulebook.value(f"awards.titles.{_BY_CODE[code]}.bonus", on=on)
    if kind not in row:
        return None
    salary = rulebook.value("awards.general.base_salary.value", on=on)
    step = salary["round_to"]
    return -int(-Fraction(row[kind]) * salary["amount"] // step) * step // 1000


@pytest.mark.parametrize("code", MONEY)
def test_bonuses_are_the_printed_ones(code):
    for kind, printed in zip(("ca_nhan", "tap_the"), MONEY[code], strict=True):
        computed = [bonus(code, kind, on) for on in SALARY_DAYS]
        assert computed == list(printed or [None, None, None]), kind


def test_the_bonus_of_a_provincial_commendation_was_lower_under_the_old_law():
    last = date(2023, 12, 31)
    assert (bonus("BK_TINH", "ca_nhan", last), bonus("BK_TINH", "tap_the", last)) == (1800, 3600)
    assert bonus("BK_BYT", "ca_nhan", date(2023, 6, 30)) == 1490


@pytest.mark.parametrize(
    "day, amount",
    [
        (date(2023, 6, 30), 1490000), (date(2023, 7, 1), 1800000), (date(2024, 6, 30), 1800000),
        (date(2024, 7, 1), 2340000), (date(2026, 6, 30), 2340000), (date(2026, 7, 1), 2530000),
    ],
)  # fmt: skip
def test_the_base_salary_changes_on_its_days(day, amount):
    assert rulebook.value("awards.general.base_salary.value", on=day)["amount"] == amount
