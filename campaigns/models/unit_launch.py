from django.conf import settings
from django.db import models

from campaigns.models.campaign import Campaign
from emulation.models import Attachment, Unit


class UnitLaunch(models.Model):
    """A unit has launched the campaign among its people: when, and with which papers (S4-31)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="launches", verbose_name="phong trào")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="launches", verbose_name="đơn vị")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    launched_on = models.DateField("ngày phát động")
    attendance = models.PositiveSmallIntegerField("số người dự", null=True, blank=True)
    note = models.TextField("nội dung chính", blank=True)
    minutes = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản phát động"
    )
    plan = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kế hoạch của đơn vị"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ["launched_on", "pk"]
        verbose_name = "đơn vị phát động"
        verbose_name_plural = "đơn vị phát động"
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="one_launch_per_unit_and_campaign")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.launched_on:%d/%m/%Y}"


class Pledge(models.Model):
    """A pledge (giao ước thi đua) signed between units within a campaign (S4-32)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="pledges", verbose_name="phong trào")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    content = models.TextField("nội dung giao ước")
    signed_on = models.DateField("ngày ký")
    parties = models.ManyToManyField(Unit, related_name="pledges", verbose_name="các bên ký")
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="bản ký")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ["-signed_on", "-pk"]
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"

    def __str__(self) -> str:
        return f"Giao ước ngày {self.signed_on:%d/%m/%Y}"
