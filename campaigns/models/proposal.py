from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.choices import Opinion, ProposalStatus
from campaigns.models.campaign import Campaign
from campaigns.models.quota import Programme
from core.models import Stamped
from emulation.choices import JobType, SubjectKind
from emulation.models import Attachment, Staff, Unit


class Proposal(Stamped):
    """A collective or a person whom a unit puts forward within a campaign.

    Name, position and job type are as of then. A place of the quota is taken while the proposal
    is sent or accepted; a proposal in reserve waits for a place without taking one.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="proposals", verbose_name="phong trào")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="chương trình"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name="đơn vị đề xuất")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="facility_proposals", verbose_name="cơ sở y tế")
    kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    staff = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="cá nhân"
    )
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="subject_proposals", verbose_name="tập thể"
    )
    name = models.CharField("tên", max_length=200)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    job_type = models.CharField("loại công việc", max_length=20, choices=JobType, blank=True)
    is_direct = models.BooleanField("lao động trực tiếp", null=True, blank=True)
    achievements = models.TextField("thành tích", blank=True)
    status = models.CharField(
        "trạng thái", max_length=20, choices=ProposalStatus, default=ProposalStatus.DRAFT, editable=False
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
        verbose_name = "đề xuất trong phong trào"
        verbose_name_plural = "đề xuất trong phong trào"
        indexes = [
            models.Index(fields=["campaign", "programme", "kind", "status"], name="proposal_places"),
            models.Index(fields=["facility", "status", "submitted_at"], name="proposal_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "staff"],
                condition=models.Q(staff__isnull=False) & ~models.Q(status="rejected"),
                name="one_proposal_per_person_and_campaign",
            ),
            models.UniqueConstraint(
                fields=["campaign", "subject_unit"],
                condition=models.Q(subject_unit__isnull=False) & ~models.Q(status="rejected"),
                name="one_proposal_per_collective_and_campaign",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="ca_nhan", staff__isnull=False, subject_unit__isnull=True)
                | models.Q(kind="tap_the", staff__isnull=True, subject_unit__isnull=False),
                name="a_proposal_has_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:proposal_detail", args=[self.pk])


class ProposalFile(models.Model):
    """Evidence handed in with a proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files", verbose_name="đề xuất")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        ordering = ["pk"]
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"

    def __str__(self) -> str:
        return self.attachment.name


class Appraisal(models.Model):
    """The opinion of a specialised unit on a proposal in its field, asked before acceptance (S4-34)."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="appraisals", verbose_name="đề xuất")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals", verbose_name="đơn vị thẩm định")
    question = models.TextField("nội dung cần thẩm định", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hỏi")
    asked_at = models.DateTimeField("hỏi lúc", auto_now_add=True)
    opinion = models.CharField("ý kiến", max_length=20, choices=Opinion, blank=True)
    text = models.TextField("nội dung ý kiến", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = "ý kiến thẩm định"
        verbose_name_plural = "ý kiến thẩm định"
        constraints = [models.UniqueConstraint(fields=["proposal", "unit"], name="one_appraisal_per_proposal_and_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_opinion_display() or 'chưa trả lời'}"

    @property
    def tone(self) -> str:
        """Return the colour of the opinion's badge."""
        return {Opinion.AGREE: "pass", Opinion.DISAGREE: "late"}.get(Opinion(self.opinion), "soon")
