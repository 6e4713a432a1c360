"""The parts of "Khen thưởng" and who sees which."""

from typing import Any

from django.urls import reverse

from awards.selectors.eligibility import READERS
from emulation.models import User


def award_tabs(here: str, user: User) -> list[dict[str, Any]]:
    """Return the tabs over nominations, what was won, and who may be proposed."""
    tabs = [("nomination_list", "Đề nghị"), ("award_list", "Đã nhận")]
    if user.units_of(*READERS):
        tabs.append(("eligibility_board", "Đủ điều kiện"))
    return [{"label": label, "url": reverse(f"awards:{name}"), "current": name == here} for name, label in tabs]
