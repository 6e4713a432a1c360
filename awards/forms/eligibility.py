"""What the board of eligibility is narrowed by, and what is tried on the page of other rules."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from awards.criteria.conditions import drafts, rule_days
from awards.criteria.titles import DRAFT
from awards.selectors.what_if import PLAIN_GROUP, draft_words, setting_words, value_words
from core.forms import DateField
from emulation.choices import SubjectKind, titles
from emulation.models import Unit
from emulation.selectors.settings import Definition, definitions

YEARS_BACK = 8
SAME = "nhu-hien-nay"
UNSET = "chua-dat"
# The groups of settings that a verdict may hang on; the others have no usual values.
_GROUPS = (
    PLAIN_GROUP, "Tiêu chuẩn giấy khen", "Lần liên tục tính cả năm đang xét",
    "Thời gian tính sau lần khen trước",
)  # fmt: skip


def year_options(also: int = 0) -> list[tuple[int, str]]:
    """Return the last years, and one that is looked at though it lies further back."""
    this = timezone.localdate().year
    years = {*range(this, this - YEARS_BACK, -1), *([also] if also else [])}
    return [(year, str(year)) for year in sorted(years, reverse=True)]


class BoardForm(forms.Form):
    """The filter bar of the board."""

    q = forms.CharField(label="Tìm", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False)
    title = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    kind = forms.ChoiceField(label="Đối tượng", required=False)
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Tất cả")
    group = forms.CharField(required=False, widget=forms.HiddenInput)
    facility = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, units: list[Unit], year: int):
        super().__init__({**{name: data.get(name, "") for name in self.base_fields}, "year": data.get("year") or year})
        self.fields["year"].choices = year_options(year)
        self.fields["title"].choices = [("", "Tất cả"), *((code, one.short) for code, one in titles().items())]
        kinds = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)
        self.fields["kind"].choices = [("", "Tất cả"), *((kind.value, kind.label) for kind in kinds)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("name")


class SubjectYearForm(forms.Form):
    """Which title of which year the panel of a file explains."""

    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False)
    title = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)

    def __init__(self, data: Any, *, codes: list[str], year: int, title: str):
        super().__init__({"year": data.get("year") or year, "title": data.get("title") or title})
        self.fields["year"].choices = year_options(year)
        self.fields["title"].choices = [(code, titles()[code].name) for code in codes]


class WhatIfForm(forms.Form):
    """A list under another day's law, or under settings as they might be; everything starts as it is."""

    year = forms.TypedChoiceField(label="Năm thành tích", coerce=int)
    after_on = DateField(
        label="Xét theo quy định có hiệu lực ngày", required=False,
        help_text="Để trống thì như hiện nay. Ví dụ 31/12/2023 để thử theo Luật 2003",
    )  # fmt: skip
    draft = forms.ChoiceField(label="Dự thảo chưa phải là luật", required=False)

    def __init__(self, data: Any, *, year: int, local: Mapping[str, Any], **kwargs: Any):
        """``local`` is what the house and its province have decided: it says what “as it is” means."""
        super().__init__(data, initial={"year": year}, **kwargs)
        self.fields["year"].choices = year_options(year)
        self.fields["draft"].choices = [("", "Không"), *((name, draft_words(name)) for name in drafts())]
        for name, one in tried_settings().items():
            choices = _choices(one, local.get(name))
            self.fields[name] = forms.ChoiceField(label=setting_words(one), choices=choices, required=False)

    def clean_after_on(self) -> Any:
        """Refuse a day of which no rule is known: nothing could be said under it."""
        day, first = self.cleaned_data["after_on"], rule_days()[0][0]
        if day and day < first:
            raise forms.ValidationError(f"Hệ thống chỉ có quy định từ ngày {first:%d/%m/%Y}. Chọn từ ngày đó trở đi.")
        return day

    @property
    def setting_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in tried_settings()]

    def overrides(self) -> dict[str, Any]:
        """Return what differs from today: settings (None for one that nobody has decided), and the draft."""
        draft = {DRAFT: self.cleaned_data["draft"]} if self.cleaned_data.get("draft") else {}
        return draft | {
            name: None if typed == UNSET else value_of(one, typed)
            for name, one in tried_settings().items()
            if (typed := self.cleaned_data.get(name)) and typed != SAME
        }


def tried_settings() -> dict[str, Definition]:
    return {name: one for name, one in definitions().items() if one.group in _GROUPS}


def value_of(one: Definition, typed: str) -> Any:
    """Return a choice as the setting is stored."""
    if one.type == "bool":
        return typed == "co"
    return int(typed) if one.type == "int" else typed


def typed_of(one: Definition, value: Any) -> str:
    """Return a stored value as the choice of the form."""
    return ("co" if value else "khong") if one.type == "bool" else str(value)


def _choices(one: Definition, value: Any) -> list[tuple[str, str]]:
    head = [(SAME, f"Như hiện nay ({value_words(one, value)})"), (UNSET, "Chưa đặt")]
    if one.type == "bool":
        return [*head, ("co", "Có"), ("khong", "Không")]
    if one.type == "int":
        return [*head, *((str(n), f"{n} {one.unit}") for n in range(int(one.limits["most"]) + 1))]
    return [*head, *one.choices.items()]
