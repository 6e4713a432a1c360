"""What people and collectives have won: the history that later titles rest on."""

from django.db import models
from simple_history.models import HistoricalRecords

from awards.choices import AwardSource, Occasion
from core.models import Stamped
from emulation.choices import title
from emulation.models import Staff, Unit


class Award(Stamped):
    """A title or form of commendation that was given, by which decision; name and position as of then.

    ``year`` is the year of the achievement, whatever the day of the decision. A revoked one stays
    in the file and counts for nothing (Luật 06/2022/QH15, Điều 93).
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="facility_awards", verbose_name="cơ sở y tế")
    staff = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name="cá nhân"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name="tập thể")
    name = models.CharField("tên khi được tặng", max_length=200)
    position = models.CharField("chức vụ khi được tặng", max_length=120, blank=True)
    title = models.CharField("danh hiệu, hình thức", max_length=20)
    year = models.PositiveSmallIntegerField("năm thành tích")
    period_from = models.PositiveSmallIntegerField("thành tích từ năm", null=True, blank=True)
    occasion = models.CharField("loại hình", max_length=20, choices=Occasion, default=Occasion.YEARLY)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    authority = models.CharField("cơ quan quyết định", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=15, choices=AwardSource, default=AwardSource.TYPED)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    is_revoked = models.BooleanField("đã thu hồi", default=False, editable=False)
    revoked_note = models.CharField("lý do thu hồi", max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = "khen thưởng đã nhận"
        verbose_name_plural = "khen thưởng đã nhận"
        indexes = [models.Index(fields=["facility", "year", "title"], name="award_year_title")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(staff__isnull=False, unit__isnull=True)
                | models.Q(staff__isnull=True, unit__isnull=False),
                name="an_award_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["staff", "title", "year", "occasion", "decision_number"],
                condition=models.Q(staff__isnull=False),
                name="one_award_per_person_title_year_and_decision",
            ),
            models.UniqueConstraint(
                fields=["unit", "title", "year", "occasion", "decision_number"],
                condition=models.Q(unit__isnull=False),
                name="one_award_per_collective_title_year_and_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.title_name} {self.year}"

    @property
    def title_name(self) -> str:
        return title(self.title).name
