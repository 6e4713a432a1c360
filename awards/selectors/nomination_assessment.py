"""How a nomination stands by the law: judged while it is open, kept word for word as it was when it was sent."""

from typing import Any

from awards.choices import Occasion
from awards.criteria.findings import Finding, Result, Say
from awards.criteria.titles import Judgement
from awards.models import Nomination
from awards.selectors.assessment import assess_person, assess_unit, local_of
from awards.selectors.explanation import mark_of
from awards.selectors.veil import veiled


def assessed(nomination: Nomination) -> Judgement | None:
    """Judge a nomination now by its day's law; None for what is not yearly work, or what the law does not know."""
    if nomination.occasion != Occasion.YEARLY:
        return None
    on, year = nomination.law_on, nomination.year
    local = local_of(nomination.facility, on)
    if nomination.staff is not None:
        titles = [nomination.title]
        return assess_person(nomination.staff, year=year, on=on, local=local, titles=titles).get(nomination.title)
    if nomination.subject_unit is not None:
        return assess_unit(nomination.subject_unit, year=year, on=on, local=local).get(nomination.title)
    return None


def kept(nomination: Nomination) -> Judgement | None:
    """Return the judgement that was frozen when the nomination was sent."""
    return thawed(nomination.assessment) if nomination.assessment else None


def sent_as(nomination: Nomination, *, is_veiled: bool = False) -> tuple[str, str] | None:
    """Return mark and word of what a nomination came to when it was sent, None for what is not judged by the year."""
    found = kept(nomination)
    return mark_of(veiled(found) if is_veiled else found) if found else None


def frozen(judgement: Judgement | None) -> dict[str, Any]:
    """Return a judgement as plain data: the wording of the law that it used stays with it."""
    if judgement is None:
        return {}
    return {
        "title": judgement.title,
        "year": judgement.year,
        "result": str(judgement.result),
        "rule": judgement.rule,
        "unset": list(judgement.unset),
        "finding": _row(judgement.finding),
    }


def thawed(data: dict[str, Any]) -> Judgement:
    """Return the judgement that ``frozen`` made data of."""
    result = Result(data["result"])
    return Judgement(data["title"], data["year"], result, _finding(data["finding"]), data["rule"], tuple(data["unset"]))


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "criterion": finding.criterion,
        "say": str(finding.say),
        "text": finding.text,
        "article": finding.article,
        "evidence": list(finding.evidence),
        "parts": [_row(part) for part in finding.parts],
        "is_advice": finding.is_advice,
        "is_choice": finding.is_choice,
    }


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        criterion=row["criterion"],
        say=Say(row["say"]),
        text=row["text"],
        article=row["article"],
        evidence=tuple(row["evidence"]),
        parts=tuple(_finding(part) for part in row["parts"]),
        is_advice=row["is_advice"],
        is_choice=row["is_choice"],
    )
