"""A council and a member's part in it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from awards.choices import CouncilPart
from awards.models import Council, CouncilMember
from core.forms import DateField
from emulation.models import Unit, User


class CouncilForm(forms.ModelForm):
    decision_on = DateField(label="Ngày quyết định")
    since = DateField(label="Nhiệm kỳ từ ngày")
    until = DateField(label="Đến ngày", required=False)

    class Meta:
        model = Council
        fields = ["facility", "name", "decision_number", "decision_on", "decision_signer", "since", "until"]
        help_texts = {
            "name": "Như trong quyết định, ví dụ Hội đồng Thi đua – Khen thưởng Bệnh viện ĐKKV An Hòa",
            "decision_number": "Ví dụ 15/QĐ-BVAH",
            "decision_signer": "Chức vụ và họ tên, ví dụ Giám đốc Lê Quang Vinh",
        }

    def __init__(self, *args: Any, facilities: QuerySet[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["facility"]
        field.queryset = facilities  # type: ignore[attr-defined]
        if len(facilities) == 1:
            field.initial, field.widget = facilities[0], forms.HiddenInput()


class MemberForm(forms.ModelForm):
    since = DateField(label="Từ ngày")
    until = DateField(label="Đến ngày", required=False, help_text="Để trống: đến hết nhiệm kỳ")
    part = forms.ChoiceField(label="Vai trò", choices=CouncilPart, initial=CouncilPart.MEMBER)

    class Meta:
        model = CouncilMember
        fields = ["user", "part", "position", "since", "until", "is_voting", "is_teller", "order"]
        labels = {"user": "Người được cử"}
        help_texts = {
            "user": "Cần có tài khoản để đọc hồ sơ và bỏ phiếu",
            "position": "Như trong quyết định, ví dụ Trưởng khoa Nội, Chủ tịch Công đoàn",
            "order": "Thứ tự trong danh sách; để 0 thì xếp cuối",
        }

    def __init__(self, *args: Any, users: QuerySet[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = users  # type: ignore[attr-defined]
        field.empty_label = "Chọn người"  # type: ignore[attr-defined]
        field.widget.attrs["data-pick"] = ""


class DismissForm(forms.Form):
    on = DateField(label="Ngày cuối tham gia Hội đồng")
