"""Answers to criteria: one small form a criterion, one for answering many alike, the field of a line."""

from typing import Any

from django import forms

from emulation.choices import (
    NOT_REACHED,
    REACHED,
    STANDARD_KINDS,
    AttachmentKind,
    CriterionReply,
    ItemKind,
    Rating,
    Track,
    UnitMarkKind,
)
from emulation.criteria import Item
from emulation.models import CriterionAnswer, Entry, Initiative

__all__ = ["AttachmentKind", "AnswerForm", "FieldForm", "FillForm", "MarksForm", "OwnCriterionForm"]
WORK, MODEL = "sang-kien", "mo-hinh"


class AnswerForm(forms.Form):
    """One criterion: the answer, what it rests on, and the moment of the answer that was seen."""

    answer = forms.ChoiceField(
        label="Trả lời", choices=CriterionReply.choices, widget=forms.RadioSelect, required=False
    )
    evidence = forms.CharField(
        label="Minh chứng", widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=4000
    )
    link = forms.ChoiceField(
        label="Sáng kiến, đề tài hoặc mô hình", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    file = forms.FileField(label="Tệp minh chứng", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(
        self, *args: Any, item: Item, stored: CriterionAnswer | None, works: dict[int, Initiative],
        models: dict[int, Entry], **kwargs: Any,
    ):  # fmt: skip
        self.item, self.works, self.models = item, works, models
        kwargs["initial"] = _initial(stored)
        super().__init__(*args, prefix=f"{item.slug}-{item.key}", use_required_attribute=False, **kwargs)
        if item.kind != ItemKind.INITIATIVE:
            del self.fields["link"]
        else:
            self.fields["link"].choices = _links(works, models)
        self.fields["evidence"].widget.attrs["placeholder"] = _hint(item)

    def given(self) -> dict[str, Any]:
        """Return the keyword arguments of what was given."""
        data = self.cleaned_data
        kind, _, key = data.get("link", "").partition(":")
        return {
            "answer": data["answer"],
            "evidence": data["evidence"],
            "initiative": self.works.get(int(key)) if kind == WORK else None,
            "model_entry": self.models.get(int(key)) if kind == MODEL else None,
            "upload": data["file"],
            "seen": data["seen"],
        }


class FillForm(forms.Form):
    """The same answer wherever none is given yet."""

    answer = forms.ChoiceField(label="Trả lời", choices=CriterionReply.choices, initial=CriterionReply.YES)
    evidence = forms.CharField(
        label="Minh chứng chung", widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000,
        help_text="Để trống thì ghi minh chứng ở từng tiêu chí sau.",
    )  # fmt: skip
    scope = forms.ChoiceField(
        label="Ghi vào", choices=[("dong", "Các tiêu chí còn trống của dòng này"), ("ban", "Mọi dòng của bản đăng ký")],
        widget=forms.RadioSelect, initial="dong",
    )  # fmt: skip


class FieldForm(forms.Form):
    """In which field, and as which of the plan's objects, somebody is an exemplar."""

    track = forms.ChoiceField(label="Lĩnh vực điển hình", required=False)
    object_kind = forms.ChoiceField(label="Đối tượng theo kế hoạch", required=False)

    def __init__(self, *args: Any, tracks: list[str], objects: tuple, is_person: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        by_itself = "Theo loại công việc" if is_person and Track.OTHER in tracks else ""
        named = [(track, Track(track).label) for track in tracks]
        self.fields["track"].choices = [("", by_itself), *named] if by_itself else named
        self.fields["object_kind"].choices = [("", "Chưa chọn"), *((key, short) for key, short, _ in objects)]
        if len(tracks) < 2:
            del self.fields["track"]
        if not objects:
            del self.fields["object_kind"]


class OwnCriterionForm(forms.Form):
    """A criterion of the unit's own, in one of the directions that the plan names."""

    words = forms.CharField(label="Tiêu chí", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    direction = forms.ChoiceField(label="Hướng", required=False)

    def __init__(self, *args: Any, directions: tuple, **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(key, short) for key, short, _ in directions]
        self.fields["direction"].choices = [("", "Không theo hướng nào"), *named]
        if not directions:
            del self.fields["direction"]


class MarksForm(forms.Form):
    """What a collective was rated in, by year and kind: fields "2023-van_hoa"."""

    def __init__(self, *args: Any, marks: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for year, kinds in marks:
            for kind, label, level in kinds:
                self.fields[f"{year}-{kind}"] = forms.ChoiceField(
                    label=f"{label}, {year}", choices=_levels(kind), required=False, initial=level
                )
        self.years = [(year, [self[f"{year}-{kind}"] for kind, _, _ in kinds]) for year, kinds in marks]

    def levels(self) -> dict[tuple[int, str], str]:
        found = {}
        for name, level in self.cleaned_data.items():
            year, _, kind = name.partition("-")
            found[int(year), kind] = level
        return found


def _initial(stored: CriterionAnswer | None) -> dict[str, Any]:
    if stored is None:
        return {}
    link = f"{WORK}:{stored.initiative_id}" if stored.initiative_id else ""
    if stored.model_entry_id:
        link = f"{MODEL}:{stored.model_entry_id}"
    return {"answer": stored.answer, "evidence": stored.evidence, "link": link, "seen": stored.at.isoformat()}


def _links(works: dict[int, Initiative], models: dict[int, Entry]) -> list:
    found: list = [("", "Chưa chọn")]
    if works:
        named = [
            (f"{WORK}:{pk}", f"{one.name} ({one.code}, {str(one.get_recognition_display()).lower()})")
            for pk, one in works.items()
        ]
        found.append(("Sáng kiến, đề tài", named))
    if models:
        found.append(("Mô hình của đơn vị", [(f"{MODEL}:{pk}", one.name) for pk, one in models.items()]))
    return found


def _hint(item: Item) -> str:
    if item.declared:
        return "Bản cam kết, nếu có"
    if item.kind == ItemKind.ATTACHMENT:
        return f"Ghi ngắn gọn; đính kèm {item.paper or 'tệp'} bên dưới"
    return "Số liệu, văn bản, biên bản làm căn cứ"


def _levels(kind: str) -> list[tuple[str, str]]:
    blank = [("", "Chưa ghi")]
    if UnitMarkKind(kind) in STANDARD_KINDS:
        return [*blank, (REACHED, "Đạt chuẩn"), (NOT_REACHED, "Không đạt")]
    return [*blank, *((str(level), str(level.label)) for level in Rating)]
