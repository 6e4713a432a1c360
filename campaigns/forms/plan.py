"""A yearly launch plan with its legal bases and recipients."""

from typing import Any

from django import forms

from campaigns.models import LaunchPlan
from core.forms import DateField
from emulation.choices import Purpose, RecipientKind


class PlanForm(forms.ModelForm):
    issued_on = DateField(label="Ngày ban hành", required=False)

    class Meta:
        model = LaunchPlan
        fields = ["number", "issued_on", "title", "year", "issuer", "signer", "signer_position", "purpose"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "purpose": forms.Textarea(attrs={"rows": 5})}


class BasisForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    issued_on = DateField(label="Ngày", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    title = forms.CharField(label="Về việc", max_length=400, required=False)


class RecipientForm(forms.Form):
    name = forms.CharField(label="Nơi nhận", max_length=200, required=False)
    kind = forms.ChoiceField(label="Loại", choices=RecipientKind.choices, initial=RecipientKind.INSIDE)
    purpose = forms.ChoiceField(label="Để", choices=Purpose.choices, initial=Purpose.CARRY_OUT)


BasisFormSet = forms.formset_factory(BasisForm, extra=2)
RecipientFormSet = forms.formset_factory(RecipientForm, extra=2)


def rows_of(plan: LaunchPlan, related: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the stored lines of a plan as the formset begins with them."""
    return list(getattr(plan, related).values(*names)) if plan.pk else []
