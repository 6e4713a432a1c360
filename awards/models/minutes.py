from django.conf import settings
from django.db import models

from awards.choices import MinutesKind
from awards.models.agenda import Section
from awards.models.session import Session


class Minutes(models.Model):
    """A paper made from frozen records: the file, its fingerprint and the data it was made from."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="minutes", verbose_name="phiên họp")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="minutes", verbose_name="mục"
    )
    kind = models.CharField("loại", max_length=30, choices=MinutesKind)
    file = models.FileField("tệp", upload_to="bien-ban/%Y/%m/")
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("dấu vân tay", max_length=64)
    data = models.JSONField("dữ liệu", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    at = models.DateTimeField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                condition=models.Q(section__isnull=True),
                name="one_paper_of_a_kind_per_session",
            ),
            models.UniqueConstraint(
                fields=["section", "kind"],
                condition=models.Q(section__isnull=False),
                name="one_paper_of_a_kind_per_section",
            ),
        ]

    def __str__(self) -> str:
        return self.name
