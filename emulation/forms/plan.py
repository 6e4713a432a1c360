"""A plan with its legal bases and recipients, and what is written down while it is carried out."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from core.forms import DateField, laid_out
from emulation.criteria import published_sets
from emulation.forms.years import YearsField
from emulation.models import Plan, PlanBasis, PlanRecipient


class PlanForm(forms.ModelForm):
    """The head of a plan; a published one asks why it is adjusted."""

    target_years = YearsField(label="Các năm đăng ký thành tích")
    criteria_sets = forms.MultipleChoiceField(
        label="Các bộ tiêu chí", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Cần ít nhất một bộ trước khi mở đợt đăng ký; mỗi dòng đăng ký trả lời các tiêu chí hợp với mình.",
    )  # fmt: skip
    issued_on = DateField(label="Ngày ban hành", required=False)
    reason = forms.CharField(
        label="Lý do điều chỉnh", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kế hoạch đã ban hành: bản cũ được lưu lại, nơi nhận được báo lại.",
    )  # fmt: skip

    class Meta:
        model = Plan
        fields = [
            "kind", "title", "number", "period_from", "period_to", "target_years", "place", "issued_on", "signer",
            "signer_position", "body", "criteria_sets",
        ]  # fmt: skip
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "body": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "number": "Ví dụ 125/KH-BVPHCN; để trống nếu chưa lấy số.",
            "place": "In trước ngày tháng, ví dụ Ba Đồn.",
            "body": "Mục đích, tiêu chí, lộ trình từng năm. Mỗi ý một dòng.",
        }

    def __init__(self, *args: Any, is_published: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_published:
            del self.fields["reason"]
        sets = published_sets(timezone.localdate())
        self.fields["criteria_sets"].choices = [(one.slug, f"{one.name} ({one.code})") for one in sets]
        reason = ["reason"] if is_published else []
        self.helper = laid_out(
            *reason,
            "title",
            Div("kind", "number", "period_from", "period_to", css_class="cols-form"),
            "target_years",
            Div("place", "issued_on", "signer", "signer_position", css_class="cols-form"),
            "body",
            "criteria_sets",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first > last:
            self.add_error("period_to", "Năm cuối phải từ năm đầu trở đi.")
        elif first and last:
            outside = [str(year) for year in cleaned.get("target_years", []) if not first <= year <= last]
            if outside:
                self.add_error("target_years", f"Năm {', '.join(outside)} nằm ngoài giai đoạn {first}–{last}.")
        return cleaned


class BasisForm(forms.ModelForm):
    issued_on = DateField(label="Ngày", required=False)

    class Meta:
        model = PlanBasis
        fields = ["number", "issued_on", "issuer", "title"]


class RecipientForm(forms.ModelForm):
    class Meta:
        model = PlanRecipient
        fields = ["name", "kind", "purpose", "audience"]


class LinesFormSet(forms.BaseInlineFormSet):
    """Lines under a plan: blank ones are passed over, ticked ones are struck out."""

    def lines(self) -> list[Any]:
        """Return the rows to keep, in the order of the page."""
        kept = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form.instance for form in kept if form not in self.deleted_forms]


BasisFormSet = forms.inlineformset_factory(Plan, PlanBasis, BasisForm, formset=LinesFormSet, extra=2)
RecipientFormSet = forms.inlineformset_factory(Plan, PlanRecipient, RecipientForm, formset=LinesFormSet, extra=2)


class ProgressForm(forms.Form):
    on = DateField(label="Ngày")
    text = forms.CharField(label="Việc đã làm", widget=forms.Textarea(attrs={"rows": 2}))


class DeliveryForm(forms.Form):
    proof = forms.CharField(label="Cách gửi, bằng chứng", max_length=200)
