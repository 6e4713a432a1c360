"""What people write about due reports: a deadline of their own, a nil return, a day that the plan leaves open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms import DateField
from core.text import clean
from reports.choices import Recipient
from reports.criteria import day_refusal


class DueForm(forms.Form):
    """A deadline that no plan knows."""

    title = forms.CharField(label="Việc phải gửi", max_length=200, help_text="Ví dụ: Tờ trình khen thưởng đợt 2")
    before = DateField(label="Trước ngày", help_text="Ngày ghi trong văn bản. Hạn cuối là hết ngày liền trước, 23:59")
    recipient = forms.ChoiceField(
        label="Gửi đến",
        choices=[row for row in Recipient.choices if row[0] != Recipient.INSIDE],
        widget=forms.RadioSelect,
    )
    recipient_name = forms.CharField(
        label="Tên nơi nhận", max_length=200, required=False, help_text="Khi chọn “Nơi nhận khác”"
    )
    recipient_email = forms.EmailField(
        label="Thư điện tử nơi nhận", required=False, help_text="Để trống thì dùng địa chỉ trong Cài đặt"
    )
    source = forms.CharField(label="Căn cứ", max_length=300, required=False, help_text="Văn bản yêu cầu: số, ngày")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("recipient") == Recipient.OTHER:
            for name, label in (("recipient_name", "tên nơi nhận"), ("recipient_email", "thư điện tử nơi nhận")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, f"Cần ghi {label} khi gửi đến nơi khác.")
        return data


class NilForm(forms.Form):
    """Why a month has no exemplar."""

    reason = forms.CharField(
        label="Lý do không có", widget=forms.Textarea(attrs={"rows": 4}), min_length=10, max_length=1000,
        help_text="Ví dụ: Hội đồng chưa họp trong tháng, các điển hình đã thông qua đều đã gửi",
        error_messages={"min_length": "Ghi rõ hơn, ít nhất 10 chữ cái."},
    )  # fmt: skip

    def clean_reason(self) -> str:
        return clean(self.cleaned_data["reason"])


class DayForm(forms.Form):
    """The day of a report whose plan names none."""

    day = forms.CharField(label="Trước ngày", max_length=20)
    since = DateField(label="Áp dụng từ ngày")
    source = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Văn bản quyết định ngày này: số, ký hiệu, ngày, cơ quan ban hành"
    )

    def __init__(self, *args: Any, rhythm: str, example: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rhythm = rhythm
        self.fields["day"].help_text = f"Ví dụ {example}. Hạn cuối là hết ngày liền trước, 23:59"
        self.fields["since"].initial = timezone.localdate

    def clean_day(self) -> str:
        day = clean(self.cleaned_data["day"])
        if refusal := day_refusal(day, self.rhythm):
            raise ValidationError(refusal)
        return day
