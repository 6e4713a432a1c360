"""What people write in a package: number, texts, the choice of an exemplar, a receipt."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateTimeField
from core.text import clean, nfc
from reports.choices import PAPERS
from reports.models import Package

_SECTION = "section_"


class PackageForm(forms.Form):
    """The words of a package; which fields there are follows from its kind."""

    number = forms.CharField(
        label="Số văn bản", max_length=20, required=False, help_text="Xin số của văn thư; cần có trước khi duyệt"
    )
    symbol = forms.CharField(label="Ký hiệu", max_length=40, required=False, help_text="Ví dụ BV-TCCB hoặc BC-BV")
    place = forms.CharField(label="Địa danh", max_length=60, required=False, help_text="In trước ngày tháng")
    subject = forms.CharField(label="Trích yếu", max_length=300)
    body = forms.CharField(label="Nội dung công văn", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    summary = forms.CharField(
        label="Tóm tắt thành tích", required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Lấy từ hồ sơ của điển hình; chỉ ghi việc có thật, có số liệu và minh chứng",
    )  # fmt: skip
    receivers = forms.CharField(
        label="Nơi nhận", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="Mỗi dòng một nơi"
    )
    signer_title = forms.CharField(
        label="Chức vụ người ký", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ký thay thì ghi hai dòng: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC",
    )  # fmt: skip
    signer = forms.CharField(label="Người ký", max_length=120, required=False)

    def __init__(self, *args: Any, package: Package, **kwargs: Any):
        initial = {name: getattr(package, name) for name in self.base_fields}
        initial |= {_SECTION + key: text for key, text in package.sections.items()}
        super().__init__(*args, initial=initial, **kwargs)
        paper = PAPERS[package.builder]
        if not paper.is_letter:
            del self.fields["body"]
        if not paper.has_exemplar:
            del self.fields["summary"]
        for part in paper.sections:
            self.fields[_SECTION + part.key] = forms.CharField(
                label=part.label, required=False, help_text=part.hint, widget=forms.Textarea(attrs={"rows": 6})
            )
        self.paper = paper

    def clean_number(self) -> str:
        number = clean(self.cleaned_data["number"])
        if number and not number.replace(".", "").isalnum():
            raise ValidationError("Số văn bản chỉ gồm chữ và số, ví dụ 412. Ký hiệu ghi ở ô bên cạnh.")
        return number.zfill(2) if number.isdecimal() else number

    def words(self) -> dict[str, Any]:
        """Return the words as the service takes them, sections apart."""
        data = {name: nfc(str(value)).strip() for name, value in self.cleaned_data.items()}
        words: dict[str, Any] = {name: value for name, value in data.items() if not name.startswith(_SECTION)}
        if self.paper.sections:
            return {**words, "sections": {part.key: data[_SECTION + part.key] for part in self.paper.sections}}
        return words


class ExemplarForm(forms.Form):
    """Another exemplar than the proposed one, with why if there is a reason."""

    entry = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Hãy chọn một điển hình."})
    reason = forms.CharField(label="Lý do chọn", max_length=300, required=False)


class ReceiptForm(forms.Form):
    """What the recipient answered."""

    number = forms.CharField(
        label="Số văn bản đến, số biên nhận", max_length=60, required=False, help_text="Ví dụ SYT-2026-11-0087"
    )
    at = DateTimeField(label="Nơi nhận xác nhận lúc")


class UploadForm(forms.Form):
    file = forms.FileField(label="Thêm tài liệu", help_text="PDF, Word, Excel hoặc ảnh")
