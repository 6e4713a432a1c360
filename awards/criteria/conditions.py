"""Conditions as the rulebook writes them: trees of ``all``, ``any`` and criteria by name.

A node is a mapping with one operator (``all``, ``any``, or the name of a criterion) beside
``article`` (where it stands), ``words`` (how the text says it) and ``note``. The tree of a title
on a day is read once and judged many times.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from awards.criteria import law
from awards.criteria.case import Case, Node
from awards.criteria.findings import Finding, Say, all_of, any_of
from core import rulebook
from core.registry import Registry

criterion: Registry = Registry()
_BESIDE = frozenset({"article", "words", "note", "text", "certainty", "name"})
KINDS = {"ca_nhan": "person_conditions", "tap_the": "collective_conditions"}


@cache
def slug_of(title: str) -> str:
    """Return the file of a title by its code."""
    for slug in rulebook.names("awards.titles"):
        if rulebook.fact(f"awards.titles.{slug}.code") == title:
            return slug
    raise rulebook.UnknownRule(title)


@cache
def conditions_of(title: str, kind: str, on: date, draft: str = "") -> rulebook.Rule | None:
    """Return the conditions of a title for a kind of subject on a day, None where the law has none.

    ``draft`` names a wording that is not law (``drafts`` of the title's file); only a trial asks for it.
    """
    if draft and (found := drafts_of(title).get(draft, {}).get(KINDS[kind])):
        name = f"awards.titles.{slug_of(title)}.drafts.{draft}"
        return rulebook.Rule(name, found, on, drafts_of(title)[draft]["source"])
    try:
        return rulebook.rule(f"awards.titles.{slug_of(title)}.{KINDS[kind]}", on=on)
    except rulebook.UnknownRule:
        return None


@cache
def drafts_of(title: str) -> dict[str, Any]:
    """Return the wordings of a title that were proposed and are not law, by name."""
    return rulebook.fact(f"awards.titles.{slug_of(title)}").get("drafts", {})


@cache
def drafts() -> dict[str, str]:
    """Return every draft that some title has, with the words for it."""
    found: dict[str, str] = {}
    for slug in rulebook.names("awards.titles"):
        entry = rulebook.fact(f"awards.titles.{slug}")
        found |= {name: draft["name"] for name, draft in entry.get("drafts", {}).items()}
    return found


@cache
def honours_retirees(title: str) -> bool:
    """Say whether a title is for what was done in a life at work, so that nobody has to be at work now."""
    return bool(rulebook.fact(f"awards.titles.{slug_of(title)}").get("for_retirees", False))


@cache
def is_certain(title: str, on: date) -> bool:
    """Say whether the text in force on a day was read, not only heard of."""
    return rulebook.value(f"awards.titles.{slug_of(title)}.certainty", on=on) in law.CERTAIN


def operator_of(node: Node) -> str:
    """Return the one operator of a node, or raise ValueError."""
    found = [key for key in node if key not in _BESIDE]
    if len(found) != 1:
        raise ValueError(f"one operator wanted: {dict(node)}")
    return found[0]


def look(case: Case, node: Node) -> Finding:
    """Judge one node of the tree."""
    name = operator_of(node)
    if name in ("all", "any"):
        return join(node, name, [look(case, part) for part in node[name]])
    found: Finding = criterion[name](case, _options(node[name]), node.get("article", ""))
    return found if node.get("certainty") != "recall" else _from_memory(found)


def criteria_in(node: Any) -> set[str]:
    """Return the names that conditions stand under, their own and those of their parts."""
    if isinstance(node, Mapping):
        return set(node).union(*map(criteria_in, node.values()))
    return set().union(*map(criteria_in, node)) if isinstance(node, list) else set()


def sentence(text: str) -> str:
    """Return words of the rulebook as a sentence."""
    return text if text.endswith(".") else f"{text}."


def join(node: Node, operator: str, parts: Iterable[Finding]) -> Finding:
    """Return what the parts of an "all" or an "any" come to together."""
    join_parts = all_of if operator == "all" else any_of
    return join_parts(node.get("name", operator), parts, text=node.get("text", ""), article=node.get("article", ""))


def _from_memory(found: Finding) -> Finding:
    """Return what follows where the text was never seen: a person decides."""
    notice = "Quy định này chưa có nguyên văn, cần người có thẩm quyền đối chiếu."
    if not found.parts:
        return found.saying(Say.PERSON, f"{found.text} {notice}")
    parts = (Finding("recall", Say.PERSON, notice, found.article), found)
    return Finding(found.criterion, Say.PERSON, "Cần người có thẩm quyền kết luận", found.article, parts=parts)


def _options(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


@criterion
def confirm(case: Case, node: Node, article: str) -> Finding:
    """What no machine passes: it is listed for the unit and the council to confirm."""
    return Finding("confirm", Say.PERSON, f"Đơn vị và Hội đồng xác nhận: {node['value']}", article, is_advice=True)


@criterion
def decide(case: Case, node: Node, article: str) -> Finding:
    """What only a person with the papers can say; the verdict waits for it."""
    return Finding("decide", Say.PERSON, sentence(node["value"]), article)


# The general rules that verdicts rest on and that change on days of their own.
_RESTED_ON = ("after_discipline", "hold", "discipline_rating", "not_rated", "absence")


@cache
def rule_days() -> list[tuple[date, str]]:
    """Return the days on which a text that verdicts rest on is new, with the texts."""
    sources: dict[date, list[str]] = {}
    for slug in rulebook.names("awards.titles"):
        entry = rulebook.fact(f"awards.titles.{slug}")
        for day in {day for key in KINDS.values() for day in entry.get(key, {})}:
            sources.setdefault(day, []).append(entry["source"][day])
    first = min(sources)
    for name in _RESTED_ON:
        for day, source in rulebook.fact(f"awards.general.{name}.source").items():
            if day > first:
                sources.setdefault(day, []).append(source)
    found: dict[str, date] = {}
    for day, texts in sorted(sources.items()):
        found = {text: day for text in _documents(texts)} | found
    new = {day: sorted(text for text in found if found[text] == day) for day in found.values()}
    return [(day, "; ".join(texts)) for day, texts in sorted(new.items())]


def _documents(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        yield from (part.strip().split(", Điều")[0] for part in source.split(";"))
