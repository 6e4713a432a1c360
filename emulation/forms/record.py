"""What is asked for a record of a person or a unit: rating, leave, discipline, violation, matter."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from core.forms import DateField, laid_out
from emulation.choices import RatingScope, UnitKind
from emulation.models import Discipline, Leave, Matter, Violation, YearRating


def _choose(form: forms.Form, name: str, word: str) -> None:
    """Ask with words where Django would put dashes."""
    form.fields[name].choices = [("", word), *(pair for pair in form.fields[name].choices if pair[0])]


class RatingForm(forms.ModelForm):
    """The year, the level and the decision; the Party's rating is asked for of its members alone."""

    decided_on = DateField(label="Ngày quyết định", required=False)

    class Meta:
        model = YearRating
        fields = ["scope", "year", "level", "decision_number", "decided_on"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        scopes = _scopes(self.instance)
        if len(scopes) == 1:
            self.instance.scope = scopes[0]
            del self.fields["scope"]
        _choose(self, "level", "Chọn mức")
        self.helper = laid_out(
            *(["scope"] if "scope" in self.fields else []),
            Div("year", "level", css_class="cols-form"),
            Div("decision_number", "decided_on", css_class="cols-form"),
        )


class LeaveForm(forms.ModelForm):
    class Meta:
        model = Leave
        fields = ["year", "kind", "days", "note"]
        help_texts = {"days": "Tổng số ngày làm việc đã nghỉ trong năm, không tính ngày nghỉ hằng tuần"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose(self, "kind", "Chọn loại nghỉ")
        self.helper = laid_out(Div("year", "kind", css_class="cols-form"), "days", "note")


class DisciplineForm(forms.ModelForm):
    decided_on = DateField(label="Ngày quyết định")
    ends_on = DateField(
        label="Hết hiệu lực ngày", required=False, help_text="Để trống thì tính theo thời hạn của pháp luật"
    )

    class Meta:
        model = Discipline
        fields = ["form", "side", "cause", "decision_number", "decided_on", "ends_on"]
        help_texts = {"cause": "Quy định xếp loại phân biệt kỷ luật liên quan nhiệm vụ với kỷ luật vì việc khác"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose(self, "form", "Chọn hình thức")
        self.helper = laid_out(
            Div("form", "side", css_class="cols-form"),
            "cause",
            Div("decided_on", "decision_number", css_class="cols-form"),
            "ends_on",
        )


class ViolationForm(forms.ModelForm):
    happened_on = DateField(label="Ngày vi phạm")

    class Meta:
        model = Violation
        fields = ["kind", "happened_on", "note"]
        help_texts = {"note": "Cơ quan nào kết luận, văn bản nào"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose(self, "kind", "Chọn loại vi phạm")
        self.helper = laid_out(Div("kind", "happened_on", css_class="cols-form"), "note")


class MatterForm(forms.ModelForm):
    opened_on = DateField(label="Từ ngày")

    class Meta:
        model = Matter
        fields = ["kind", "opened_on", "note"]
        help_texts = {"note": "Ai đang xem xét, theo văn bản nào. Không ghi lời tố cáo chưa kiểm chứng"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose(self, "kind", "Chọn việc")
        self.helper = laid_out(Div("kind", "opened_on", css_class="cols-form"), "note")


class MatterEndForm(forms.Form):
    closed_on = DateField(label="Ngày kết thúc")
    outcome = forms.CharField(label="Kết luận", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do, để người sau hiểu vì sao."},
    )  # fmt: skip


def _scopes(rating: YearRating) -> list[str]:
    """Return by whom the subject may be rated: work, the Party, or both."""
    if rating.unit:
        return [RatingScope.PARTY if rating.unit.kind == UnitKind.PARTY else RatingScope.WORK]
    is_party = rating.staff.is_party or rating.scope == RatingScope.PARTY
    return [RatingScope.WORK, RatingScope.PARTY] if is_party else [RatingScope.WORK]
