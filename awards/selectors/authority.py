"""Who signs a title or form of commendation, as the law and the house say, and how often it is given."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from awards.criteria.conditions import slug_of
from core import rulebook
from emulation.selectors.settings import definitions


def authority_of(code: str, on: date, local: Mapping[str, Any]) -> str:
    """Return who decides, in words; where the law leaves it open and nobody has decided, that it needs a person."""
    try:
        rule = rulebook.rule(f"awards.titles.{slug_of(code)}.authority", on=on)
    except rulebook.UnknownRule:
        return ""
    name = rule.value.get("setting", "")
    if not name:
        return f"{rule.value['who']} ({rule.value['article']})"
    if name in local:
        return definitions()[name].text(local[name])
    return f"cần người có thẩm quyền xác định. Luật nêu: {rule.value['who']} ({rule.value['article']})"


def rounds_of(code: str, on: date) -> str:
    """Return how often a title is given where that is not every year, with the article."""
    try:
        rule = rulebook.rule(f"awards.titles.{slug_of(code)}.rounds", on=on)
    except rulebook.UnknownRule:
        return ""
    return f"{rule.value['text']} ({rule.value['article']})"
