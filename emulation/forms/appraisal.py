"""The office's four questions on an exemplar, each with a level and a sentence."""

from typing import Any

from django import forms

from emulation.choices import Score, Typical


class AppraisalForm(forms.Form):
    """Fields "muc-<question>" and "loi-<question>" of a line; ``also_rest`` writes the same on the other lines."""

    also_rest = forms.BooleanField(label="Ghi như vậy cho các dòng chưa thẩm định", required=False)

    def __init__(self, *args: Any, line: int, scored: dict[str, tuple[int, str]], **kwargs: Any):
        super().__init__(*args, auto_id=f"id_{line}_%s", **kwargs)
        for question in Typical:
            score, said = scored.get(question, (None, ""))
            self.fields[f"muc-{question}"] = forms.TypedChoiceField(
                label=question.label, choices=[(one.value, f"{one.value} {one.label}") for one in Score],
                coerce=int, empty_value=0, required=False, initial=score, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"loi-{question}"] = forms.CharField(
                label=f"Nhận xét: {question.label.lower()}", max_length=400, required=False, initial=said
            )

    def scores(self) -> dict[str, tuple[int, str]]:
        """Return what was answered, by question: the level and the sentence."""
        data = self.cleaned_data
        return {question: (data[f"muc-{question}"], data[f"loi-{question}"]) for question in Typical}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[f"muc-{question}"], self[f"loi-{question}"]) for question in Typical]


class OverrideForm(forms.Form):
    reason = forms.CharField(label="Lý do vẫn tiếp nhận", widget=forms.Textarea(attrs={"rows": 2}), required=False)
