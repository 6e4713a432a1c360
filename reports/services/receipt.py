"""The recipient's receipt: noted by hand with its number, by the office or the Department's officer."""

from datetime import datetime

from django.db import transaction

from core.text import clean
from core.workflow import Refused
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.people import holders
from emulation.services.notification import notify
from reports.models import Package
from reports.workflow import PACKAGE


@transaction.atomic
def note_receipt(package: Package, *, number: str, at: datetime, by: User, now: datetime) -> None:
    """Write down that the recipient has the package, with the number it was registered under."""
    if at > now:
        raise Refused(["Thời điểm nhận không thể ở tương lai."])
    if package.sent_at and at < package.sent_at:
        raise Refused([f"Thời điểm nhận phải sau lúc gửi ({package.sent_at.astimezone(now.tzinfo):%H:%M %d/%m/%Y})."])
    package.receipt_number, package.received_at, package.receipt_by = clean(number)[:60], at, by
    package.save(update_fields=["receipt_number", "received_at", "receipt_by"])
    PACKAGE.move(package, "receive", by=by, note=package.receipt_number)
    notify(
        holders(Role.OFFICE, package.facility), key=f"package-received:{package.pk}",
        text=f"{package}: nơi nhận đã nhận, số {package.receipt_number or 'chưa ghi'}.", url=package.get_absolute_url(),
    )  # fmt: skip
