from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.choices import Audience, PlanKind, PlanStatus, Purpose, RecipientKind
from emulation.models.support import Attachment
from emulation.models.unit import Unit


class Plan(Stamped):
    """A plan to build exemplars (kế hoạch): its period and its target years are two settings.

    Source 000 names the period 2021–2025 and asks for targets of 2022–2025 (S0-46).
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name="đơn vị ban hành")
    kind = models.CharField("loại", max_length=20, choices=PlanKind, default=PlanKind.EXEMPLAR)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    title = models.CharField("tên kế hoạch", max_length=300)
    period_from = models.PositiveSmallIntegerField("giai đoạn từ năm")
    period_to = models.PositiveSmallIntegerField("giai đoạn đến năm")
    target_years = models.JSONField("các năm đăng ký", default=list)
    criteria_sets = models.JSONField("các bộ tiêu chí", default=list, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=120, default="GIÁM ĐỐC")
    body = models.TextField("nội dung chính, lộ trình theo năm", blank=True)
    paper = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký (tệp)"
    )
    status = models.CharField(
        "trạng thái", max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False
    )

    class Meta:
        ordering = ["-period_from", "-pk"]
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="plan_period_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("emulation:plan_detail", args=[self.pk])

    @property
    def period(self) -> str:
        return f"{self.period_from}-{self.period_to}"

    @property
    def criteria_day(self) -> date:
        """Return the day whose wording of the criteria counts: when the plan was issued, not before its period."""
        first = date(self.period_from, 1, 1)
        return max(self.issued_on or first, first)


class PlanBasis(models.Model):
    """A document that the plan rests on (căn cứ)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bases", verbose_name="kế hoạch")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    title = models.CharField("về việc", max_length=400)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"

    def __str__(self) -> str:
        return self.number or self.title


class PlanRecipient(models.Model):
    """A line of "Nơi nhận": why that recipient gets the plan, and when it did.

    ``audience`` names the people of this installation who stand behind an inside recipient; they
    are told at publication. ``proof`` says how the copy was handed over.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients", verbose_name="kế hoạch")
    name = models.CharField("nơi nhận", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=RecipientKind, default=RecipientKind.INSIDE)
    purpose = models.CharField("để", max_length=20, choices=Purpose, default=Purpose.CARRY_OUT)
    audience = models.CharField("báo cho", max_length=20, choices=Audience, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    delivered_at = models.DateTimeField("đã nhận lúc", null=True, blank=True, editable=False)
    proof = models.CharField("bằng chứng đã gửi", max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return f"{self.name} ({self.get_purpose_display()})"


class PlanCopy(models.Model):
    """The text of a plan as it was published or republished; never changed (lưu VT)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="copies", verbose_name="kế hoạch")
    version = models.PositiveSmallIntegerField("lần")
    reason = models.TextField("lý do điều chỉnh", blank=True)
    content = models.JSONField("nội dung")
    fingerprint = models.CharField("dấu vân tay", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ban hành"
    )
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        verbose_name = "bản lưu kế hoạch"
        verbose_name_plural = "bản lưu kế hoạch"
        constraints = [models.UniqueConstraint(fields=["plan", "version"], name="one_copy_per_plan_and_version")]

    def __str__(self) -> str:
        return f"{self.plan} · lần {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("emulation:plan_copy", args=[self.plan_id, self.version])


class PlanProgress(models.Model):
    """What was done to carry a plan out, by day (S0-24)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="progress", verbose_name="kế hoạch")
    on = models.DateField("ngày")
    text = models.TextField("việc đã làm")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = "tiến độ thực hiện"
        verbose_name_plural = "tiến độ thực hiện"

    def __str__(self) -> str:
        return self.text[:60]
