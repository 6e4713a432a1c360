"""To whom a report goes, and at which address. An address that nobody has set is not guessed."""

from datetime import date

from django.conf import settings

from emulation.choices import UnitKind
from emulation.selectors.settings import setting
from reports.choices import Recipient
from reports.models import DueReport, Package


def recipient_name(due: DueReport) -> str:
    """Return the name in "Kính gửi": the Department's own name where the tree knows it."""
    parent = due.facility.parent
    if (
        due.recipient == Recipient.DEPARTMENT
        and not due.recipient_name
        and parent
        and parent.kind == UnitKind.DEPARTMENT
    ):
        return parent.name
    return due.to


def address_of(due: DueReport, on: date) -> str:
    """Return where the letter goes: the due report's own address, the setting, the Department's unit, the install's."""
    if due.recipient_email:
        return due.recipient_email
    if due.recipient == Recipient.PARTY:
        return setting(due.facility, "report.party_email", on) or ""
    if due.recipient == Recipient.DEPARTMENT:
        parent = due.facility.parent
        own = setting(due.facility, "report.department_email", on)
        return own or (parent.email if parent else "") or settings.DEPARTMENT_EMAIL
    return ""


def address_refusal(package: Package, on: date) -> str:
    """Return why the package has nowhere to go, "" when it has."""
    if package.due.recipient == Recipient.INSIDE or address_of(package.due, on):
        return ""
    return (
        f"Chưa có địa chỉ thư của {recipient_name(package.due)}. Người quản trị ghi ở Cài đặt, mục Báo cáo và văn bản."
    )
