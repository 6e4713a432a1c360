from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One line of the book of who did what; written once, never changed.

    Written in the same transaction as the change. Never written about a choice on a ballot.
    ``by`` is empty when the clock acted.
    """

    target = models.CharField("đối tượng", max_length=100, db_index=True)
    action = models.CharField("việc", max_length=50)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="người làm")
    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    before = models.CharField("trước", max_length=50, blank=True)
    after = models.CharField("sau", max_length=50, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
