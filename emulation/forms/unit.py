from typing import Any

from crispy_forms.layout import Div
from django import forms

from core.forms import DateField, laid_out
from emulation.choices import UnitKind
from emulation.models import Unit
from emulation.selectors.people import kept_units

INNER = (UnitKind.BOARD, UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.TEAM, UnitKind.MASS, UnitKind.PARTY)


class UnitForm(forms.ModelForm):
    """A unit inside the scope of whoever keeps the records; its place in the tree is its parent."""

    founded_on = DateField(
        label="Ngày thành lập", required=False, help_text="Khen theo quá trình cống hiến của tập thể tính từ ngày này"
    )

    class Meta:
        model = Unit
        fields = [
            "name", "short_name", "code", "kind", "parent", "position", "must_register", "email",
            "header_name", "place", "founded_on", "is_active",
        ]  # fmt: skip
        labels = {"parent": "Thuộc", "position": "Thứ tự trong danh sách"}
        help_texts = {
            "code": "Không trùng với đơn vị nào khác, ví dụ AH-NTH",
            "must_register": "Bảng theo dõi sẽ nhắc đơn vị này gửi danh sách đăng ký",
            "is_active": "Bỏ dấu khi đơn vị giải thể, sáp nhập; hồ sơ cũ vẫn giữ",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        is_top = self.instance.pk is not None and self.instance.kind in (UnitKind.FACILITY, UnitKind.DEPARTMENT)
        parents = kept_units(user).exclude(pk=self.instance.pk)
        if is_top:
            del self.fields["parent"], self.fields["kind"], self.fields["must_register"]
        else:
            kinds = (*INNER, UnitKind.FACILITY) if parents.filter(kind=UnitKind.DEPARTMENT).exists() else INNER
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
            self.fields["parent"].queryset = parents.exclude(kind=UnitKind.TEAM)
            self.fields["parent"].required = True
            self.fields["parent"].widget.attrs["data-pick"] = ""
        self.fields["position"].required = False
        self.helper = laid_out(*_rows(self.fields))

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0


class UnitFilterForm(forms.Form):
    q = forms.CharField(label="Tìm", required=False, widget=forms.SearchInput)
    gone = forms.TypedChoiceField(
        label="Tình trạng",
        required=False,
        coerce=bool,
        empty_value=False,
        choices=[("", "Đang hoạt động"), ("1", "Cả đơn vị đã giải thể")],
    )


def _rows(fields: dict[str, Any]) -> list[Any]:
    pairs = (("short_name", "code"), ("kind", "parent"), ("position", "email"), ("header_name", "place"))
    rows: list[Any] = ["name"]
    for pair in pairs:
        there = [name for name in pair if name in fields]
        if there:
            rows.append(Div(*there, css_class="cols-form"))
    return [*rows, *(name for name in ("founded_on", "must_register", "is_active") if name in fields)]
