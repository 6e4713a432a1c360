from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone

from core.forms import DateField, PartialDateField, laid_out, partial_date_text
from core.text import clean
from emulation.choices import JobType
from emulation.models import Staff, Unit, User
from emulation.selectors.people import kept_units

MARKS = (
    ("is_manager", "Giữ chức vụ quản lý"),
    ("is_direct", "Lao động trực tiếp"),
    ("is_party", "Đảng viên"),
    ("is_union", "Đoàn viên công đoàn"),
    ("is_youth", "Đoàn viên thanh niên"),
    ("is_contract", "Lao động hợp đồng"),
)
YOUNGEST, OLDEST = 15, 100


class StaffForm(forms.ModelForm):
    """A person's particulars. Unit and position change by a transfer, which keeps its day."""

    born = PartialDateField(label="Ngày sinh", required=False)
    joined_on = DateField(label="Ngày vào đơn vị", required=False)

    class Meta:
        model = Staff
        fields = [
            "full_name", "code", "prefix", "gender", "unit", "position", "job_type",
            *(name for name, _ in MARKS), "email", "joined_on", "came_from",
        ]  # fmt: skip
        help_texts = {
            "prefix": "Ví dụ ThS. BSCKI",
            "came_from": "Cơ quan chuyển đến từ đó; thành tích ở nơi cũ vẫn được tính khi xét",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"], self.fields["position"]
            self.fields["born"].initial = birth_text(self.instance)
        else:
            self.fields["unit"].queryset = working_units(user)
            self.fields["unit"].widget.attrs["data-pick"] = ""
        places = [name for name in ("unit", "position") if name in self.fields]
        self.helper = laid_out(
            Div("full_name", "code", css_class="cols-form"),
            Div("born", "gender", css_class="cols-form"),
            *([Div(*places, css_class="cols-form")] if places else []),
            Div("job_type", "prefix", css_class="cols-form"),
            Div("joined_on", "came_from", css_class="cols-form"),
            "email",
            Fieldset("Người này", *(name for name, _ in MARKS)),
        )

    def clean_code(self) -> str:
        return clean(self.cleaned_data["code"])

    def clean_born(self) -> tuple[date | None, str]:
        """Return the birth date with how much of it is known, unless the year cannot be."""
        born, precision = self.cleaned_data["born"]
        if born and not YOUNGEST <= timezone.localdate().year - born.year <= OLDEST:
            raise forms.ValidationError(f"Năm sinh {born.year} không hợp lý, hãy xem lại.")
        return born, precision

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "born" in data:
            self.instance.birth_date, self.instance.birth_precision = data["born"]
        return data


class TransferForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    position = forms.CharField(label="Chức vụ, chức danh", max_length=120, required=False)
    on = DateField(label="Từ ngày", help_text="Ngày quyết định có hiệu lực")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = working_units(user)
        self.fields["unit"].widget.attrs["data-pick"] = ""
        self.helper = laid_out(Div("unit", "position", css_class="cols-form"), "on")


class LeavingForm(forms.Form):
    on = DateField(label="Ngày làm việc cuối")
    reason = forms.CharField(label="Lý do", required=False, max_length=200, help_text="Nghỉ hưu, chuyển công tác…")


class ReturnForm(forms.Form):
    on = DateField(label="Trở lại từ ngày")


class StaffFilterForm(forms.Form):
    q = forms.CharField(label="Tìm", required=False, widget=forms.SearchInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    job_type = forms.ChoiceField(
        label="Loại công việc", required=False, choices=[("", "Mọi loại công việc"), *JobType.choices]
    )
    marks = forms.ChoiceField(label="Là", required=False, choices=[("", "Tất cả mọi người"), *MARKS])
    sort = forms.ChoiceField(
        label="Xếp theo", required=False, choices=[("", "Tên A–Y"), ("-name", "Tên Y–A"), ("unit", "Đơn vị")]
    )
    gone = forms.TypedChoiceField(
        label="Tình trạng",
        required=False,
        coerce=bool,
        empty_value=False,
        choices=[("", "Đang làm việc"), ("1", "Đã thôi việc")],
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


def birth_text(person: Staff) -> str:
    return partial_date_text(person.birth_date, person.birth_precision)


def working_units(user: User) -> Any:
    """Return the units where people can be put."""
    return kept_units(user).filter(is_active=True).exclude(kind="department").order_by("facility", "position", "name")
