"""A nomination: for whom, for what, of which year; then why, with which papers."""

from typing import Any

from django import forms
from django.utils import timezone

from awards.choices import Occasion
from campaigns.selectors.subjects import Subject, collective, nominable_staff, nominable_units, person
from core.forms import DateField
from core.pickers import PickField
from emulation.choices import AttachmentKind, SubjectKind, titles_for
from emulation.models import Staff, Unit

YEARS_BACK = 5
_KINDS = {"danh_hieu": "Danh hiệu thi đua", "hinh_thuc": "Hình thức khen thưởng"}
_OCCASIONS = [(choice.value, choice.label) for choice in (Occasion.YEARLY, Occasion.SUDDEN)]


def staff_note(row: Staff) -> str:
    """Return what tells namesakes apart."""
    return " · ".join(part for part in (row.position, row.unit.label, row.code) if part)


def title_choices(kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the titles that a kind of subject may hold, danh hiệu and hình thức apart."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for found in titles_for(kind):
        groups.setdefault(_KINDS.get(found.kind, found.kind), []).append((found.code, found.name))
    return list(groups.items())


def year_choices() -> list[tuple[int, str]]:
    this = timezone.localdate().year
    return [(year, str(year)) for year in range(this, this - YEARS_BACK - 1, -1)]


class AwardForm(forms.Form):
    """What is asked for: the title, limited to what the subject may hold, and the year."""

    title = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    year = forms.TypedChoiceField(label="Năm thành tích", coerce=int)

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [("", "Chọn danh hiệu, hình thức"), *title_choices(kind)]
        self.fields["year"].choices = year_choices()


class OccasionForm(AwardForm):
    """The same with the occasion: the work of a year, or a sudden feat of a day."""

    occasion = forms.ChoiceField(
        label="Loại hình", choices=_OCCASIONS, widget=forms.RadioSelect, initial=Occasion.YEARLY
    )
    achieved_on = DateField(label="Ngày lập thành tích", required=False, help_text="Chỉ ghi khi khen đột xuất")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, year = found.get("achieved_on"), found.get("year")
        if found.get("occasion") == Occasion.YEARLY:
            found["achieved_on"] = None
        if found.get("occasion") != Occasion.SUDDEN:
            return found
        if "achieved_on" not in self.errors and day is None:
            self.add_error("achieved_on", "Khen đột xuất cần ghi ngày lập thành tích.")
        elif day and year and day.year != year:
            self.add_error("achieved_on", f"Ngày này không thuộc năm {year}.")
        return found


class NominationCreateForm(OccasionForm):
    """Who is nominated for what; people are picked by typing, collectives from a list."""

    field_order = ["staff", "subject_unit", "unit", "title", "year", "occasion", "achieved_on"]
    unit = forms.ModelChoiceField(
        label="Đơn vị đề nghị", queryset=Unit.objects.none(), required=False,
        empty_label="Đơn vị của người, tập thể được chọn", help_text="Đoàn thể đề nghị thì chọn đoàn thể",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, units: list[Unit], url: str, **kwargs: Any):
        super().__init__(*args, kind=kind, **kwargs)
        self.subject_name = "staff" if kind == SubjectKind.PERSON else "subject_unit"
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.units = units
        if len(units) == 1:
            self.fields["unit"].widget, self.fields["unit"].initial = forms.HiddenInput(), units[0].pk
        self.fields[self.subject_name] = _person_field(units, url) if kind == SubjectKind.PERSON else _unit_field(units)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        subject = found.get(self.subject_name)
        if subject is None or "unit" in self.errors:
            return found
        unit = found["unit"] = found.get("unit") or _home(subject, self.units)
        reach = nominable_staff(unit) if self.subject_name == "staff" else nominable_units(unit)
        if not reach.filter(pk=subject.pk).exists():
            self.add_error(self.subject_name, f"{subject} không thuộc {unit}. Chọn đúng đơn vị đề nghị.")
        return found

    def subject(self) -> Subject:
        picked = self.cleaned_data[self.subject_name]
        return person(picked) if self.subject_name == "staff" else collective(picked)


class NominationForm(OccasionForm):
    """What is written while the nomination is open."""

    field_order = ["title", "year", "occasion", "achieved_on", "achievements"]
    achievements = forms.CharField(
        label="Thành tích", required=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Mỗi dòng một kết quả, có số liệu của năm. Hội đồng đọc đúng phần này trước khi bỏ phiếu",
    )  # fmt: skip

    def __init__(self, *args: Any, of_campaign: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if of_campaign:
            del self.fields["occasion"], self.fields["achieved_on"]


class NominationPaperForm(forms.Form):
    kind = forms.ChoiceField(label="Loại giấy tờ", choices=AttachmentKind.choices, initial=AttachmentKind.ACHIEVEMENT)
    file = forms.FileField(label="Tệp", help_text="PDF, Word, Excel hoặc ảnh")


def _home(subject: Staff | Unit, units: list[Unit]) -> Unit:
    """Return which of the writer's units a subject belongs to, the first where it belongs to none."""
    own = subject.unit if isinstance(subject, Staff) else subject
    return next((unit for unit in units if unit.pk in (own.pk, own.parent_id)), units[0])


def _person_field(units: list[Unit], url: str) -> PickField:
    return PickField(
        label="Cá nhân", queryset=nominable_staff(*units), url=url, note=staff_note,
        error_messages={"required": "Chọn người được đề nghị: gõ tên, không cần dấu."},
    )  # fmt: skip


def _unit_field(units: list[Unit]) -> forms.ModelChoiceField:
    reach = nominable_units(*units)
    field = forms.ModelChoiceField(
        label="Tập thể", queryset=reach, empty_label=None if len(units) == 1 else "Chọn tập thể",
        initial=units[0].pk if len(units) == 1 else None, error_messages={"required": "Chọn tập thể được đề nghị."},
    )  # fmt: skip
    field.widget.attrs["data-pick"] = ""
    return field
