"""What is asked of every line of a sheet: by its plan today while the unit has it, as it was once it is signed."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from emulation.choices import OPEN_SHEETS, SubjectKind
from emulation.criteria import (
    OWN,
    Asked,
    CriteriaSet,
    Item,
    asked_in,
    keys_of,
    known_sets,
    own_items,
    sets_for,
    sets_in,
    words_of,
)
from emulation.models import Entry, Plan, Sheet, SheetCopy
from emulation.workflow.facts import fetch_answers, subject_of


def plan_sets(plan: Plan) -> list[CriteriaSet]:
    """Return the sets that a plan uses, in the wording of its day."""
    return known_sets(plan.criteria_sets, plan.criteria_day)


def sets_of(sheet: Sheet) -> list[CriteriaSet]:
    """Return the sets that a sheet is judged by, without the unit's own: those it was signed with, else its plan's."""
    content = signed_content(sheet)
    if content is None:
        return plan_sets(sheet.round.plan)
    return [one for one in _signed_sets(content) if one.slug != OWN]


def signed_own(sheet: Sheet) -> tuple[Item, ...] | None:
    """Return the unit's own criteria with which a sheet was signed; None where the plan's of today count."""
    content = signed_content(sheet)
    if content is None or "words" not in content:
        return None
    return next((one.items for one in _signed_sets(content) if one.slug == OWN), ())


def asked_on(sheet: Sheet) -> dict[int, Asked]:
    """Return what is asked of every line of a sheet; nothing when its plan names no sets.

    A signed sheet keeps what it was asked when it was sent: a plan that is republished, a wording that is
    changed, a criterion of the unit's own that comes or goes, a person who becomes a manager reach it only
    when the unit has it back and signs again.
    """
    fetch_answers(sheet)
    content = signed_content(sheet)
    if content is None:
        return asked_now(sheet)
    if "words" not in content:
        return _asked_by(sheet, _signed_sets(content))
    sets = _signed_sets(content)
    return {row["pk"]: asked_in(sets, row["asked"]) for row in content["lines"]} if sets else {}


def asked_now(sheet: Sheet) -> dict[int, Asked]:
    """Return what the plan asks of every line today."""
    return _asked_by(sheet, plan_sets(sheet.round.plan))


def kept_words(sheet: Sheet) -> list[dict[str, Any]]:
    """Return what signing a sheet freezes: the criteria of its plan and the unit's own, in their words."""
    sets = plan_sets(sheet.round.plan)
    own = _own_set(sheet) if sets else None
    return words_of([*sets, *([own] if own else [])])


def kept_keys(sheet: Sheet) -> dict[int, dict[str, list[str]]]:
    """Return by line which of these criteria are asked of it when the sheet is signed."""
    return {pk: keys_of(found) for pk, found in asked_now(sheet).items()}


def signed_content(sheet: Sheet) -> dict[str, Any] | None:
    """Return what was kept when a sheet was sent; None while the unit may write on it."""
    if sheet.status in OPEN_SHEETS:
        return None
    last = Prefetch("sent_copies", SheetCopy.objects.order_by("-pk")[:1], to_attr="last_sent")
    prefetch_related_objects([sheet], last)
    copies: list[SheetCopy] = sheet.last_sent  # type: ignore[attr-defined]
    return copies[0].content if copies else None


def _signed_sets(content: dict[str, Any]) -> list[CriteriaSet]:
    """Return the sets of a copy: in its own words, or by their names and day where only those were kept."""
    if "words" in content:
        return sets_in(content["words"])
    named = content["criteria"]
    return known_sets(named["sets"], date.fromisoformat(named["day"]))


def _asked_by(sheet: Sheet, sets: list[CriteriaSet]) -> dict[int, Asked]:
    if not sets:
        return {}
    own = _own_set(sheet)
    return {entry.pk: _asked_of(entry, sets, own) for entry in sheet.entries.all()}


def _asked_of(entry: Entry, sets: list[CriteriaSet], own: CriteriaSet | None) -> Asked:
    asked = sets_for(sets, subject_of(entry))
    return [*asked, (own, list(own.items))] if own and entry.kind in own.subjects else asked


def _own_set(sheet: Sheet) -> CriteriaSet | None:
    prefetch_related_objects([sheet], "round__plan__unit_criteria")
    own = [row for row in sheet.round.plan.unit_criteria.all() if row.unit_id == sheet.unit_id]
    items = own_items([(row.pk, row.words) for row in own], sheet.unit.label)
    if not items:
        return None
    subjects = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)
    name = f"Tiêu chí riêng của {sheet.unit.label}"
    return CriteriaSet(OWN, "", name, subjects, items[0].source, tuple(items))
