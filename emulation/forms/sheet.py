"""What is asked about a sheet as a whole: the meeting that acknowledged it, why it is amended."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import DateField
from emulation.choices import SheetStatus, SubjectKind, UnitKind, titles
from emulation.models import Plan, Round

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
UNIT_KINDS = (UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.MASS, UnitKind.PARTY, UnitKind.BOARD)
SORTS = [("", "Mới thay đổi trước"), ("cu", "Chờ lâu trước"), ("don-vi", "Theo đơn vị")]


class EndorsementForm(forms.Form):
    """The acknowledgement by the collective (S0-9)."""

    endorsed_on = DateField(label="Ngày họp suy tôn")
    votes_for = forms.IntegerField(label="Số người đồng ý", min_value=0, widget=forms.TextInput(NUMERIC))
    votes_total = forms.IntegerField(label="Số người dự", min_value=1, widget=forms.TextInput(NUMERIC))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        votes_for, votes_total = cleaned.get("votes_for"), cleaned.get("votes_total")
        if votes_for is not None and votes_total is not None and votes_for > votes_total:
            self.add_error("votes_for", "Không thể nhiều hơn số người dự.")
        return cleaned


class AmendForm(forms.Form):
    reason = forms.CharField(
        label="Lý do bổ sung, điều chỉnh", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: thêm 1 điều dưỡng mới được khoa suy tôn; bỏ mục tiêu của người đã chuyển công tác.",
    )  # fmt: skip


class PasteForm(forms.Form):
    """Cells copied from a spreadsheet: tabs between columns, one line a row."""

    text = forms.CharField(
        label="Dán các dòng chép từ Excel",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )


def _search(placeholder: str) -> forms.TextInput:
    widget = forms.TextInput({"placeholder": placeholder})
    widget.input_type = "search"
    return widget


class SheetFilter(forms.Form):
    """What a list of sheets is narrowed by; everything stands in the address."""

    q = forms.CharField(label="Tìm", required=False, widget=_search("Khoa phòng, người, số biên nhận"))
    dot = forms.ModelChoiceField(Round.objects.none(), label="Đợt đăng ký", required=False, empty_label="Mọi đợt")
    loai = forms.ChoiceField(label="Loại đơn vị", required=False)
    sap = forms.ChoiceField(label="Sắp xếp", required=False, choices=SORTS)
    trang_thai = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[("", ""), *SheetStatus.choices])

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dot"].queryset = rounds.order_by("-opens_on", "-pk")
        kinds = [(kind.value, kind.label) for kind in UNIT_KINDS]
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]


class EntryFilter(forms.Form):
    """What the hospital's list is narrowed by."""

    q = forms.CharField(label="Tìm", required=False, widget=_search("Tên, khoa phòng"))
    ke_hoach = forms.ModelChoiceField(Plan.objects.none(), label="Kế hoạch", required=False, empty_label="Mọi kế hoạch")
    doi_tuong = forms.ChoiceField(
        label="Đối tượng", required=False, choices=[("", "Mọi đối tượng"), *SubjectKind.choices]
    )
    danh_hieu = forms.ChoiceField(label="Danh hiệu", required=False)

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["ke_hoach"].queryset = plans
        names = [(title.code, title.name) for title in titles().values()]
        self.fields["danh_hieu"].choices = [("", "Mọi danh hiệu"), *names]
