from django.db import models

from emulation.models import Unit


class Heartbeat(models.Model):
    """When a part of the machinery last gave a sign of life: the clock, the outbox."""

    name = models.CharField("bộ phận", max_length=30, unique=True)
    at = models.DateTimeField("lần cuối")
    note = models.CharField("việc đã làm", max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "nhịp của máy"
        verbose_name_plural = "nhịp của máy"

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%d/%m/%Y %H:%M}"


class ClockAct(models.Model):
    """One thing that the clock did by itself, in words, for the people of a facility."""

    facility = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="cơ sở y tế")
    at = models.DateTimeField("lúc")
    text = models.CharField("việc", max_length=400)
    url = models.CharField("trang", max_length=300, blank=True)
    is_trouble = models.BooleanField("không làm được", default=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "việc tự động"
        verbose_name_plural = "việc tự động"
        indexes = [models.Index(fields=["facility", "at"], name="clock_acts_of_a_day")]

    def __str__(self) -> str:
        return self.text
