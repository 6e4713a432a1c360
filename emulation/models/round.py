from django.conf import settings
from django.db import models
from django.urls import reverse

from emulation.choices import RoundStatus
from emulation.models.plan import Plan
from emulation.models.unit import Unit


class Round(models.Model):
    """A call for registrations within a plan: the main one, then supplementary ones (S0-28).

    ``minimum`` is how many exemplars each unit owes (S0-20); a supplementary round owes none.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds", verbose_name="kế hoạch")
    name = models.CharField("tên đợt", max_length=120)
    opens_on = models.DateField("mở ngày")
    closes_on = models.DateField(
        "hạn gửi", help_text="Ngày cuối còn nhận. Gửi sau ngày này vẫn được, nhưng ghi là gửi muộn."
    )
    target_years = models.JSONField("các năm đăng ký", default=list, blank=True, help_text="Để trống: như kế hoạch")
    minimum = models.PositiveSmallIntegerField(
        "số điển hình tối thiểu mỗi đơn vị", default=1, help_text="Đợt bổ sung ghi 0: đơn vị nào có thì gửi."
    )
    minimum_source = models.CharField("căn cứ của số tối thiểu", max_length=300, blank=True)
    status = models.CharField(
        "trạng thái", max_length=20, choices=RoundStatus, default=RoundStatus.OPEN, editable=False
    )

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

    def get_absolute_url(self) -> str:
        return reverse("emulation:coverage_board", args=[self.pk])

    @property
    def years(self) -> list[int]:
        return list(self.target_years or self.plan.target_years)

    @property
    def facility(self) -> Unit:
        return self.plan.facility

    def owing_units(self) -> models.QuerySet[Unit]:
        """Return the units that owe exemplars, have fewer accepted than the minimum, and are not excused."""
        accepted = models.Count("sheets__entries", filter=models.Q(sheets__round=self, sheets__is_in_force=True))
        owing = Unit.objects.filter(facility=self.plan.facility_id, must_register=True, is_active=True)
        short = owing.annotate(accepted=accepted).filter(accepted__lt=self.minimum)
        return short.exclude(pk__in=self.excuses.values("unit"))

    @property
    def is_supplementary(self) -> bool:
        return self.minimum == 0


class RoundExcuse(models.Model):
    """Why a unit that owes exemplars has none in a round, accepted by the office (S0-20)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="excuses", verbose_name="đợt đăng ký")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    reason = models.TextField("lý do miễn")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        ordering = ["unit__position", "pk"]
        verbose_name = "đơn vị được miễn"
        verbose_name_plural = "đơn vị được miễn"
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="one_excuse_per_round_and_unit")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.round}"


class Nudge(models.Model):
    """A reminder to a unit that has sent nothing; one a day."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="nudges", verbose_name="đợt đăng ký")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    on = models.DateField("ngày")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhắc")

    class Meta:
        ordering = ["-on", "pk"]
        verbose_name = "lần nhắc"
        verbose_name_plural = "lần nhắc"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "on"], name="one_nudge_per_round_unit_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.on:%d/%m/%Y}"
