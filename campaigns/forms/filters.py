"""The filter bars of lists: what is typed and chosen above a list, all of it optional."""

from collections.abc import Iterable
from typing import Any

from django import forms

from campaigns.choices import CampaignStatus, Level, ProposalStatus
from campaigns.models import Programme
from emulation.choices import SubjectKind
from emulation.models import Unit


def chosen(form: forms.Form) -> dict[str, Any]:
    """Return what the filter bar asks for; nonsense in the address asks for nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


class CampaignFilter(forms.Form):
    q = forms.CharField(label="Tìm", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label="Cấp phát động", required=False, choices=[("", "Mọi cấp"), *Level.choices])
    status = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *CampaignStatus.choices]
    )

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]


class ProposalFilter(forms.Form):
    q = forms.CharField(label="Tìm tên, mã", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="Đối tượng", required=False)
    status = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *ProposalStatus.choices]
    )
    programme = forms.TypedChoiceField(label="Chương trình", required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label="Đơn vị", required=False, coerce=int, empty_value=None)
    order = forms.ChoiceField(
        label="Sắp xếp",
        required=False,
        choices=[("", "Theo tên"), ("sent", "Gửi trước đứng trước"), ("changed", "Mới đổi đứng trước")],
    )

    def __init__(self, *args: Any, programmes: Iterable[Programme], units: Iterable[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in (SubjectKind.COLLECTIVE, SubjectKind.PERSON)]
        self.fields["kind"].choices = [("", "Tập thể, cá nhân"), *kinds]
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *((unit.pk, str(unit)) for unit in units)]
        found = [(programme.pk, str(programme)) for programme in programmes]
        self.fields["programme"].choices = [("", "Mọi chương trình"), *found]
        if not found:
            del self.fields["programme"]
