"""On which days the law changes: the list of changes names each day in order, and rules turn on their day."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from awards.criteria import law
from awards.criteria.conditions import KINDS, rule_days
from core import rulebook

pytestmark = pytest.mark.once
TURNS = {
    "01/07/2004": "the law of 2003",
    "01/10/2017": "NĐ 91/2017",
    "20/08/2020": "ratings by NĐ 90/2020",
    "01/07/2023": "base salary 1.800.000",
    "15/09/2023": "NĐ 48/2023",
    "01/01/2024": "the law of 2022",
    "01/07/2024": "base salary 2.340.000",
    "01/07/2025": "NĐ 152/2025",
    "01/07/2026": "NĐ 233/2026, base salary 2.530.000",
    "01/10/2026": "the amendment of the law",
}


@pytest.fixture(scope="module")
def changes() -> list[tuple[date, str]]:
    """Every line of the list of changes with the day over it."""
    out = StringIO()
    call_command("write_docs", law_changes=True, stdout=out)
    found, day = [], date.min
    for line in out.getvalue().splitlines():
        if line.startswith(" "):
            found.append((day, line.strip()))
        else:
            day = datetime.strptime(line, "%d/%m/%Y").date()
    return found


def test_changes_are_listed_in_the_order_of_their_days(changes):
    days = [day for day, _ in changes]
    assert days == sorted(days)


@pytest.mark.parametrize("day", TURNS, ids=TURNS.values())
def test_every_turn_of_the_law_is_listed(changes, day):
    assert day in {f"{found:%d/%m/%Y}" for found, _ in changes}


def test_every_title_is_listed_on_every_turn_of_its_law(changes):
    words = {"ca_nhan": "cá nhân", "tap_the": "tập thể"}
    for slug in rulebook.names("awards.titles"):
        title = rulebook.fact(f"awards.titles.{slug}")
        for kind, key in KINDS.items():
            head = f"{title['name']}, {words[kind]}: "
            assert [day for day, line in changes if line.startswith(head)] == sorted(title.get(key, ()))


def test_the_law_of_titles_turns_in_2024_and_2026():
    for slug in rulebook.names("awards.titles"):
        assert {date(2024, 1, 1), date(2026, 10, 1)} <= rulebook.fact(f"awards.titles.{slug}")["source"].keys()


@pytest.mark.parametrize("name", ["once", "hold"])
def test_what_binds_every_award_was_read_from_the_law_of_2022_on_only(name):
    before, after = law.clause(name, date(2023, 12, 31)), law.clause(name, date(2024, 1, 1))
    assert (before.is_certain, after.is_certain) == (False, True)


@pytest.mark.parametrize(
    "name, last_before, since, old, new",
    [
        ("discipline_rating", "2023-09-14", "2023-09-15", {"causes": ["cong_vu"]}, {"causes": []}),
        ("discipline_rating", "2026-06-30", "2026-07-01", {"causes": []}, {"causes": ["cong_vu"]}),
        ("hold", "2017-09-30", "2017-10-01", None, True),
        ("once", "2017-09-30", "2017-10-01", None, True),
        ("after_discipline", "2023-12-31", "2024-01-01", None, {"months": 12}),
        ("not_rated", "2020-08-19", "2020-08-20", None, {"months": 6, "days": 130, "except": ["thai_san"]}),
    ],
)
def test_a_general_rule_turns_on_its_day(name, last_before, since, old, new):
    before, after = (law.clause(name, date.fromisoformat(day)) for day in (last_before, since))
    assert (before and before.value, after.value) == (old, new)


@pytest.mark.parametrize(
    "day, text",
    [
        ("2023-12-31", "Luật 15/2003/QH11"),
        ("2024-01-01", "Nghị định 98/2023/NĐ-CP"),
        ("2025-06-30", "Nghị định 98/2023/NĐ-CP"),
        ("2025-07-01", "Nghị định 152/2025/NĐ-CP"),
        ("2026-09-30", "Nghị định 152/2025/NĐ-CP"),
        ("2026-10-01", "Luật 06/2026/QH16"),
        ("2027-02-28", "Nghị định 152/2025/NĐ-CP (đến 01/03/2027)"),
        ("2027-03-01", "Nghị định 152/2025/NĐ-CP hết hiệu lực"),
    ],
)
def test_the_regime_of_a_day_names_its_law_and_decree(day, text):
    found = rulebook.value("awards.general.regime.value", on=date.fromisoformat(day))
    assert text in f"{found['law']}; {found['decree']}"


def test_a_hospital_without_rules_of_its_own_rates_only_2026_by_the_older_decree():
    assert [year for year in range(2019, 2031) if law.may_fall_back(year)] == [2026]
    assert law.rating_day(2026) == date(2026, 12, 31)
    assert law.rating_day(2026, has_own_rules=False) == date(2023, 9, 15)
    assert law.rating_day(2025, has_own_rules=False) == date(2025, 12, 31)


def test_the_vote_asked_for_by_the_decree_begins_with_it():
    found = rulebook.rule("awards.voting.least_share", on=date(2025, 7, 1))
    assert (found.value["CSTDTQ"], found.value["CO_CP"]) == ("90/100", "80/100")
    with pytest.raises(rulebook.UnknownRule):
        rulebook.rule("awards.voting.least_share", on=date(2025, 6, 30))


def test_the_days_that_verdicts_turn_on_are_named_with_what_is_new():
    found = dict(rule_days())
    assert [f"{day:%d/%m/%Y}" for day in found] == [
        "01/10/2017", "20/08/2020", "15/09/2023", "01/01/2024", "01/07/2025", "01/07/2026", "01/10/2026",
    ]  # fmt: skip
    assert found[date(2023, 9, 15)] == "Nghị định 48/2023/NĐ-CP"
    assert found[date(2024, 1, 1)] == "Luật 06/2022/QH15; Nghị định 98/2023/NĐ-CP"
    assert "152/2025" not in found[date(2026, 7, 1)]
