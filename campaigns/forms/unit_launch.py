"""Launches and pledges of units."""

from typing import Any

from django import forms

from core.forms import DateField
from emulation.models import Unit


class LaunchForm(forms.Form):
    launched_on = DateField(label="Ngày phát động tại đơn vị")
    attendance = forms.IntegerField(label="Số người dự", required=False, min_value=1, max_value=9999)
    note = forms.CharField(label="Nội dung chính", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    minutes = forms.FileField(label="Biên bản phát động", required=False, help_text="PDF, Word hoặc ảnh chụp")
    plan = forms.FileField(label="Kế hoạch của đơn vị", required=False)


class PledgeForm(forms.Form):
    parties = forms.ModelMultipleChoiceField(
        label="Các bên ký", queryset=Unit.objects.none(), help_text="Ít nhất hai đơn vị"
    )
    content = forms.CharField(label="Nội dung giao ước", widget=forms.Textarea(attrs={"rows": 5}))
    signed_on = DateField(label="Ngày ký")
    file = forms.FileField(label="Bản giao ước đã ký", help_text="PDF hoặc ảnh chụp bản có chữ ký")

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = units
        self.fields["parties"].widget.attrs["data-pick"] = ""

    def clean_parties(self) -> list[Unit]:
        found = list(self.cleaned_data["parties"])
        if len(found) < 2:
            raise forms.ValidationError("Giao ước thi đua cần ít nhất hai đơn vị ký.")
        return found
