from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.models import Stamped
from emulation.models import Attachment, Entry, Unit
from reports.choices import FileKind, PackageStatus
from reports.models.due import DueReport


class Package(Stamped):
    """What goes out for one due report: the words that people wrote, before they are frozen.

    The papers themselves are built from these words and from the data; approval freezes them as
    an ``Edition``. ``key`` names the package to the outside and never changes.
    """

    due = models.ForeignKey(DueReport, models.PROTECT, related_name="packages", verbose_name="hạn báo cáo")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="packages", verbose_name="cơ sở y tế")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    builder = models.CharField("cách lập", max_length=40)
    status = models.CharField(
        "trạng thái", max_length=20, choices=PackageStatus, default=PackageStatus.PREPARED, editable=False
    )
    number = models.CharField("số văn bản", max_length=20, blank=True)
    number_year = models.PositiveSmallIntegerField("năm của số", null=True, blank=True, editable=False)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    subject = models.CharField("trích yếu", max_length=300)
    body = models.TextField("nội dung công văn", blank=True)
    summary = models.TextField("tóm tắt thành tích", blank=True)
    sections = models.JSONField("phần đơn vị tự viết", default=dict, blank=True)
    receivers = models.TextField("nơi nhận", blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người soạn"
    )
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trình"
    )
    return_reason = models.TextField("lý do trả lại", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    late_days = models.PositiveSmallIntegerField("gửi trễ (ngày)", default=0)
    receipt_number = models.CharField("số biên nhận", max_length=60, blank=True)
    received_at = models.DateTimeField("nơi nhận đã nhận lúc", null=True, blank=True)
    receipt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi nhận"
    )
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="packages", verbose_name="tài liệu kèm")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "gói báo cáo"
        verbose_name_plural = "gói báo cáo"
        indexes = [models.Index(fields=["facility", "status", "id"], name="package_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["due"], condition=~models.Q(status="cancelled"), name="one_live_package_per_due_report"
            ),
            models.UniqueConstraint(
                fields=["facility", "number_year", "number", "symbol"],
                condition=~models.Q(number="") & ~models.Q(status="cancelled"),
                name="one_paper_per_number_symbol_and_year",
            ),
        ]

    def __str__(self) -> str:
        return self.due.title

    def get_absolute_url(self) -> str:
        return reverse("reports:package_detail", args=[self.pk])

    @property
    def paper_number(self) -> str:
        return f"{self.number}/{self.symbol}" if self.number else ""


class FeaturedExemplar(models.Model):
    """The exemplar of a monthly package. One subject is sent once, however often it is registered."""

    package = models.OneToOneField(Package, models.CASCADE, related_name="featured", verbose_name="gói báo cáo")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cơ sở y tế")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="featured", verbose_name="điển hình")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    subject_key = models.CharField(max_length=120)
    reason = models.CharField("vì sao", max_length=400)
    at = models.DateTimeField("chọn lúc", auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "gương của tháng"
        verbose_name_plural = "gương của tháng"
        constraints = [
            models.UniqueConstraint(fields=["facility", "subject_key"], name="one_exemplar_once_per_facility"),
        ]

    def __str__(self) -> str:
        return self.entry.name


class Edition(models.Model):
    """What the leader approved, frozen: the data of every paper and the fingerprint of the whole.

    A package that is taken back and approved again gets a new edition; old ones stay.
    """

    package = models.ForeignKey(Package, models.PROTECT, related_name="editions", verbose_name="gói báo cáo")
    number = models.PositiveSmallIntegerField("lần duyệt")
    content = models.JSONField("dữ liệu của các văn bản")
    content_sha256 = models.CharField("mã nội dung", max_length=64)
    fingerprint = models.CharField("mã của cả gói", max_length=64)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người duyệt"
    )
    approved_at = models.DateTimeField("duyệt lúc")

    class Meta:
        ordering = ["number"]
        verbose_name = "bản đã duyệt"
        verbose_name_plural = "bản đã duyệt"
        constraints = [models.UniqueConstraint(fields=["package", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.package} · lần {self.number}"


class PackageFile(models.Model):
    """One frozen file. Its bytes live in the row: they are stored with the approval or not at all,
    and the database refuses to change them (see the migration ``frozen_files_stay``).
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files", verbose_name="bản đã duyệt")
    kind = models.CharField("loại", max_length=20, choices=FileKind)
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên tệp", max_length=200)
    title = models.CharField("tên văn bản", max_length=300)
    content_type = models.CharField(max_length=100)
    pages = models.PositiveSmallIntegerField("số trang", default=0)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("dấu vân tay", max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "tệp đã khóa"
        verbose_name_plural = "tệp đã khóa"
        constraints = [models.UniqueConstraint(fields=["edition", "order"], name="one_file_per_place_in_an_edition")]

    def __str__(self) -> str:
        return self.name
