"""What is asked when a workbook is handed in."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from emulation.models import Round, Unit

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class WorkbookForm(forms.Form):
    """A file, the round it is for, and whose list it is."""

    round = forms.ModelChoiceField(Round.objects.none(), label="Đợt đăng ký", empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Danh sách của", required=False)
    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Biểu mẫu đăng ký dạng .xlsx, .xls, .ods, .csv. Bạn xem trước rồi mới nhập.",
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def __init__(self, *args: Any, rounds: QuerySet[Round], units: QuerySet[Unit], whole: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rounds_field, units_field = self.fields["round"], self.fields["unit"]
        rounds_field.queryset = rounds  # type: ignore[attr-defined]
        units_field.queryset = units  # type: ignore[attr-defined]
        units_field.required = not whole
        units_field.empty_label = "Nhiều khoa, phòng (theo tệp)" if whole else None  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        suffix = PurePath(upload.name or "").suffix.lower()
        if suffix not in SUFFIXES:
            raise forms.ValidationError(
                f"Không nhận tệp “{suffix or 'không có đuôi'}”. Hãy gửi .xlsx, .xls, .ods, .csv."
            )
        if (upload.size or 0) > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(f"Tệp lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Hãy chia nhỏ danh sách.")
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        called, unit = cleaned.get("round"), cleaned.get("unit")
        if called and unit and unit.facility_id != called.plan.facility_id:
            self.add_error("unit", "Đơn vị này không thuộc cơ sở của đợt đăng ký.")
        return cleaned
