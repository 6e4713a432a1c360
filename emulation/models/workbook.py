from typing import Any

from django.conf import settings
from django.db import models

from emulation.choices import JobStatus
from emulation.models.support import Attachment, Job


class WorkbookWork(models.Model):
    """What the worker does and has done with a long workbook of records, beside the file that was kept.

    ``kind`` names how it is read. ``job`` is the work last ordered on it. ``shown`` and the pages of its
    findings are the preview as it was last planned, ``seen`` the fingerprint of that plan; both are
    empty while there is none. ``outcome`` tells what was taken in last.
    """

    kept = models.OneToOneField(
        Attachment, models.CASCADE, primary_key=True, related_name="work", verbose_name="tệp đã giữ"
    )
    kind = models.CharField("loại tệp", max_length=30)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="việc chạy nền")
    shown = models.JSONField("bản xem trước", default=dict, blank=True)
    seen = models.CharField("dấu vân tay của bản xem trước", max_length=64, blank=True)
    outcome = models.CharField("kết quả lần nhập cuối", max_length=200, blank=True)

    class Meta:
        verbose_name = "việc với tệp nhập"
        verbose_name_plural = "việc với tệp nhập"

    def __str__(self) -> str:
        return str(self.kept)

    @property
    def is_busy(self) -> bool:
        """Whether work that was ordered on it has not ended."""
        return self.job is not None and self.job.status in (JobStatus.QUEUED, JobStatus.RUNNING)

    @property
    def is_unread(self) -> bool:
        """Whether there is no preview of it, nor work under way that makes one."""
        return not self.seen and not self.is_busy

    @property
    def failure(self) -> str:
        """Return why the work last ordered came to nothing."""
        return self.job.message if self.job is not None and self.job.status == JobStatus.FAILED else ""


class FindingPage(models.Model):
    """Some of what a long workbook has to tell: of everything (``severity`` empty) or of one severity.

    Under "rows" stand the pages of what it would write.
    """

    work = models.ForeignKey(WorkbookWork, models.CASCADE, related_name="pages", verbose_name="tệp nhập")
    severity = models.CharField("mức", max_length=10, blank=True)
    number = models.PositiveIntegerField("trang")
    rows: Any = models.JSONField("các mục")

    class Meta:
        ordering = ["severity", "number"]
        verbose_name = "trang các ô cần xem lại"
        verbose_name_plural = "trang các ô cần xem lại"
        constraints = [
            models.UniqueConstraint(fields=["work", "severity", "number"], name="one_page_of_findings_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.severity} {self.number}"


class Taking(models.Model):
    """One time that a workbook of records was taken in, with how many rows that made and changed.

    A workbook whose doubts are decided one after the other is taken in several times; the last time is
    undone first.
    """

    kept = models.ForeignKey(Attachment, models.CASCADE, related_name="takings", verbose_name="tệp đã giữ")
    at = models.DateTimeField("nhập lúc", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    created = models.PositiveIntegerField("số dòng đã thêm")
    changed = models.PositiveIntegerField("số dòng đã đổi")
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người hoàn tác",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = "lần nhập tệp"
        verbose_name_plural = "các lần nhập tệp"

    def __str__(self) -> str:
        return str(self.kept)


class TakenRows(models.Model):
    """Some rows of one table that a taking wrote: compressed JSON, a bounded number of rows in each.

    Of new rows ``rows`` holds ``[key, digest of the values of columns]``, of changed ones
    ``[key, {column: [before, after]}]``.
    """

    taking = models.ForeignKey(Taking, models.CASCADE, related_name="written", verbose_name="lần nhập")
    number = models.PositiveIntegerField("thứ tự")
    model = models.CharField("bảng", max_length=100)
    is_new = models.BooleanField("dòng mới")
    columns: Any = models.JSONField("các cột")
    rows = models.BinaryField("các dòng đã ghi")

    class Meta:
        ordering = ["number"]
        verbose_name = "các dòng đã ghi của một lần nhập"
        verbose_name_plural = "các dòng đã ghi của một lần nhập"
        constraints = [models.UniqueConstraint(fields=["taking", "number"], name="one_set_of_taken_rows_per_number")]

    def __str__(self) -> str:
        return f"{self.taking} {self.number}"
