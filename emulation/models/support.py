from django.conf import settings
from django.db import models

from core.models import Dated
from emulation.choices import JOB_MAKES_A_FILE, JOB_PROMISES, AttachmentKind, JobStatus
from emulation.models.unit import Unit


class Attachment(models.Model):
    """A file that somebody handed in, kept with its fingerprint."""

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    kind = models.CharField("loại", max_length=30, choices=AttachmentKind, default=AttachmentKind.OTHER)
    file = models.FileField("tệp", upload_to="tai-lieu/%Y/%m/")
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("dấu vân tay", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Long work that runs in the background: the page may be left, the row tells how far it is.

    ``kind`` names a function of ``core.registry.job``; a worker that dies leaves ``beat_at``
    standing still, and the next tick takes the job up again from the start.
    """

    kind = models.CharField("việc", max_length=50)
    label = models.CharField("tên", max_length=200)
    arguments = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="người đặt")
    status = models.CharField("trạng thái", max_length=20, choices=JobStatus, default=JobStatus.QUEUED, editable=False)
    done = models.PositiveIntegerField("đã xong", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    message = models.TextField("kết quả", blank=True)
    result = models.FileField("tệp kết quả", upload_to="ket-qua/%Y/%m/", blank=True)
    result_name = models.CharField("tên tệp kết quả", max_length=200, blank=True)
    result_url = models.CharField("trang kết quả", max_length=300, blank=True)
    queued_at = models.DateTimeField("đặt lúc", auto_now_add=True)
    beat_at = models.DateTimeField("nhịp cuối", null=True, blank=True)
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("số lần chạy", default=0)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"

    def __str__(self) -> str:
        return self.label

    @property
    def promise(self) -> str:
        """Return what follows when the work ends."""
        return JOB_PROMISES.get(self.kind, JOB_MAKES_A_FILE)


class Notification(models.Model):
    """A sentence for one person, with the page where it can be dealt with.

    ``key`` makes writing it idempotent: the same reminder of the same day is stored once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=160)
    text = models.CharField("nội dung", max_length=400)
    url = models.CharField("trang", max_length=300, blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    read_at = models.DateTimeField("đã đọc lúc", null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notification_per_person_and_key")]

    def __str__(self) -> str:
        return self.text


class LocalSetting(Dated):
    """What a province or a hospital decides: a value with its validity, source document and author.

    Nobody stands as the author where the command line wrote it before there was any account.

    ``name`` is an entry of ``<app>/rules/settings.yaml``, which says what values are allowed.
    Unset means that a person has to decide; there is no official-looking default.
    """

    facility = models.ForeignKey(Unit, models.CASCADE, related_name="settings", verbose_name="áp dụng cho")
    name = models.CharField("tên", max_length=80)
    value = models.JSONField("giá trị")
    source = models.CharField("căn cứ", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ["name", "-since"]
        verbose_name = "thiết lập"
        verbose_name_plural = "thiết lập"
        constraints = [
            models.UniqueConstraint(fields=["facility", "name", "since"], name="one_setting_per_facility_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
