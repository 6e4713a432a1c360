"""An initiative: what it is, who made it; then what was decided on it."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from core.forms import DateField, laid_out
from core.pickers import PickField
from emulation.choices import AuthorRole, InitiativeLevel, Recognition
from emulation.models import Initiative, Staff, Unit

SPARE = 3
APPLIED = (("", "Chưa rõ"), ("1", "Đã áp dụng"), ("0", "Chưa áp dụng"))
ORDERS = {"": ("-year", "-pk"), "year": ("year", "pk"), "code": ("code", "pk"), "-code": ("-code", "-pk")}


def author_note(person: Staff) -> str:
    return " · ".join(part for part in (person.position, person.unit.label, person.code) if part)


class InitiativeForm(forms.ModelForm):
    """The rows of authors are the known ones and some spare ones; an empty row is no author."""

    is_applied = forms.TypedChoiceField(
        label="Áp dụng", required=False, choices=APPLIED, coerce=lambda value: value == "1", empty_value=None
    )

    class Meta:
        model = Initiative
        fields = ["name", "kind", "year", "code", "is_applied", "effect"]
        widgets = {"effect": forms.Textarea(attrs={"rows": 4}), "name": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "code": "Để trống thì hệ thống đặt, ví dụ SK2026-001",
            "year": "Năm nộp; khi được công nhận thì là năm công nhận",
            "effect": "Nơi áp dụng, kết quả có số liệu",
        }

    def __init__(self, *args: Any, people: QuerySet[Staff], url: str, authors: list[tuple[Staff, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        if not self.instance.pk:
            self.fields["year"].initial = timezone.localdate().year
        self.initial["is_applied"] = {True: "1", False: "0"}.get(self.instance.is_applied, "")
        sent = sum(name.startswith("role_") for name in self.data)
        self.rows = max(sent, 1) if self.is_bound else max(len(authors), 1) + SPARE
        for place in range(self.rows):
            staff, role = authors[place] if place < len(authors) else (None, "")
            self.fields[f"author_{place}"] = _author_field(place, people, url, staff)
            self.fields[f"role_{place}"] = _role_field(place, role)
        pairs = [Div(f"author_{place}", f"role_{place}", css_class="cols-form") for place in range(self.rows)]
        self.helper = laid_out(
            "name",
            Div("kind", "year", css_class="cols-form"),
            Div("code", "is_applied", css_class="cols-form"),
            "effect",
            Fieldset("Tác giả", *pairs),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pairs = ((data.get(f"author_{place}"), data.get(f"role_{place}")) for place in range(self.rows))
        data["authors"] = [(staff, role) for staff, role in pairs if staff]
        return data


def _author_field(place: int, people: QuerySet[Staff], url: str, staff: Staff | None) -> PickField:
    """Return a row's picker; the first one has to be filled."""
    return PickField(
        label=f"Người thứ {place + 1}" if place else "Tác giả chính",
        queryset=people, url=url, note=author_note, required=not place, initial=staff,
        error_messages={"required": "Ghi ít nhất một tác giả: gõ tên, không cần dấu."},
    )  # fmt: skip


def _role_field(place: int, role: str) -> forms.ChoiceField:
    usual = AuthorRole.CO_AUTHOR if place else AuthorRole.AUTHOR
    return forms.ChoiceField(label="Vai trò", choices=AuthorRole.choices, initial=role or usual)


class DecisionForm(forms.Form):
    """What became of an initiative."""

    recognition = forms.ChoiceField(label="Kết quả", choices=Recognition.choices, widget=forms.RadioSelect)
    level = forms.ChoiceField(label="Cấp công nhận", choices=InitiativeLevel.choices)
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_on = DateField(label="Ngày quyết định", required=False)
    year = forms.IntegerField(
        label="Tính cho năm", required=False, help_text="Để trống thì là năm của quyết định",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            "recognition",
            Div("level", "year", css_class="cols-form"),
            Div("decision_number", "decided_on", css_class="cols-form"),
        )

    def clean(self) -> dict[str, Any]:
        """Ask beside the field for the decision by which an initiative is recognised."""
        data = super().clean() or {}
        if data.get("recognition") == Recognition.RECOGNISED:
            if not data.get("decision_number"):
                self.add_error("decision_number", "Ghi số quyết định công nhận.")
            if "decided_on" not in self.errors and not data.get("decided_on"):
                self.add_error("decided_on", "Ghi ngày quyết định công nhận.")
        return data


class InitiativeFilterForm(forms.Form):
    q = forms.CharField(label="Tìm tên, mã, tác giả", required=False, widget=forms.SearchInput)
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Mọi cấp"), *InitiativeLevel.choices])
    recognition = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *Recognition.choices]
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    sort = forms.ChoiceField(
        label="Xếp theo", required=False,
        choices=[("", "Năm mới trước"), ("year", "Năm cũ trước"), ("code", "Mã tăng dần"), ("-code", "Mã giảm dần")],
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]
