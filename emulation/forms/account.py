"""Signing in, passwords, accounts and the parts that people play."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone

from core.forms import DateField, laid_out
from emulation.choices import Role
from emulation.models import Staff, User
from emulation.selectors.accounts import grantable_units
from emulation.selectors.people import kept_staff, matching

STATES = (
    ("", "Mọi trạng thái"),
    ("active", "Đang dùng"),
    ("locked", "Tạm khóa vì sai mật khẩu"),
    ("new", "Chưa đổi mật khẩu một lần"),
    ("closed", "Đã đóng"),
)


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Sai %(limit)s lần liên tiếp thì tạm khóa.",
        "inactive": "Tài khoản này đã đóng. Hãy hỏi quản trị hệ thống.",
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label, password.label = "Tên đăng nhập", "Mật khẩu"
        name.error_messages["required"] = "Ghi tên đăng nhập."
        password.error_messages["required"] = "Ghi mật khẩu."
        name.widget.attrs.update({"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"})

    def clean_username(self) -> str:
        """Return the name as it is stored; phones like to begin with a capital letter."""
        typed = self.cleaned_data["username"].strip()
        return typed if User.objects.filter(username=typed).exists() else typed.lower()

    def get_invalid_login_error(self) -> forms.ValidationError:
        message = self.error_messages["invalid_login"] % {"limit": settings.AXES_FAILURE_LIMIT}
        return forms.ValidationError(message, code="invalid_login")


class PasswordForm(forms.Form):
    """The owner's new password; the old one is asked for unless somebody else has just set it."""

    old = forms.CharField(
        label="Mật khẩu hiện nay", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Từ 10 ký tự, không chỉ có chữ số, không giống tên. Một câu ngắn là dễ nhớ nhất.",
    )
    again = forms.CharField(
        label="Gõ lại mật khẩu mới", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.must_change_password:
            del self.fields["old"]

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("Mật khẩu hiện nay chưa đúng.")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        new = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        if self.user.check_password(new):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu hiện nay.")
        return new

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("new", self.cleaned_data["again"]):
            raise forms.ValidationError("Hai lần gõ mật khẩu mới chưa giống nhau.")
        return self.cleaned_data["again"]


class AccountFilterForm(forms.Form):
    q = forms.CharField(label="Tìm", required=False, widget=forms.SearchInput)
    role = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Mọi vai trò"), *Role.choices])
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=STATES)


class AccountForm(forms.Form):
    """A new account, for somebody on the staff list or for an outside person with a part to play."""

    staff = forms.ModelChoiceField(Staff.objects.none(), label="Nhân sự", required=False, widget=forms.HiddenInput)
    full_name = forms.CharField(label="Họ và tên", max_length=120, required=False)
    username = forms.RegexField(
        r"^[a-z0-9._-]{3,60}$",
        label="Tên đăng nhập",
        strip=True,
        required=False,
        help_text="Để trống thì hệ thống đặt theo tên, ví dụ ha.nt",
        error_messages={"invalid": "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, từ 3 ký tự trở lên."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False)
    role = forms.ChoiceField(label="Vai trò đầu tiên", required=False, choices=[("", "Chưa giao"), *Role.choices])
    unit = forms.ModelChoiceField(None, label="Phạm vi", required=False, empty_label="Chưa chọn")
    since = DateField(label="Từ ngày", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = kept_staff(user).filter(user__isnull=True, left_on__isnull=True)
        self.fields["staff"].queryset = self.people
        self.fields["staff"].error_messages["invalid_choice"] = "Người này đã có tài khoản hoặc ngoài phạm vi."
        self.fields["unit"].queryset = grantable_units(user)
        self.fields["unit"].widget.attrs["data-pick"] = ""
        self.fields["since"].initial = timezone.localdate
        names = ["full_name"] if not self.initial.get("staff") else []
        if not names:
            del self.fields["full_name"]
        self.helper = laid_out(
            *names, Div("username", "email", css_class="cols-form"),
            Div("role", "unit", css_class="cols-form"), "since",
        )  # fmt: skip

    def matches(self, typed: str) -> list[dict[str, str]]:
        """Return the people whom the words typed without the picker may mean."""
        found = matching(self.people, typed)[:8] if typed else []
        return [{"value": str(p.pk), "label": p.full_name, "note": f"{p.position} · {p.unit}"} for p in found]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("staff") and not data.get("full_name"):
            self.add_error("full_name", "Chọn người trong danh sách nhân sự, hoặc ghi họ tên người ngoài danh sách.")
        if not data.get("staff") and not data.get("role"):
            self.add_error("role", "Người ngoài danh sách nhân sự cần có ngay một vai trò.")
        if data.get("role") and not data.get("unit"):
            self.add_error("unit", "Chọn phạm vi của vai trò.")
        if data.get("role") and not data.get("since"):
            self.add_error("since", "Ghi ngày bắt đầu.")
        return data


class GrantForm(forms.Form):
    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])
    unit = forms.ModelChoiceField(None, label="Phạm vi", empty_label="Chọn đơn vị")
    since = DateField(label="Từ ngày")
    until = DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết ngày kết thúc")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = grantable_units(user)
        self.fields["unit"].widget.attrs["data-pick"] = ""
        self.fields["since"].initial = timezone.localdate
        rows = (Div("role", "unit", css_class="cols-form"), Div("since", "until", css_class="cols-form"))
        self.helper = laid_out(*rows)


class LastDayForm(forms.Form):
    on = DateField(label="Ngày cuối còn giữ vai trò")
