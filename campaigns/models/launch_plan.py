from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.choices import Purpose, RecipientKind
from emulation.models import Unit


class LaunchPlan(Stamped):
    """A yearly plan that launches campaigns and groups them (kế hoạch phát động, S4-1).

    ``facility`` is the body that issued it: a hospital, or the Department itself.
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="launch_plans", verbose_name="nơi ban hành")
    slug = models.CharField(max_length=60, blank=True, editable=False)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    title = models.CharField("tên kế hoạch", max_length=400)
    year = models.PositiveSmallIntegerField("năm")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=120, default="GIÁM ĐỐC")
    purpose = models.TextField("mục đích, yêu cầu", blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = "kế hoạch phát động"
        verbose_name_plural = "kế hoạch phát động"
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "slug", "year"], condition=~models.Q(slug=""), name="one_loaded_plan_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:plan_detail", args=[self.pk])


class LaunchBasis(models.Model):
    """A document that the plan rests on (căn cứ)."""

    plan = models.ForeignKey(LaunchPlan, models.CASCADE, related_name="bases", verbose_name="kế hoạch")
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


class LaunchRecipient(models.Model):
    """A line of "Nơi nhận" with the purpose printed in brackets (S4-35, S4-36)."""

    plan = models.ForeignKey(LaunchPlan, models.CASCADE, related_name="recipients", verbose_name="kế hoạch")
    name = models.CharField("nơi nhận", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=RecipientKind, default=RecipientKind.INSIDE)
    purpose = models.CharField("để", max_length=20, choices=Purpose, default=Purpose.CARRY_OUT)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return self.name if self.kind == RecipientKind.FILING else f"{self.name} ({self.get_purpose_display()})"
