from django.db import models
from django.urls import reverse

from awards.choices import SECTION_TONES, Method, Outcome, SectionStatus, TieRule, VoteBase
from awards.models.nomination import Nomination
from awards.models.session import Session
from emulation.choices import SubjectKind
from emulation.models import Entry, Staff, Unit


class Section(models.Model):
    """A heading of the agenda (mục): candidates of one title and year, or of one kind of exemplar.

    Its urns open, close and are counted together. The rules of the vote are copied here when the
    urns open, with the document that they come from: a later regulation does not touch them.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="sections", verbose_name="phiên họp")
    order = models.PositiveSmallIntegerField("mục", default=0)
    name = models.CharField("tên mục", max_length=200)
    title = models.CharField("danh hiệu, hình thức", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind, blank=True)
    round = models.PositiveSmallIntegerField("lần bỏ phiếu", default=1)
    method = models.CharField("cách bỏ phiếu", max_length=20, choices=Method, default=Method.SEALED)
    status = models.CharField(
        "trạng thái", max_length=20, choices=SectionStatus, default=SectionStatus.WAITING, editable=False
    )
    share = models.CharField("ngưỡng", max_length=20, blank=True, editable=False)
    base = models.CharField("cơ số", max_length=20, choices=VoteBase, blank=True, editable=False)
    tie = models.CharField("khi ngang phiếu", max_length=20, choices=TieRule, blank=True, editable=False)
    keeps_recused = models.BooleanField("cơ số gồm người không bỏ phiếu cho mình", default=True, editable=False)
    takes_opinions = models.BooleanField("lấy ý kiến người vắng", default=False, editable=False)
    source = models.CharField("căn cứ", max_length=600, blank=True, editable=False)
    public = models.CharField(max_length=60, blank=True, editable=False)
    close_note = models.TextField("lý do đóng sớm", blank=True, editable=False)
    opened_at = models.DateTimeField("mở hòm lúc", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("đóng hòm lúc", null=True, blank=True, editable=False)
    counted_at = models.DateTimeField("kiểm phiếu lúc", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "mục của chương trình"
        verbose_name_plural = "mục của chương trình"

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        return SECTION_TONES[SectionStatus(self.status)]

    @property
    def facility(self) -> Unit:
        return self.session.facility


class AgendaItem(models.Model):
    """A candidate on the agenda: an exemplar of a sheet or a nomination, as it stood then.

    The counts are written once, when the urn is counted; all of them are empty before.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="items", verbose_name="mục")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="agenda_items", verbose_name="điển hình"
    )
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, null=True, blank=True, related_name="agenda_items", verbose_name="đề nghị"
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="second_round", verbose_name="lần bỏ phiếu trước"
    )
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    name = models.CharField("tên", max_length=200)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    proposed = models.CharField("đề nghị", max_length=400, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhân sự")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    agree = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True, editable=False)
    disagree = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True, editable=False)
    blank = models.PositiveSmallIntegerField("trắng, không hợp lệ", null=True, blank=True, editable=False)
    missed = models.PositiveSmallIntegerField("không tham gia", null=True, blank=True, editable=False)
    base_number = models.PositiveSmallIntegerField("cơ số", null=True, blank=True, editable=False)
    needed = models.PositiveSmallIntegerField("cần ít nhất", null=True, blank=True, editable=False)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome, default=Outcome.PENDING, editable=False)
    sum = models.CharField("phép tính", max_length=60, blank=True, editable=False)
    sentence = models.CharField("kết quả bằng lời", max_length=400, blank=True, editable=False)
    ruling_note = models.TextField("ý kiến Chủ tịch khi ngang phiếu", blank=True, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "hồ sơ trong chương trình"
        verbose_name_plural = "hồ sơ trong chương trình"
        constraints = [
            models.UniqueConstraint(fields=["section", "entry"], name="one_item_per_section_and_entry"),
            models.UniqueConstraint(fields=["section", "nomination"], name="one_item_per_section_and_nomination"),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, nomination__isnull=True)
                | models.Q(entry__isnull=True, nomination__isnull=False),
                name="an_agenda_item_has_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("awards:agenda_item", args=[self.pk])
