"""Passphrases, keys and the tellers' counts. The ballot itself is no Django form: see the view."""

from typing import Any

from django import forms

from awards.models import AgendaItem, KeyHolder, Section


def _secret(label: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **more)


class PassphraseForm(forms.Form):
    passphrase = _secret("Mật khẩu mở hòm", help_text="Ít nhất 10 ký tự, ví dụ bốn từ không liên quan nhau. Không lưu.")
    again = _secret("Ghi lại lần nữa")

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("passphrase"):
            raise forms.ValidationError("Hai lần ghi không giống nhau.")
        return self.cleaned_data["again"]


class KeyForm(forms.Form):
    """A holder's passphrase; two holders may type one after the other on one machine."""

    holder = forms.ModelChoiceField(KeyHolder.objects.none(), label="Chìa của", empty_label=None)
    passphrase = _secret("Mật khẩu mở hòm")

    def __init__(self, *args: Any, section: Section, **kwargs: Any):
        super().__init__(*args, **kwargs)
        turned = section.shares.exclude(handed={}).values("holder")
        holders = section.session.holders.exclude(pk__in=turned).select_related("member__user")
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]


class TellerForm(forms.Form):
    """The counts of one teller: papers issued and collected, then three numbers a candidate."""

    issued = forms.IntegerField(label="Số phiếu phát ra", min_value=0, max_value=999)
    collected = forms.IntegerField(label="Số phiếu thu về", min_value=0, max_value=999)

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            for key, label in (("a", "Đồng ý"), ("d", "Không đồng ý"), ("b", "Trắng, không hợp lệ")):
                self.fields[f"{key}{item.pk}"] = forms.IntegerField(
                    label=f"{item.name}: {label}", min_value=0, max_value=999, initial=0
                )

    def rows(self) -> list[tuple[AgendaItem, list[forms.BoundField]]]:
        """Return the boxes of each candidate, for the table."""
        return [(item, [self[f"{key}{item.pk}"] for key in "adb"]) for item in self.items]

    def lines(self) -> dict[int, list[int]]:
        return {item.pk: [self.cleaned_data[f"{key}{item.pk}"] for key in "adb"] for item in self.items}
