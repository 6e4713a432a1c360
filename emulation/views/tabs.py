"""The parts of "Hồ sơ" and who sees which."""

from typing import Any

from django.urls import reverse

from emulation.choices import Role
from emulation.models import User


def record_tabs(user: User, here: str) -> list[dict[str, Any]]:
    """Return the tabs over units, people, initiatives and accounts; accounts are the administrator's alone."""
    tabs = [("unit_list", "Khoa, phòng"), ("staff_list", "Nhân sự"), ("initiative_list", "Sáng kiến")]
    if user.units_of(Role.ADMIN):
        tabs.append(("account_list", "Tài khoản"))
    return [{"label": label, "url": reverse(f"emulation:{name}"), "current": name == here} for name, label in tabs]
