"""A round of registration, and why a unit is excused from it."""

from django import forms

from core.forms import DateField
from emulation.forms.years import YearsField
from emulation.models import Round


class RoundForm(forms.ModelForm):
    opens_on = DateField(label="Mở ngày")
    closes_on = DateField(
        label="Hạn gửi", help_text="Ngày cuối còn nhận. Gửi sau ngày này vẫn được, nhưng ghi là gửi muộn."
    )
    target_years = YearsField(label="Các năm đăng ký", required=False, help_text="Để trống: như kế hoạch.")

    class Meta:
        model = Round
        fields = ["name", "opens_on", "closes_on", "target_years", "minimum", "minimum_source"]


class ExcuseForm(forms.Form):
    reason = forms.CharField(
        label="Lý do miễn", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: khoa mới thành lập tháng 10/2022, chưa đủ người.",
    )  # fmt: skip
