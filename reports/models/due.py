from django.conf import settings
from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.models import Plan, Unit
from reports.choices import DueStatus, Obligation, Recipient, obligations


class DueReport(Stamped):
    """One report that a facility owes: stored ahead of time, never worked out from today.

    ``due_on`` is the last good day; empty where the plan names none and nobody has set one.
    ``closed_at`` and ``late_days`` are written once, when the report has left or was settled.
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="due_reports", verbose_name="cơ sở y tế")
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="due_reports", verbose_name="kế hoạch"
    )
    obligation = models.CharField("nghĩa vụ", max_length=60)
    period = models.CharField("kỳ", max_length=40)
    period_from = models.DateField("kỳ từ ngày")
    period_to = models.DateField("kỳ đến ngày")
    title = models.CharField("tên", max_length=200)
    search_key = models.CharField(max_length=260, db_index=True, editable=False, default="")
    recipient = models.CharField("nơi nhận", max_length=30, choices=Recipient, default=Recipient.DEPARTMENT)
    recipient_name = models.CharField("tên nơi nhận", max_length=200, blank=True)
    recipient_email = models.EmailField("thư điện tử nơi nhận", blank=True)
    due_on = models.DateField("hạn, ngày cuối còn đúng", null=True, blank=True)
    opens_on = models.DateField("mở ngày", null=True, blank=True)
    wording = models.TextField("lời văn", blank=True)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    status = models.CharField("trạng thái", max_length=20, choices=DueStatus, default=DueStatus.PLANNED, editable=False)
    note = models.TextField("lý do, ghi chú", blank=True)
    closed_at = models.DateTimeField("xong lúc", null=True, blank=True)
    late_days = models.PositiveSmallIntegerField("trễ (ngày)", default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người thêm"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "hạn báo cáo"
        verbose_name_plural = "hạn báo cáo"
        indexes = [
            models.Index(fields=["facility", "status", "due_on", "id"], name="due_list"),
            models.Index(fields=["status", "opens_on"], name="due_to_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "obligation", "period"], name="one_due_report_per_facility_duty_and_period"
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="due_period_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:due_detail", args=[self.pk])

    @property
    def duty(self) -> Obligation | None:
        """Return the rule behind the report; none for a deadline that the office added."""
        return obligations().get(self.obligation)

    @property
    def to(self) -> str:
        """Return the name of who gets it."""
        return self.recipient_name or str(self.get_recipient_display())


class Reminder(models.Model):
    """One reminder that was given, so that no tick gives it again."""

    due = models.ForeignKey(DueReport, models.CASCADE, related_name="reminders", verbose_name="hạn báo cáo")
    key = models.CharField("mốc", max_length=40)
    text = models.CharField("lời nhắc", max_length=400)
    audience = models.CharField("người được nhắc", max_length=120)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "lời nhắc"
        verbose_name_plural = "lời nhắc"
        constraints = [models.UniqueConstraint(fields=["due", "key"], name="one_reminder_per_due_report_and_milestone")]

    def __str__(self) -> str:
        return self.text
