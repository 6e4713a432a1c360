from django.conf import settings
from django.db import models
from django.urls import reverse

from awards.choices import DecisionStatus
from awards.models.agenda import AgendaItem
from awards.models.session import Session
from core.models import Stamped
from emulation.choices import SubjectKind
from emulation.models import Unit


class DecisionList(Stamped):
    """Who is to stand in a decision: a draft made from passed items only, until it is settled."""

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="decision_lists", verbose_name="cơ sở y tế")
    session = models.ForeignKey(Session, models.PROTECT, related_name="decision_lists", verbose_name="phiên họp")
    name = models.CharField("tên danh sách", max_length=200)
    status = models.CharField(
        "trạng thái", max_length=20, choices=DecisionStatus, default=DecisionStatus.DRAFT, editable=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "danh sách đề nghị quyết định"
        verbose_name_plural = "danh sách đề nghị quyết định"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("awards:decision_detail", args=[self.pk])


class DecisionLine(models.Model):
    """One subject of a list with what it is to be given; an item stands in one list only."""

    list = models.ForeignKey(DecisionList, models.CASCADE, related_name="lines", verbose_name="danh sách")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision_line", verbose_name="hồ sơ")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    name = models.CharField("tên", max_length=200)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    unit_name = models.CharField("đơn vị", max_length=200)
    title = models.CharField("danh hiệu, hình thức", max_length=20, blank=True)
    proposed = models.CharField("nội dung", max_length=400)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "dòng của danh sách"
        verbose_name_plural = "dòng của danh sách"

    def __str__(self) -> str:
        return self.name
