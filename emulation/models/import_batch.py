from django.conf import settings
from django.db import models
from django.urls import reverse

from emulation.models.round import Round
from emulation.models.unit import Unit


class ImportBatch(models.Model):
    """A workbook that was handed in, as it was read, until it is taken in or put away.

    ``reading`` is what stood in the file, ``fixes`` what a person decided about doubtful cells;
    leaving the page loses nothing. ``unit`` keeps it to the sheet of one unit.
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
        return self.put_away_at is None and (self.taken_at is None or self.counts.get("held", 0) > 0)
