"""Records of people and units by year. They feed every judgement on titles; nobody retypes them.

A row that proves wrong is withdrawn, not deleted: what rested on it clears itself, the book keeps it.
"""

from django.db import models
from simple_history.models import HistoricalRecords

from core.models import Stamped
from emulation.choices import (
    AuthorRole,
    DisciplineCause,
    DisciplineForm,
    DisciplineSide,
    InitiativeKind,
    InitiativeLevel,
    LeaveKind,
    MatterKind,
    Rating,
    RatingScope,
    Recognition,
    ViolationKind,
)
from emulation.models.staff import Staff
from emulation.models.unit import Unit

_ONE_SUBJECT = models.Q(staff__isnull=False, unit__isnull=True) | models.Q(staff__isnull=True, unit__isnull=False)


class YearRating(Stamped):
    """How a person or a unit was rated for a year, by the decree of that year, or by the Party."""

    staff = models.ForeignKey(
        Staff, models.CASCADE, null=True, blank=True, related_name="ratings", verbose_name="cá nhân"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="ratings", verbose_name="đơn vị")
    scope = models.CharField("loại xếp loại", max_length=10, choices=RatingScope, default=RatingScope.WORK)
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("mức xếp loại", max_length=10, choices=Rating)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = "xếp loại năm"
        verbose_name_plural = "xếp loại năm"
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="a_rating_has_one_subject"),
            models.UniqueConstraint(
                fields=["staff", "scope", "year"],
                condition=models.Q(staff__isnull=False),
                name="one_rating_per_person_and_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "scope", "year"],
                condition=models.Q(unit__isnull=False),
                name="one_rating_per_unit_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff or self.unit} · {self.level} {self.year}"


class Initiative(Stamped):
    """A technical or managerial solution, or a piece of research, with who recognised it and when.

    ``year`` is the year of recognition, or of submission while it is pending. ``is_applied`` is
    unknown until somebody says.
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="initiatives", verbose_name="cơ sở y tế")
    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên sáng kiến, đề tài", max_length=400)
    kind = models.CharField("loại", max_length=10, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    level = models.CharField("cấp công nhận", max_length=10, choices=InitiativeLevel, default=InitiativeLevel.BASE)
    recognition = models.CharField("tình trạng", max_length=10, choices=Recognition, default=Recognition.PENDING)
    year = models.PositiveSmallIntegerField("năm")
    decision_number = models.CharField("số quyết định công nhận", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    is_applied = models.BooleanField("đã áp dụng", null=True, blank=True)
    effect = models.TextField("hiệu quả, phạm vi áp dụng", blank=True)
    search_key = models.CharField(max_length=500, db_index=True, editable=False, default="")
    history = HistoricalRecords(excluded_fields=["search_key"])

    class Meta:
        ordering = ["-year", "code", "pk"]
        verbose_name = "sáng kiến, đề tài"
        verbose_name_plural = "sáng kiến, đề tài"
        constraints = [models.UniqueConstraint(fields=["facility", "code"], name="one_initiative_code_per_facility")]

    def __str__(self) -> str:
        return self.name


class InitiativeAuthor(models.Model):
    """Who made an initiative; co-authors may use the result as well (NĐ 152/2025, Điều 33 khoản 6)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authors", verbose_name="sáng kiến")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="initiative_parts", verbose_name="tác giả")
    role = models.CharField("vai trò", max_length=15, choices=AuthorRole, default=AuthorRole.AUTHOR)

    class Meta:
        ordering = ["pk"]
        verbose_name = "tác giả sáng kiến"
        verbose_name_plural = "tác giả sáng kiến"
        constraints = [models.UniqueConstraint(fields=["initiative", "staff"], name="one_part_per_initiative")]

    def __str__(self) -> str:
        return f"{self.staff} · {self.initiative}"


class Withdrawable(Stamped):
    """A record that may be taken back, with the reason; a withdrawn one counts for nothing."""

    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True, editable=False)
    withdrawn_note = models.CharField("lý do rút", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


class Discipline(Withdrawable):
    """A decision of discipline; without an end of its own it lasts as long as the rulebook says."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="disciplines", verbose_name="cá nhân")
    form = models.CharField("hình thức", max_length=20, choices=DisciplineForm)
    side = models.CharField("bên xử lý", max_length=15, choices=DisciplineSide, default=DisciplineSide.STATE)
    cause = models.CharField(
        "nguyên nhân", max_length=10, choices=DisciplineCause, default=DisciplineCause.UNKNOWN, blank=True
    )
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định")
    ends_on = models.DateField("hết hiệu lực ngày", null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "pk"]
        verbose_name = "kỷ luật"
        verbose_name_plural = "kỷ luật"

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_form_display()} {self.decided_on:%d/%m/%Y}"


class Violation(Withdrawable):
    """A violation of one of the kinds that bar an exemplar (S0-12, S0-14), or of the family (S3-15)."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="violations", verbose_name="cá nhân")
    kind = models.CharField("loại vi phạm", max_length=15, choices=ViolationKind)
    happened_on = models.DateField("ngày vi phạm")
    note = models.CharField("nội dung, kết luận", max_length=400, blank=True)

    class Meta:
        ordering = ["-happened_on", "pk"]
        verbose_name = "vi phạm"
        verbose_name_plural = "vi phạm"

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_kind_display()} {self.happened_on:%d/%m/%Y}"


class Matter(Withdrawable):
    """Something still being looked into; awards wait until it is closed (NĐ 152/2025, Điều 4 khoản 4)."""

    staff = models.ForeignKey(
        Staff, models.CASCADE, null=True, blank=True, related_name="matters", verbose_name="cá nhân"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="matters", verbose_name="đơn vị")
    kind = models.CharField("việc", max_length=15, choices=MatterKind)
    opened_on = models.DateField("từ ngày")
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    note = models.CharField("nội dung", max_length=400, blank=True)
    outcome = models.CharField("kết luận", max_length=400, blank=True)

    class Meta:
        ordering = ["-opened_on", "pk"]
        verbose_name = "việc đang xem xét"
        verbose_name_plural = "việc đang xem xét"
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="a_matter_has_one_subject"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="a_matter_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff or self.unit} · {self.get_kind_display()}"


class Leave(Stamped):
    """Days away from work in a year, in working days as staff registers count them."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="leaves", verbose_name="cá nhân")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại nghỉ", max_length=15, choices=LeaveKind)
    days = models.PositiveSmallIntegerField("số ngày làm việc")
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = "nghỉ"
        verbose_name_plural = "nghỉ"
        constraints = [models.UniqueConstraint(fields=["staff", "year", "kind"], name="one_leave_per_year_and_kind")]

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_kind_display()} {self.year}: {self.days}"
