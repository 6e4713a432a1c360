"""What a campaign states: its facts, its criteria, its timetable, its papers."""

from typing import Any

from django import forms

from campaigns.choices import Field, FileRole, Level, ReviewKind, ReviewTime, TaskGroup
from campaigns.models import Campaign, Criterion, LaunchPlan
from campaigns.selectors.launches import LAUNCHING
from core.forms import DateField
from emulation.choices import JobType, SubjectKind, UnitKind
from emulation.models import Unit

_MANY = forms.CheckboxSelectMultiple
_OWNERS = (UnitKind.MASS, UnitKind.PARTY, UnitKind.PHONG)


class CampaignForm(forms.ModelForm):
    """The five facts and what goes with them; numbers are asked only of a new campaign."""

    review_from = DateField(label="Xét từ ngày", required=False)
    review_until = DateField(label="Xét đến ngày", required=False, help_text="Để trống: theo khoảng của thời điểm xét")
    contest_on = DateField(label="Ngày hội thi", required=False)
    event_on = DateField(label="Ngày của sự kiện", required=False)
    job_types = forms.MultipleChoiceField(
        label="Chỉ xét các loại công việc", choices=JobType.choices, required=False, widget=_MANY,
        help_text="Không chọn: mọi người đều được xét",
    )  # fmt: skip
    task_groups = forms.TypedMultipleChoiceField(
        label="Nhóm nhiệm vụ trọng tâm", choices=TaskGroup.choices, coerce=int, required=False, widget=_MANY
    )
    field_tags = forms.MultipleChoiceField(label="Lĩnh vực", choices=Field.choices, required=False, widget=_MANY)
    by_allocation = forms.BooleanField(label="Theo phân bổ, chưa giao số lượng", required=False)
    collectives = forms.IntegerField(label="Số tập thể được xét", min_value=0, max_value=9999, required=False)
    individuals = forms.IntegerField(label="Số cá nhân được xét", min_value=0, max_value=9999, required=False)

    class Meta:
        model = Campaign
        fields = [
            "plan", "number", "title", "year", "level", "kind", "lead_agency", "in_charge", "owner", "content",
            "review_time", "review_text", "review_from", "review_until", "quota_text", "is_per_programme", "job_types",
            "task_groups", "field_tags", "has_contest", "contest_on", "event_name", "event_on", "participants",
        ]  # fmt: skip
        widgets = {"content": forms.Textarea(attrs={"rows": 5}), "title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "title": "Giữ nguyên văn như văn bản; năm áp dụng ghi riêng",
            "quota_text": "Ví dụ: 05 tập thể và 10 cá nhân",
            "owner": "Công đoàn, Đoàn Thanh niên… nếu giao chủ trì; khi đó chỉ tổ chức ấy và phòng TCCB sửa được",
            "is_per_programme": "Mỗi chương trình mục tiêu có số lượng riêng",
            "participants": "Không chọn: mọi khoa, phòng, trạm",
        }

    def __init__(self, *args: Any, place: Unit, plans: Any, owner: Unit | None = None, **kwargs: Any):
        """``owner`` is the organisation that writes a campaign of its own; it cannot give it to another."""
        super().__init__(*args, **kwargs)
        self.instance.facility = place
        self.fields["plan"].queryset = LaunchPlan.objects.filter(pk__in=plans, facility=place)
        self.fields["participants"].queryset = _joining(place)
        self.fields["participants"].widget.attrs["data-pick"] = ""
        self.fields["owner"].queryset = Unit.objects.filter(parent=place, is_active=True, kind__in=_OWNERS)
        self.fields["owner"].empty_label = "Không giao riêng"
        self.fields["plan"].empty_label = "Không thuộc kế hoạch nào"
        self.fields["review_time"].choices = [("", "Chọn thời điểm"), *ReviewTime.choices]
        for name in ("lead_agency", "in_charge", "content", "review_time"):
            self.fields[name].required = True
        if place.kind == UnitKind.FACILITY and not self.initial.get("level"):
            self.initial["level"] = Level.FACILITY
        if owner is not None:
            self.instance.owner = owner
            del self.fields["owner"]
        if self.instance.pk:
            for name in ("by_allocation", "collectives", "individuals"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "by_allocation" in self.fields and not found.get("by_allocation"):
            for name in ("collectives", "individuals"):
                if found.get(name) is None and name not in self.errors:
                    self.add_error(name, "Ghi số lượng; ghi 0 nếu không xét, hoặc đánh dấu “Theo phân bổ”.")
        if found.get("has_contest") is False:
            found["contest_on"] = None
        return found

    def numbers(self) -> tuple[int | None, int | None]:
        """Return the places for collectives and for individuals; none where they come by allocation."""
        if "by_allocation" not in self.fields or self.cleaned_data["by_allocation"]:
            return None, None
        return self.cleaned_data["collectives"], self.cleaned_data["individuals"]


class CriterionForm(forms.Form):
    kind = forms.ChoiceField(
        label="Áp dụng cho", required=False,
        choices=[("", "Tập thể và cá nhân"), (SubjectKind.COLLECTIVE, "Tập thể"), (SubjectKind.PERSON, "Cá nhân")],
    )  # fmt: skip
    text = forms.CharField(label="Tiêu chí", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    points = forms.DecimalField(label="Điểm tối đa", required=False, min_value=0, max_value=100, decimal_places=1)


class StageForm(forms.Form):
    name = forms.CharField(label="Giai đoạn", required=False, max_length=60)
    starts_on = DateField(label="Từ ngày", required=False)
    ends_on = DateField(label="Đến ngày", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("name") and not found.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", "Ghi ngày bắt đầu.")
        if found.get("starts_on") and found.get("ends_on") and found["ends_on"] < found["starts_on"]:
            self.add_error("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return found


CriterionFormSet = forms.formset_factory(CriterionForm, extra=3)
StageFormSet = forms.formset_factory(StageForm, extra=2)


def filled(formset: forms.BaseFormSet, name: str) -> list[dict[str, Any]]:
    """Return the rows in which the named cell is filled; an emptied row is gone."""
    return [form.cleaned_data for form in formset if form.cleaned_data.get(name)]


def criteria_rows(campaign: Campaign) -> list[dict[str, Any]]:
    return [{"kind": c.kind, "text": c.text, "points": c.points} for c in Criterion.objects.filter(campaign=campaign)]


class CampaignFileForm(forms.Form):
    role = forms.ChoiceField(label="Loại tài liệu", choices=FileRole.choices)
    file = forms.FileField(label="Tệp", help_text="PDF, Word, Excel hoặc ảnh")


class ReviewForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=ReviewKind.choices)
    held_on = DateField(label="Ngày")
    results = forms.CharField(label="Kết quả", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    lessons = forms.CharField(label="Bài học kinh nghiệm", widget=forms.Textarea(attrs={"rows": 4}))
    minutes = forms.FileField(label="Biên bản hoặc báo cáo", required=False)


def _joining(place: Unit) -> Any:
    if place.kind == UnitKind.DEPARTMENT:
        return Unit.objects.filter(parent=place, kind=UnitKind.FACILITY, is_active=True)
    return Unit.objects.filter(facility=place, is_active=True, kind__in=(*LAUNCHING, UnitKind.MASS))
