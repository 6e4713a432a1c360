"""A session, and a rule entered for one session with its document."""

from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import QuerySet

from awards.criteria import share
from awards.models import Council, CouncilMember, KeyHolder, Session
from core.forms import DateTimeField
from emulation.selectors.settings import Definition


class SessionForm(forms.ModelForm):
    held_at = DateTimeField(label="Họp lúc", help_text="Ngày và giờ, ví dụ 05/12/2026 14:00")

    class Meta:
        model = Session
        fields = ["council", "number", "kind", "held_at", "place", "subject"]
        widgets = {"subject": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"number": "Ví dụ 04/2026", "subject": "Nội dung ngoài các hồ sơ, in vào biên bản"}

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        field.queryset = councils  # type: ignore[attr-defined]
        if len(councils) == 1:
            field.initial = councils[0]


class RuleForm(forms.Form):
    """A value that ``definition`` allows, for this session alone."""

    value = forms.CharField(label="Quy định cho phiên này")
    source = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Văn bản, điều khoản: Quy chế Hội đồng số 12/QC-HĐTĐKT, điều 9"
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.definition = definition
        if definition.type == "bool":
            self.fields["value"] = _choice([("co", "Có"), ("khong", "Không")])
        elif definition.type == "choice":
            self.fields["value"] = _choice(list(definition.choices.items()))
        else:
            self.fields["value"].help_text = "Phân số, ví dụ 2/3 hoặc 80/100; ghi >1/2 cho “quá nửa”"
        self.order_fields(["value", "source"])

    def clean_value(self) -> Any:
        typed = self.cleaned_data["value"]
        if self.definition.type == "bool":
            return typed == "co"
        if self.definition.type == "choice":
            return typed
        try:
            found = share(typed.replace(" ", ""))
        except ValueError as error:
            raise forms.ValidationError("Ghi dạng phân số, ví dụ 2/3 hoặc 80/100; quá nửa là >1/2.") from error
        least = str(self.definition.limits.get("least") or "0/1")
        if found.value < Fraction(least):
            raise forms.ValidationError(f"Phải từ {least} trở lên ({self.definition.law}).")
        return found.spelling


class HolderForm(forms.Form):
    """Who keeps a key in place of whom."""

    member = forms.ModelChoiceField(CouncilMember.objects.none(), label="Người giữ chìa")
    instead_of = forms.ModelChoiceField(KeyHolder.objects.none(), label="Thay cho", required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any):
        super().__init__(*args, **kwargs)
        holders = session.holders.select_related("member__user")
        free = CouncilMember.objects.filter(seats__session=session).exclude(pk__in=holders.values("member"))
        self.fields["member"].queryset = free.select_related("user")  # type: ignore[attr-defined]
        self.fields["instead_of"].queryset = holders  # type: ignore[attr-defined]
        self.fields["instead_of"].required = holders.count() >= 3


def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label="Quy định cho phiên này", choices=choices, widget=forms.RadioSelect)
