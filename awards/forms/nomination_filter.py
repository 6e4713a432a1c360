"""What is typed and chosen above the lists of nominations, all of it optional."""

from collections.abc import Iterable
from typing import Any

from django import forms

from awards.choices import NominationStatus
from emulation.choices import UnitKind, titles

_KINDS = (UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.MASS, UnitKind.PARTY, UnitKind.BOARD)
ORDERS = {"": ("-state_since", "-pk"), "ten": ("name_key", "pk"), "cho": ("state_since", "pk")}


def chosen(form: forms.Form) -> dict[str, Any]:
    """Return what the filter bar asks for; nonsense in the address asks for nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


class NominationFilter(forms.Form):
    q = forms.CharField(
        label="Tìm tên, mã, đơn vị", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    title = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    unit_kind = forms.ChoiceField(
        label="Loại đơn vị", required=False, choices=[("", "Mọi loại"), *((k.value, k.label) for k in _KINDS)]
    )
    xep = forms.ChoiceField(
        label="Sắp xếp", required=False,
        choices=[("", "Mới đổi trước"), ("ten", "Theo tên"), ("cho", "Chờ lâu nhất trước")],
    )  # fmt: skip
    status = forms.ChoiceField(
        label="Trạng thái", required=False, widget=forms.HiddenInput, choices=[("", ""), *NominationStatus.choices]
    )

    def __init__(self, *args: Any, years: Iterable[int], codes: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]
        self.fields["title"].choices = [("", "Mọi danh hiệu, hình thức"), *_known(codes)]


class TargetFilter(forms.Form):
    q = forms.CharField(
        label="Tìm tên, đơn vị", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    title = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["title"].choices = [("", "Mọi danh hiệu, hình thức"), *_known(titles())]


def _known(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return titles in the order of documents."""
    wanted = set(codes)
    return [(found.code, found.name) for found in titles().values() if found.code in wanted]
