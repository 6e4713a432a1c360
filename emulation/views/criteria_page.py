"""What the page of criteria of one line shows; used whole, and one criterion at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from core.forms import keeps_typing
from emulation.access import may_type
from emulation.choices import ItemKind, Track
from emulation.criteria import CriteriaSet, Finding, Verdict
from emulation.forms.criterion import AnswerForm, FieldForm, FillForm, MarksForm
from emulation.models import CriterionAnswer, Entry
from emulation.selectors.criteria import (
    Standing,
    answers_of,
    choices_of,
    is_open,
    models_for,
    neighbours_of,
    standing_of,
    unit_marks,
    works_for,
)
from emulation.services.criterion import Given
from emulation.views.sheet_page import crumbs_of

LEVELS = {
    Verdict.MET: ("ok", "Đạt"),
    Verdict.NOT_MET: ("bad", "Chưa đủ"),
    Verdict.MISSING: ("warn", "Còn thiếu"),
    Verdict.PERSON: ("person", "Chờ xác nhận"),
    Verdict.LATER: ("none", "Chưa đến kỳ"),
}


@dataclass
class CriterionRow:
    """One criterion on the page: how it stands, what was answered, and the form that asks."""

    finding: Finding
    stored: CriterionAnswer | None
    form: AnswerForm | None

    @property
    def key(self) -> str:
        return f"{self.finding.item.slug}-{self.finding.item.key}"

    @property
    def level(self) -> str:
        return LEVELS[self.finding.verdict][0]

    @property
    def word(self) -> str:
        return LEVELS[self.finding.verdict][1]


@dataclass
class CriteriaPage:
    """Everything about the criteria of one line that the page needs."""

    entry: Entry
    standing: Standing | None
    groups: list[tuple[CriteriaSet, list[CriterionRow]]]
    can_type: bool
    reasons: Sequence[str] = field(default_factory=list)

    @property
    def rows(self) -> list[CriterionRow]:
        return [row for _, rows in self.groups for row in rows]

    @property
    def forms(self) -> list[tuple[str, AnswerForm]]:
        return [(row.finding.item.ref, row.form) for row in self.rows if row.form]

    def is_valid(self) -> bool:
        return all([form.is_valid() for _, form in self.forms])

    @property
    def errors(self) -> list[str]:
        return [str(error) for _, form in self.forms for errors in form.errors.values() for error in errors]

    def given(self) -> dict[str, Given]:
        return {ref: Given(**form.given()) for ref, form in self.forms}

    def context(self) -> dict[str, Any]:
        entry = self.entry
        before, after = neighbours_of(entry)
        return {
            "entry": entry,
            "sheet": entry.sheet,
            "standing": self.standing,
            "groups": self.groups,
            "can_type": self.can_type,
            "reasons": self.reasons,
            "before": before,
            "after": after,
            "crumbs": [*crumbs_of(entry.sheet), (entry.name, "")],
            **self._side(),
        }

    def _side(self) -> dict[str, Any]:
        """Return the forms beside the criteria."""
        entry, offered = self.entry, choices_of(self.entry)
        asks_marks = any(row.finding.item.kind == ItemKind.UNIT_RATINGS for row in self.rows)
        words = {key: text for key, _, text in offered.objects}
        return {
            "fill_form": keeps_typing(FillForm(), "evidence", f"nhu-nhau-{entry.pk}")
            if self.can_type and self.forms
            else None,
            "field_form": _field_form(entry, offered) if self.can_type and offered else None,
            "track": Track(offered.track).label if len(offered.tracks) > 1 else "",
            "object_words": words.get(entry.object_kind, ""),
            "marks_form": MarksForm(marks=unit_marks(entry)) if asks_marks else None,
        }


def page_of(request: HttpRequest, entry: Entry, *, only: str = "", fresh: bool = False) -> CriteriaPage:
    """Return the page of a line, or the part of it that one criterion fills.

    With a POST the forms are bound to it, unless ``fresh``: then they show what is stored.
    """
    standing = standing_of(request.user, entry)
    can_type = is_open(entry.sheet) and may_type(request.user, entry.sheet)
    data, files = (request.POST, request.FILES) if request.method == "POST" and not fresh else (None, None)
    stored = answers_of(entry)
    links = _links(entry, standing) if can_type else ({}, {})

    def row(finding: Finding) -> CriterionRow:
        answer = stored.get(finding.item.ref)
        if not (can_type and finding.item.is_answered):
            return CriterionRow(finding, answer, None)
        form = AnswerForm(data, files, item=finding.item, stored=answer, works=links[0], models=links[1])
        return CriterionRow(finding, answer, form)

    found = standing.groups if standing else ()
    groups = [(one, [row(f) for f in findings if only in ("", f.item.ref)]) for one, findings in found]
    return CriteriaPage(entry, standing, [group for group in groups if group[1]], can_type)


def _links(entry: Entry, standing: Standing | None) -> tuple[dict, dict]:
    """Return what an answer may name, when some criterion asks for it."""
    kinds = {finding.item.kind for finding in standing.findings} if standing else set()
    if ItemKind.INITIATIVE not in kinds:
        return {}, {}
    return {one.pk: one for one in works_for(entry)}, {one.pk: one for one in models_for(entry)}


def _field_form(entry: Entry, offered: Any) -> FieldForm:
    initial = {"track": entry.track or ("" if Track.OTHER in offered.tracks else offered.track)}
    return FieldForm(
        initial={**initial, "object_kind": entry.object_kind}, tracks=offered.tracks, objects=offered.objects,
        is_person=bool(entry.staff_id),
    )  # fmt: skip
