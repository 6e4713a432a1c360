"""Numbers of a campaign: changed with a reason, and new programmes."""

from typing import Any

from django import forms

from campaigns.models import Campaign, Quota


class QuotaForm(forms.Form):
    """Every number of a campaign at once; an empty box means "theo phân bổ, chưa giao"."""

    reason = forms.CharField(
        label="Lý do, văn bản giao", max_length=500, help_text="Ví dụ: Công văn 15/TĐKT-NV ngày 03/3/2026 của Sở Y tế"
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.quotas = {quota.pk: quota for quota in campaign.quotas.select_related("programme", "campaign")}
        for pk, quota in self.quotas.items():
            self.fields[f"places_{pk}"] = forms.IntegerField(
                label=_label(quota), required=False, min_value=0, max_value=9999, initial=quota.places
            )

    def changes(self) -> list[tuple[Quota, int | None]]:
        """Return the quotas whose number was changed, with the new number."""
        asked = [(quota, self.cleaned_data[f"places_{pk}"]) for pk, quota in self.quotas.items()]
        return [(quota, places) for quota, places in asked if places != quota.places]

    def numbers(self) -> list[Any]:
        return [self[f"places_{pk}"] for pk in self.quotas]


class ProgrammeForm(forms.Form):
    name = forms.CharField(label="Tên chương trình mục tiêu", max_length=200)


def _label(quota: Quota) -> str:
    word = quota.get_kind_display()
    if quota.programme:
        return f"{quota.programme}: {word.lower()}"
    return f"{word}, cho mỗi chương trình thêm mới" if quota.campaign.is_per_programme else str(word)
