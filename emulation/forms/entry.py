"""A line as one plain form: texts and, year by year, the titles that such a subject may hold."""

from typing import Any

from django import forms

from emulation.choices import SubjectKind, titles_for
from emulation.models import Entry

TEXTS = ("name", "position", "summary")


class EntryForm(forms.Form):
    """Every cell of a line at once; ``seen_…`` carry what the person had before the eyes, so that
    what somebody else typed meanwhile is not lost.
    """

    name = forms.CharField(label="Tên mô hình", max_length=200)
    position = forms.CharField(label="Chức vụ khi đăng ký", max_length=120, required=False)
    summary = forms.CharField(label="Thành tích tóm tắt", widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, *args: Any, entry: Entry, years: list[int], **kwargs: Any):
        self.entry, self.years = entry, years
        kwargs["initial"] = {name: getattr(entry, name) for name in TEXTS}
        super().__init__(*args, **kwargs)
        choices = [(title.code, title.name) for title in titles_for(entry.kind)]
        for year in years:
            self._add_year(year, choices)
        self._fit_to_kind()
        for name in list(self.fields):
            self.fields[f"seen_{name}"] = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
            self.initial[f"seen_{name}"] = _as_text(self.initial.get(name, ""))

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS if name in self.fields}

    def seen_texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"seen_{name}"] for name in TEXTS if name in self.fields}

    def targets(self) -> dict[int, tuple[list[str], list[str]]]:
        """Return, by year, the titles chosen and those that stood there before."""
        return {
            year: (self.cleaned_data[f"y{year}"], self.cleaned_data[f"seen_y{year}"].split()) for year in self.years
        }

    def _add_year(self, year: int, choices: list[tuple[str, str]]) -> None:
        self.fields[f"y{year}"] = forms.MultipleChoiceField(
            label=f"Năm {year}", choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.initial[f"y{year}"] = [target.title for target in self.entry.targets.all() if target.year == year]

    def _fit_to_kind(self) -> None:
        kind = self.entry.kind
        if kind != SubjectKind.MODEL:
            del self.fields["name"]
        else:
            self.fields["summary"].label = "Mô tả mô hình"
        self.fields["summary"].is_asked_later = kind == SubjectKind.MODEL
        self.fields["position"].is_asked_later = True
        if kind != SubjectKind.PERSON:
            del self.fields["position"]


def _as_text(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
