from django.conf import settings
from django.db import models

from core.models import Stamped
from emulation.models import Unit, User
from reports.choices import DeliveryStatus, LetterKind, Outcome, Phase
from reports.models.package import Edition, Package


class Delivery(Stamped):
    """One letter to one address: a row of the outbox.

    ``message_id`` is fixed when the row is made, and ``message`` holds the very bytes from the
    moment they may have left. A sender holds the row by a lease; see docs/decisions/009 for what
    happens when it dies.
    """

    kind = models.CharField("loại thư", max_length=20, choices=LetterKind, default=LetterKind.PACKAGE)
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="deliveries", verbose_name="cơ sở y tế")
    package = models.ForeignKey(
        Package, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name="gói báo cáo"
    )
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="deliveries")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    recipient = models.CharField("nơi nhận", max_length=200)
    address = models.EmailField("địa chỉ")
    message_id = models.CharField("mã thư", max_length=200, unique=True)
    text = models.TextField("nội dung thư nhắc", blank=True)
    status = models.CharField(
        "trạng thái", max_length=20, choices=DeliveryStatus, default=DeliveryStatus.QUEUED, editable=False
    )
    next_try_at = models.DateTimeField("gửi từ lúc")
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0)
    lease = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    reply = models.CharField("trả lời của máy chủ", max_length=500, blank=True)
    message = models.BinaryField(null=True, blank=True)
    message_sha256 = models.CharField("dấu vân tay của thư", max_length=64, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = "thư gửi"
        verbose_name_plural = "thư gửi"
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="delivery_queue"),
            models.Index(fields=["status", "lease_until"], name="delivery_leases"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "address"],
                condition=~models.Q(status="cancelled"),
                name="one_live_letter_per_package_and_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="package") | models.Q(edition__isnull=False),
                name="a_package_leaves_only_as_an_approved_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.address}"


class Attempt(models.Model):
    """One try to hand a letter over, written before and after the moment that matters."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts", verbose_name="thư gửi")
    number = models.PositiveSmallIntegerField("lần")
    phase = models.CharField("giai đoạn", max_length=20, choices=Phase, default=Phase.CLAIMED)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome, blank=True, default=Outcome.NONE)
    started_at = models.DateTimeField("bắt đầu")
    ended_at = models.DateTimeField("kết thúc", null=True, blank=True)
    sentence = models.CharField("diễn giải", max_length=500, blank=True)
    reply = models.CharField("trả lời của máy chủ", max_length=500, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_attempt_per_number")]

    def __str__(self) -> str:
        return f"Lần {self.number}"
