from django.conf import settings
from django.db import models
from django.urls import reverse

from awards.choices import Eligibility, NominationStatus, Occasion
from campaigns.models import Proposal
from core.models import Stamped
from emulation.choices import SubjectKind, title
from emulation.models import Attachment, Staff, Unit

_LIVE = ~models.Q(status__in=["not_endorsed", "withdrawn"])


class Nomination(Stamped):
    """A subject put forward for a title or form of commendation of a year (đề nghị khen thưởng).

    Name and position are as of then; ``law_on`` is the day whose law applies, set once.
    ``occasion_key`` tells apart what may lawfully come twice in a year: it is empty for yearly
    work, and names the campaign or the day of the feat otherwise (one form, one achievement).
    ``assessment`` is the judgement as it was when last sent, with the wording that it used.
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="facility_nominations", verbose_name="cơ sở y tế")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nominations", verbose_name="đơn vị đề nghị")
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    staff = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="cá nhân"
    )
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="subject_nominations", verbose_name="tập thể"
    )
    name = models.CharField("tên", max_length=200)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    title = models.CharField("danh hiệu, hình thức", max_length=20)
    year = models.PositiveSmallIntegerField("năm thành tích")
    law_on = models.DateField("xét theo quy định ngày")
    verdict = models.CharField(
        "kết luận khi gửi", max_length=15, choices=Eligibility, blank=True, default="", editable=False
    )
    assessment = models.JSONField("xét điều kiện khi gửi", default=dict, blank=True, editable=False)
    occasion = models.CharField("loại hình", max_length=20, choices=Occasion, default=Occasion.YEARLY)
    achieved_on = models.DateField("ngày lập thành tích", null=True, blank=True)
    occasion_key = models.CharField(max_length=40, blank=True, default="", editable=False)
    achievements = models.TextField("thành tích", blank=True)
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name="đề xuất trong phong trào",
    )
    status = models.CharField(
        "trạng thái", max_length=20, choices=NominationStatus, default=NominationStatus.DRAFT, editable=False
    )
    state_since = models.DateTimeField("ở trạng thái này từ", auto_now_add=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    search_key = models.CharField(max_length=600, editable=False, default="")
    name_key = models.CharField(max_length=800, editable=False, default="")

    class Meta:
        ordering = ["-state_since", "-pk"]
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        indexes = [
            models.Index(fields=["facility", "status", "submitted_at"], name="nomination_queue"),
            models.Index(fields=["facility", "year", "name_key"], name="nomination_names"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "title", "year", "occasion_key"],
                condition=models.Q(staff__isnull=False) & _LIVE,
                name="one_nomination_per_person_title_and_year",
            ),
            models.UniqueConstraint(
                fields=["subject_unit", "title", "year", "occasion_key"],
                condition=models.Q(subject_unit__isnull=False) & _LIVE,
                name="one_nomination_per_collective_title_and_year",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(proposal__isnull=False) & _LIVE,
                name="one_nomination_per_proposal",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="ca_nhan", staff__isnull=False, subject_unit__isnull=True)
                | models.Q(kind="tap_the", staff__isnull=True, subject_unit__isnull=False),
                name="a_nomination_has_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.title_name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("awards:nomination_detail", args=[self.pk])

    @property
    def title_name(self) -> str:
        return title(self.title).name

    @property
    def tone(self) -> str:
        """Return the colour of the state's badge."""
        return "late" if self.status == NominationStatus.NOT_ENDORSED else self.status


class NominationFile(models.Model):
    """A paper of the dossier; its kind stands on the attachment (tờ trình, báo cáo thành tích …)."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="files", verbose_name="đề nghị")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        ordering = ["pk"]
        verbose_name = "giấy tờ"
        verbose_name_plural = "giấy tờ"

    def __str__(self) -> str:
        return self.attachment.name
