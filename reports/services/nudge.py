"""The Department's officer asks a hospital for what is late; once a day, however often the button is pressed."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from emulation.audit import record
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.people import holders
from emulation.services.notification import notify
from reports.choices import DueStatus, Recipient
from reports.models import DueReport


@transaction.atomic
def nudge_hospital(facility: Unit, *, by: User, today: date) -> int:
    """Tell the hospital's office what the Department still waits for; return how many reports."""
    late = DueReport.objects.filter(
        facility=facility,
        recipient=Recipient.DEPARTMENT,
        due_on__lt=today,
        status__in=(DueStatus.OPEN, DueStatus.PLANNED),
    )
    titles = list(late.order_by("due_on").values_list("title", flat=True))
    if not titles:
        return 0
    text = f"Sở Y tế nhắc: còn thiếu {len(titles)} báo cáo quá hạn: {', '.join(titles)}."
    url = reverse("reports:due_list")
    for role in (Role.OFFICE, Role.LEADER):
        notify(holders(role, facility), key=f"department-nudge:{facility.pk}:{today}", text=text[:400], url=url)
    record(facility, "nudge", by=by, note=text[:400])
    return len(titles)
