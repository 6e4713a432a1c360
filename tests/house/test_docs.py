import re
from pathlib import Path

import pytest
from django.conf import settings

from config.docs import law_changes, law_page, workflows_page
from config.general_words import general_sentence
from core import rulebook

DOCS = Path(settings.BASE_DIR) / "docs"


def test_the_page_of_life_cycles_is_up_to_date():
    assert (DOCS / "workflows.md").read_text(encoding="utf-8") == workflows_page()


def test_the_page_of_the_law_is_up_to_date():
    assert (DOCS / "law.md").read_text(encoding="utf-8") == law_page()


@pytest.mark.parametrize("text", [law_page(), "\n".join(line for _, line in law_changes())], ids=["page", "changes"])
def test_the_law_is_told_in_words_and_not_in_names_of_fields(text):
    assert re.findall(r"\b[a-z0-9]+_[a-z0-9_]+\b", text) == []
    assert re.findall(r"\b(?:None|True|False|name|type|kind|source|value|days|below|months)\b", text) == []


def test_every_part_of_the_rulebook_stands_on_the_page_of_the_law():
    page = law_page()
    for app, parts in rulebook.book().items():
        for entry in parts.get("settings", {}).values():
            assert f"**{entry['name']}**" in page and entry["explanation"] in page
        duties = [entry["wording"] for slug, entry in parts.items() if app == "reports" and slug != "settings"]
        criteria = [
            item["words"]
            for entry in parts.get("criteria_sets", {}).values()
            for items in entry["items"].values()
            for item in items
        ]
        plans = [entry["title"] for entry in parts.get("plans", {}).values()]
        campaigns = [one["title"] for entry in parts.get("plans", {}).values() for one in entry.get("campaigns", [])]
        assert [words for words in (*duties, *criteria, *plans, *campaigns) if words not in page] == []


@pytest.mark.parametrize("slug", rulebook.names("awards.general"))
def test_every_value_of_a_general_rule_has_a_sentence_with_its_source(slug):
    entry, lines = rulebook.fact(f"awards.general.{slug}"), law_page().splitlines()
    for day, value in entry["value"].items():
        said, words = f"- từ {day:%d/%m/%Y}: {general_sentence(slug, value)}", entry.get("words", {}).get(day, "")
        assert any(line.startswith(said) and words in line and entry["source"][day] in line for line in lines)


def test_no_words_of_the_rulebook_were_cut_at_a_comma():
    """In "{law: Luật A, B}" the B is a name without a value."""
    assert [key for key in _keys(rulebook.book()) if not re.fullmatch(r"[\w.{}-]+", key, re.ASCII)] == []


def _keys(tree):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield str(key)
            yield from _keys(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _keys(value)
