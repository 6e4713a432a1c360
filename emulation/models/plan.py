from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.choices import PlanKind, PlanStatus, Purpose, RecipientKind
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
    place = models.CharField("địa danh", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=120, default="GIÁM ĐỐC")
    body = models.TextField("nội dung chính", blank=True)
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
    """A line of "Nơi nhận", with why that recipient gets the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients", verbose_name="kế hoạch")
    name = models.CharField("nơi nhận", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=RecipientKind, default=RecipientKind.INSIDE)
    purpose = models.CharField("để", max_length=20, choices=Purpose, default=Purpose.CARRY_OUT)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return f"{self.name} ({self.get_purpose_display()})"


class Round(models.Model):
    """A call for registrations within a plan: the main one, then supplementary ones (S0-28)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds", verbose_name="kế hoạch")
    name = models.CharField("tên đợt", max_length=120)
    opens_on = models.DateField("mở ngày")
    closes_on = models.DateField("hạn gửi", help_text="Ngày cuối còn nhận")
    target_years = models.JSONField("các năm đăng ký", default=list, blank=True, help_text="Để trống: như kế hoạch")

    class Meta:
        ordering = ["opens_on", "pk"]
        verbose_name = "đợt đăng ký"
        verbose_name_plural = "đợt đăng ký"
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="one_round_of_a_name_per_plan"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="round_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.plan.period_from}–{self.plan.period_to}"

    @property
    def years(self) -> list[int]:
        return list(self.target_years or self.plan.target_years)
