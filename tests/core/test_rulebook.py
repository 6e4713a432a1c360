from datetime import date

import pytest

from core import rulebook


@pytest.fixture
def rules(tmp_path, settings):
    """Write a small rulebook and lay it in place of the real one."""
    folder = tmp_path / "awards" / "rules"
    folder.mkdir(parents=True)
    (folder / "ratio.yaml").write_text(
        "name: Tỷ lệ\n"
        "ratio: {2004-07-01: 0.5, 2024-01-01: 0.7}\n"
        "source: {2004-07-01: Luật 2003 Điều 28, 2024-01-01: Luật 06/2022 Điều 28}\n",
        encoding="utf-8",
    )
    settings.RULEBOOK_DIRS, settings.RULEBOOK_OVERLAYS = [folder], []
    rulebook.book.cache_clear()
    yield tmp_path
    rulebook.book.cache_clear()


def test_the_last_day_of_a_wording_still_has_it(rules):
    assert rulebook.value("awards.ratio.ratio", on=date(2023, 12, 31)) == 0.5


def test_the_first_day_of_a_wording_has_it_with_its_source(rules):
    found = rulebook.rule("awards.ratio.ratio", on=date(2024, 1, 1))
    assert (found.value, found.source, found.version) == (0.7, "Luật 06/2022 Điều 28", "awards.ratio.ratio@2024-01-01")


def test_before_the_first_wording_there_is_no_value(rules):
    with pytest.raises(rulebook.UnknownRule):
        rulebook.value("awards.ratio.ratio", on=date(2000, 1, 1))


def test_an_unknown_rule_says_so(rules):
    with pytest.raises(rulebook.UnknownRule):
        rulebook.fact("awards.nothing")


def test_an_overlay_folder_wins_entry_by_entry(rules, settings):
    overlay = rules / "overlay" / "awards"
    overlay.mkdir(parents=True)
    (overlay / "ratio.yaml").write_text("name: Tỷ lệ của tỉnh\n", encoding="utf-8")
    settings.RULEBOOK_OVERLAYS = [rules / "overlay"]
    rulebook.book.cache_clear()
    assert rulebook.fact("awards.ratio.name") == "Tỷ lệ của tỉnh"
    assert rulebook.value("awards.ratio.ratio", on=date(2024, 1, 1)) == 0.7
