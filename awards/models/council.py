from django.conf import settings
from django.db import models
from django.urls import reverse

from awards.choices import CouncilPart
from core.models import Dated, Stamped
from emulation.models import Attachment, Unit


class Council(Stamped, Dated):
    """A council of emulation and commendation, as a decision set it up for a term."""

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="councils", verbose_name="cơ sở y tế")
    name = models.CharField("tên Hội đồng", max_length=200)
    decision_number = models.CharField("quyết định thành lập số", max_length=60)
    decision_on = models.DateField("ngày quyết định")
    decision_signer = models.CharField("người ký quyết định", max_length=160, blank=True)
    decision_file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp quyết định"
    )

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "Hội đồng"
        verbose_name_plural = "Hội đồng"
        constraints = [
            models.UniqueConstraint(fields=["facility", "decision_number"], name="one_council_per_decision"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="council_term_runs_forward",
                violation_error_message="Ngày hết nhiệm kỳ phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("awards:council_detail", args=[self.pk])


class CouncilMember(Dated):
    """A person's part in a council from a day to a day; position is as of then."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="members", verbose_name="Hội đồng")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="council_parts", verbose_name="tài khoản"
    )
    part = models.CharField("vai trò", max_length=20, choices=CouncilPart, default=CouncilPart.MEMBER)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    is_teller = models.BooleanField("thuộc ban kiểm phiếu", default=False)
    is_voting = models.BooleanField("có quyền bỏ phiếu", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "thành viên Hội đồng"
        verbose_name_plural = "thành viên Hội đồng"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                condition=models.Q(until__isnull=True),
                name="one_part_per_person_in_a_council",
            ),
            models.UniqueConstraint(
                fields=["council", "part"],
                condition=models.Q(until__isnull=True, part__in=["chu_tich", "pho_thuong_truc", "thu_ky"]),
                name="one_chair_vice_and_secretary_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="council_part_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_part_display()}"
