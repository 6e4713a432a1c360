from django.conf import settings
from django.db import models
from django.urls import reverse

from emulation.choices import PLANNING_ANEW, JobStatus
from emulation.models.round import Round
from emulation.models.sheet import Sheet
from emulation.models.support import Job
from emulation.models.unit import Unit


class ImportBatch(models.Model):
    """A workbook that was handed in, as it was read, until it is taken in or put away.

    ``job`` is the work last ordered on it; ``reading`` what stood in the file, ``refusals`` why it
    cannot be read, ``fixes`` what a person decided about doubtful cells. ``overview`` and the rows of
    its pages are the preview as it was last planned, ``seen`` the fingerprint of that plan.
    ``last_event`` is the newest line of the book of acts when it was taken in. ``unit`` keeps it to
    the sheet of one unit.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="import_batches", verbose_name="đợt đăng ký")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="import_batches", verbose_name="đơn vị"
    )
    file = models.FileField("tệp", upload_to="nhap/%Y/%m/")
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("dấu vân tay", max_length=64)
    reading = models.JSONField("nội dung đọc được", default=dict)
    fixes = models.JSONField("đã sửa trên trang", default=dict)
    seconds = models.FloatField("đọc trong (giây)", default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="việc chạy nền")
    read_at = models.DateTimeField("đọc xong lúc", null=True, blank=True)
    refusals = models.JSONField("vì sao không đọc được", default=list, blank=True)
    overview = models.JSONField("tóm tắt xem trước", default=dict, blank=True)
    seen = models.CharField("dấu vân tay của bản xem trước", max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="import_batches", verbose_name="người tải lên"
    )
    at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    taken_at = models.DateTimeField("đã nhập lúc", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhập"
    )
    counts = models.JSONField("kết quả", default=dict)
    put_away_at = models.DateTimeField("đã bỏ lúc", null=True, blank=True)
    last_event = models.PositiveBigIntegerField("dòng sổ cuối lúc nhập", default=0)
    undone_at = models.DateTimeField("đã hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hoàn tác"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "tệp nhập"
        verbose_name_plural = "tệp nhập"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("emulation:import_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether there is something left to take in: lines that were held may follow once they are mended."""
        if self.put_away_at or self.undone_at or self.refusals or self.is_lapsed:
            return False
        return self.taken_at is None or self.counts.get("held", 0) > 0

    @property
    def is_lapsed(self) -> bool:
        """Whether nobody took it in or put it away for so long that its file and preview were let go."""
        return not self.file and self.put_away_at is None

    @property
    def is_busy(self) -> bool:
        """Whether work that was ordered on it has not ended."""
        return self.job is not None and self.job.status in (JobStatus.QUEUED, JobStatus.RUNNING)

    @property
    def is_planned_anew(self) -> bool:
        """Whether that work only plans anew: the preview before it may be looked at and mended meanwhile."""
        return self.is_busy and self.job is not None and self.job.kind == PLANNING_ANEW

    @property
    def is_rest_planned(self) -> bool:
        """Whether it plans what was held when the rest was taken in: the preview before it is spent."""
        return self.is_planned_anew and self.taken_at is not None and not self.seen

    @property
    def is_shut(self) -> bool:
        """Whether that work has to end before there is anything to look at."""
        return self.is_busy and (not self.is_planned_anew or self.is_rest_planned)


class ImportPage(models.Model):
    """Some rows of the preview of a workbook, as they are shown: of all rows (``outcome`` empty) or of one outcome."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="pages", verbose_name="tệp nhập")
    outcome = models.CharField("kết quả", max_length=10, blank=True)
    number = models.PositiveIntegerField("trang")
    rows = models.JSONField("các dòng")

    class Meta:
        ordering = ["outcome", "number"]
        verbose_name = "trang xem trước"
        verbose_name_plural = "trang xem trước"
        constraints = [
            models.UniqueConstraint(fields=["batch", "outcome", "number"], name="one_preview_page_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.outcome or 'tất cả'} {self.number + 1}"


class ImportedSheet(models.Model):
    """What a workbook wrote on one sheet, so that it can be undone.

    ``lines`` holds ``[entry, is new, [position before, after] or None, {year: [codes before, after]}]``,
    and the name before and after of a new entry (before it was empty) or of a model that was renamed.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="written", verbose_name="tệp nhập")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="imports", verbose_name="bản đăng ký")
    is_new = models.BooleanField("mở mới", default=False)
    lines = models.JSONField("các dòng đã ghi")

    class Meta:
        ordering = ["pk"]
        verbose_name = "bản đăng ký đã nhập"
        verbose_name_plural = "bản đăng ký đã nhập"

    def __str__(self) -> str:
        return f"{self.batch} · {self.sheet}"
