from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from core.models import Dated
from emulation.choices import BirthPrecision, Gender, JobType
from emulation.models.unit import Unit


class Staff(models.Model):
    """A person employed by a facility; most never log in.

    Namesakes in one unit exist: the code or the birth date tells them apart.
    """

    code = models.CharField("mã nhân viên", max_length=30)
    full_name = models.CharField("họ và tên", max_length=120)
    prefix = models.CharField("học hàm, học vị", max_length=60, blank=True)
    gender = models.CharField("giới tính", max_length=1, choices=Gender, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_precision = models.CharField(
        "độ chính xác ngày sinh", max_length=5, choices=BirthPrecision, default=BirthPrecision.DAY
    )
    position = models.CharField("chức vụ, chức danh", max_length=120, blank=True)
    job_type = models.CharField("loại công việc", max_length=20, choices=JobType, default=JobType.OTHER)
    is_manager = models.BooleanField("giữ chức vụ quản lý", default=False)
    is_direct = models.BooleanField("lao động trực tiếp", default=True)
    is_party = models.BooleanField("đảng viên", default=False)
    is_union = models.BooleanField("đoàn viên công đoàn", default=True)
    is_youth = models.BooleanField("đoàn viên thanh niên", default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff", verbose_name="đơn vị")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="facility_staff", verbose_name="cơ sở y tế")
    email = models.EmailField("thư điện tử", blank=True)
    joined_on = models.DateField("ngày vào", null=True, blank=True)
    came_from = models.CharField("nơi làm việc trước", max_length=200, blank=True)
    is_contract = models.BooleanField("lao động hợp đồng", default=False)
    left_on = models.DateField("ngày thôi", null=True, blank=True)
    search_key = models.CharField(max_length=260, db_index=True, editable=False, default="")
    name_key = models.CharField(max_length=400, db_index=True, editable=False, default="")
    history = HistoricalRecords(excluded_fields=["search_key", "name_key"])

    class Meta:
        ordering = ["name_key", "pk"]
        verbose_name = "nhân sự"
        verbose_name_plural = "nhân sự"
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="one_staff_code_per_facility"),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="staff_leave_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Posting(Dated):
    """Where a person worked and as what, from a day to a day; transfers keep history."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="postings", verbose_name="nhân sự")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="đơn vị")
    position = models.CharField("chức vụ", max_length=120, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "quá trình công tác"
        verbose_name_plural = "quá trình công tác"
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=models.Q(until__isnull=True), name="one_current_posting_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="posting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} · {self.unit}"


class StaffAlias(models.Model):
    """The answer to whom a line of a staff list means, so that the same line is not asked about again.

    The line is kept as the list names the person; ``sign`` stands for what of it tells people apart.
    """

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="aliases", verbose_name="nhân sự")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    full_name = models.CharField("họ và tên trong danh sách", max_length=120)
    code = models.CharField("mã trong danh sách", max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị trong danh sách")
    birth_date = models.DateField("ngày sinh trong danh sách", null=True, blank=True)
    birth_precision = models.CharField(
        "độ chính xác ngày sinh", max_length=5, choices=BirthPrecision, default=BirthPrecision.DAY
    )
    position = models.CharField("chức vụ trong danh sách", max_length=120, blank=True)
    sign = models.CharField(max_length=64, editable=False)
    source = models.CharField("tệp", max_length=200)
    on = models.DateField("ngày trả lời", default=timezone.localdate)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trả lời")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = "cách gọi trong danh sách nhập"
        verbose_name_plural = "cách gọi trong danh sách nhập"
        constraints = [models.UniqueConstraint(fields=["facility", "sign"], name="one_answer_per_line_of_a_staff_list")]

    def __str__(self) -> str:
        return f"{self.full_name}, {f'mã {self.code}' if self.code else self.unit}"
