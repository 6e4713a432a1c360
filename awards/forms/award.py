"""A line of the award history: who won what, of which year, by which decision."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db.models import QuerySet

from awards.forms.nomination import staff_note, title_choices
from awards.models import Award
from awards.selectors.award_history import STATES
from core.forms import DateField, laid_out
from core.pickers import PickField
from emulation.choices import SubjectKind, title
from emulation.models import Staff, Unit

ORDERS = {"": ("-year", "-pk"), "year": ("year", "pk"), "name": ("order_name", "pk"), "title": ("title", "pk")}


class AwardForm(forms.ModelForm):
    """What was given to a known subject; titles are those that such a subject may hold."""

    title = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    decided_on = DateField(label="Ngày quyết định", required=False)

    class Meta:
        model = Award
        fields = [
            "title", "year", "decision_number", "decided_on", "authority", "occasion", "period_from", "name",
            "position",
        ]  # fmt: skip
        help_texts = {
            "authority": "Người ký quyết định, ví dụ Giám đốc Sở Y tế",
            "period_from": "Chỉ ghi khi khen cho nhiều năm, ví dụ bằng khen 5 năm",
            "name": "Để trống thì lấy tên hiện nay",
            "position": "Để trống thì lấy chức vụ hiện nay",
        }

    def __init__(self, *args: Any, kind: str, people: QuerySet[Staff], units: QuerySet[Unit], url: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [("", "Chọn danh hiệu, hình thức"), *title_choices(kind)]
        self.fields["name"].required = False
        self.subject = "staff" if kind == SubjectKind.PERSON else "unit"
        if self.subject == "unit":
            del self.fields["position"]
        is_known = self.instance.staff or self.instance.unit
        if not is_known:
            self.fields[self.subject] = _person(people, url) if self.subject == "staff" else _collective(units)
        then = ["name", "position"] if "position" in self.fields else ["name"]
        self.helper = laid_out(
            *([] if is_known else [self.subject]),
            Div("title", "year", css_class="cols-form"),
            Div("decision_number", "decided_on", css_class="cols-form"),
            "authority",
            Div("occasion", "period_from", css_class="cols-form"),
            Div(*then, css_class="cols-form"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get(self.subject):
            setattr(self.instance, self.subject, data[self.subject])
        return data


class RevokeForm(forms.Form):
    on = DateField(label="Ngày quyết định thu hồi")
    reason = forms.CharField(
        label="Lý do, số quyết định thu hồi", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AwardFilterForm(forms.Form):
    q = forms.CharField(label="Tìm tên, mã, số quyết định", required=False, widget=forms.SearchInput)
    title = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label="Của", required=False,
        choices=[("", "Cá nhân và tập thể"), ("ca_nhan", "Cá nhân"), ("tap_the", "Tập thể")],
    )  # fmt: skip
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    state = forms.ChoiceField(label="Hiệu lực", required=False, choices=STATES)
    sort = forms.ChoiceField(
        label="Xếp theo", required=False,
        choices=[("", "Năm mới trước"), ("year", "Năm cũ trước"), ("name", "Tên A–Y"), ("title", "Danh hiệu")],
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, years: Iterable[int], codes: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]
        known = ((code, title(code).name) for code in codes)
        self.fields["title"].choices = [("", "Mọi danh hiệu, hình thức"), *known]


def _person(people: QuerySet[Staff], url: str) -> PickField:
    return PickField(
        label="Cá nhân", queryset=people, url=url, note=staff_note,
        error_messages={"required": "Chọn người được khen: gõ tên, không cần dấu."},
    )  # fmt: skip


def _collective(units: QuerySet[Unit]) -> forms.ModelChoiceField:
    field = forms.ModelChoiceField(
        label="Tập thể", queryset=units, empty_label="Chọn tập thể",
        error_messages={"required": "Chọn tập thể được khen."},
    )  # fmt: skip
    field.widget.attrs["data-pick"] = ""
    return field
