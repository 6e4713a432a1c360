from django.db import models

from campaigns.models.campaign import Campaign
from emulation.choices import SubjectKind


class Programme(models.Model):
    """A target programme inside a campaign; each has a counter of its own (S4-11)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="programmes", verbose_name="phong trào")
    name = models.CharField("chương trình", max_length=200)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="one_programme_of_a_name_per_campaign")
        ]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """How many subjects of one kind may be proposed in a campaign, or in one of its programmes.

    ``places`` empty means "theo phân bổ", not yet allocated: nothing can be proposed (S4-10). Zero
    means that this kind is not considered (S4-16). Where a campaign counts per programme, the row
    without a programme holds the numbers for each programme and takes no proposals itself.

    This row is the lock: whoever takes a place holds it until the transaction ends.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="quotas", verbose_name="phong trào")
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="quotas", verbose_name="chương trình"
    )
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    places = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)

    class Meta:
        ordering = ["programme__order", "-kind"]
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=models.Q(programme__isnull=True),
                name="one_quota_per_campaign_and_kind",
            ),
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=models.Q(programme__isnull=False),
                name="one_quota_per_programme_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.get_kind_display()}"
