"""Who signs a title or form of commendation: what the law names, and what the house has decided about it."""

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
