"""A proposal: for whom, then why, then the evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from campaigns.choices import Opinion
from campaigns.models import Campaign, Programme
from campaigns.selectors.subjects import Subject, collective, nominable_staff, nominable_units, person
from core.pickers import PickField
from emulation.choices import AttachmentKind, SubjectKind
from emulation.models import Staff, Unit


def staff_note(row: Staff) -> str:
    return " · ".join(part for part in (row.position, str(row.unit), row.code) if part)


class SubjectForm(forms.Form):
    """Who is put forward: one person, or one collective, of a unit the writer answers for."""

    unit = forms.ModelChoiceField(label="Đơn vị đề xuất", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(
        label="Đối tượng", widget=forms.RadioSelect,
        choices=[(SubjectKind.PERSON, "Cá nhân"), (SubjectKind.COLLECTIVE, "Tập thể")],
    )  # fmt: skip
    subject_unit = forms.ModelChoiceField(label="Tập thể", queryset=Unit.objects.none(), required=False)
    programme = forms.ModelChoiceField(label="Chương trình", queryset=Programme.objects.none())

    def __init__(self, *args: Any, campaign: Campaign, units: list[Unit], url: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["subject_unit"].queryset = nominable_units(*units)
        self.fields["staff"] = PickField(
            label="Cá nhân", queryset=nominable_staff(*units), url=url, note=staff_note, required=False
        )
        self.order_fields(["unit", "kind", "staff", "subject_unit", "programme"])
        if campaign.is_per_programme:
            self.fields["programme"].queryset = campaign.programmes.all()
        else:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        unit, kind = found.get("unit"), found.get("kind")
        name = "staff" if kind == SubjectKind.PERSON else "subject_unit"
        subject = found.get(name)
        if not kind or name in self.errors:
            return found
        if subject is None:
            self.add_error(name, "Chọn người được đề xuất." if name == "staff" else "Chọn tập thể được đề xuất.")
        elif unit is not None and not _answers_for(unit, name).filter(pk=subject.pk).exists():
            self.add_error(name, f"{subject} không thuộc {unit}.")
        return found

    def subject(self) -> Subject:
        if self.cleaned_data["kind"] == SubjectKind.PERSON:
            return person(self.cleaned_data["staff"])
        return collective(self.cleaned_data["subject_unit"])


class ProposalForm(forms.Form):
    achievements = forms.CharField(
        label="Thành tích", required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Kết quả, số liệu theo từng tiêu chí của phong trào",
    )  # fmt: skip
    programme = forms.ModelChoiceField(label="Chương trình", queryset=Programme.objects.none())

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if campaign.is_per_programme:
            self.fields["programme"].queryset = campaign.programmes.all()
        else:
            del self.fields["programme"]


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(label="Loại giấy tờ", choices=AttachmentKind.choices, initial=AttachmentKind.ACHIEVEMENT)
    file = forms.FileField(label="Tệp", help_text="PDF, Word, Excel hoặc ảnh")


class AskForm(forms.Form):
    unit = forms.ModelChoiceField(label="Đơn vị thẩm định", queryset=Unit.objects.none())
    question = forms.CharField(label="Nội dung cần thẩm định", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class AnswerForm(forms.Form):
    opinion = forms.ChoiceField(label="Ý kiến", choices=Opinion.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 4}))


def _answers_for(unit: Unit, name: str) -> QuerySet:
    return nominable_staff(unit) if name == "staff" else nominable_units(unit)
