from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.choices import SheetStatus, SubjectKind, Track
from emulation.models.round import Round
from emulation.models.staff import Staff
from emulation.models.unit import Unit


class Sheet(Stamped):
    """A unit's registration list in a round (danh sách đăng ký); an amendment is a new version.

    ``is_latest`` is the version people work on; ``is_in_force`` the last accepted one.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets", verbose_name="đợt đăng ký")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sheets", verbose_name="đơn vị")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="facility_sheets", verbose_name="cơ sở y tế")
    status = models.CharField(
        "trạng thái", max_length=20, choices=SheetStatus, default=SheetStatus.DRAFT, editable=False
    )
    version = models.PositiveSmallIntegerField("lần", default=1)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="amendment")
    reason = models.TextField("lý do bổ sung, điều chỉnh", blank=True)
    is_latest = models.BooleanField(default=True)
    is_in_force = models.BooleanField(default=False)
    endorsed_on = models.DateField("ngày họp suy tôn", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("số người đồng ý", null=True, blank=True)
    votes_total = models.PositiveSmallIntegerField("số người dự họp", null=True, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    receipt_number = models.CharField("số biên nhận", max_length=40, blank=True, editable=False)
    is_late = models.BooleanField("gửi sau hạn", default=False, editable=False)
    returned_note = models.TextField("lý do trả lại", blank=True, editable=False)
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lại"
    )
    fix_by = models.DateField("gửi lại trước hết ngày", null=True, blank=True)
    state_since = models.DateTimeField("ở trạng thái này từ", auto_now_add=True)

    class Meta:
        ordering = ["-round__opens_on", "unit__name", "-version"]
        verbose_name = "bản đăng ký"
        verbose_name_plural = "bản đăng ký"
        indexes = [models.Index(fields=["facility", "status", "submitted_at", "id"], name="sheet_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "receipt_number"],
                condition=~models.Q(receipt_number=""),
                name="one_sheet_per_receipt_number",
            ),
            models.UniqueConstraint(fields=["round", "unit", "version"], name="one_sheet_per_unit_round_and_version"),
            models.UniqueConstraint(
                fields=["round", "unit"], condition=models.Q(is_latest=True), name="one_latest_sheet_per_unit_and_round"
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=models.Q(is_in_force=True),
                name="one_sheet_in_force_per_unit_and_round",
            ),
            models.CheckConstraint(
                condition=models.Q(votes_for__isnull=True)
                | models.Q(votes_total__isnull=True)
                | models.Q(votes_for__lte=models.F("votes_total")),
                name="not_more_votes_than_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("emulation:sheet_detail", args=[self.pk])

    @property
    def due_on(self) -> date | None:
        """Return the last day on which the sheet is on time; an amendment has one only when it was returned."""
        if self.version > 1:
            return self.fix_by
        return max(self.round.closes_on, self.fix_by or self.round.closes_on)

    @property
    def wanted_on(self) -> date | None:
        """Return the day by which the unit is asked to send: the one set when it was returned comes first."""
        return self.fix_by if self.fix_by and self.status == SheetStatus.RETURNED else self.due_on

    @property
    def label(self) -> str:
        """Return the version in words: "bản đăng ký", "bản bổ sung lần 1"."""
        return "bản đăng ký" if self.version == 1 else f"bản bổ sung, điều chỉnh lần {self.version - 1}"


class Entry(models.Model):
    """One line of a sheet: an exemplar, with name and position as of then.

    ``is_endorsed`` is the council's result: None before the vote. ``origin`` is the line of the
    previous version that this one was copied from; ``endorsed_as`` the last endorsed form of the
    line, which stays on the hospital's list until the council has decided on the change.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="entries", verbose_name="bản đăng ký")
    kind = models.CharField("loại", max_length=10, choices=SubjectKind)
    staff = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="nhân sự"
    )
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="subject_entries", verbose_name="tập thể"
    )
    name = models.CharField("tên", max_length=200)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    summary = models.TextField("thành tích, nội dung mô hình", blank=True)
    track = models.CharField(
        "lĩnh vực điển hình", max_length=10, choices=Track, blank=True, help_text="Để trống: theo loại công việc"
    )
    object_kind = models.CharField("đối tượng theo kế hoạch", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    search_key = models.CharField(max_length=260, db_index=True, editable=False, default="")
    origin = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies")
    endorsed_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="pending_changes"
    )
    is_endorsed = models.BooleanField("Hội đồng thông qua", null=True, editable=False)
    endorsed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "điển hình"
        verbose_name_plural = "điển hình"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "staff"],
                condition=models.Q(staff__isnull=False),
                name="one_entry_per_person_and_sheet",
            ),
            models.UniqueConstraint(
                fields=["sheet", "subject_unit"],
                condition=models.Q(subject_unit__isnull=False, kind="tap_the"),
                name="one_entry_per_collective_and_sheet",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="ca_nhan") | models.Q(staff__isnull=False),
                name="a_person_is_on_the_staff_list",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="tap_the") | models.Q(subject_unit__isnull=False),
                name="a_collective_is_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A title that an exemplar aims at in a year."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="targets", verbose_name="điển hình")
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("danh hiệu, hình thức", max_length=20)

    class Meta:
        ordering = ["year", "pk"]
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [models.UniqueConstraint(fields=["entry", "year", "title"], name="one_target_per_year_and_title")]

    def __str__(self) -> str:
        return f"{self.entry} · {self.title} {self.year}"


class SheetCopy(models.Model):
    """What a sheet held when it was sent: the proof behind the receipt, and what a later one is compared with."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="sent_copies", verbose_name="bản đăng ký")
    content = models.JSONField("nội dung")
    fingerprint = models.CharField("dấu vân tay", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "bản đã gửi"
        verbose_name_plural = "bản đã gửi"

    def __str__(self) -> str:
        return f"{self.sheet} · {self.at:%d/%m/%Y %H:%M}"


class SheetComment(models.Model):
    """A remark on a sheet, a line or a cell; resolved when it has been dealt with.

    The office's remarks have to be dealt with before the sheet can go on; ``by_unit`` marks
    questions that the unit puts back.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="comments", verbose_name="bản đăng ký")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="comments")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    text = models.TextField("ý kiến")
    by_unit = models.BooleanField("đơn vị hỏi", default=False, editable=False)
    answer = models.TextField("trả lời", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now_add=True)
    resolved_at = models.DateTimeField("đã sửa lúc", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"

    def __str__(self) -> str:
        return self.text[:60]
