from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.choices import CampaignKind, CampaignStatus, FileRole, Level, ReviewKind, ReviewTime
from campaigns.models.launch_plan import LaunchPlan
from core.models import Stamped
from emulation.choices import SubjectKind
from emulation.models import Attachment, Unit


class Campaign(Stamped):
    """A movement (phong trào thi đua) with the five facts that every launch must state (S4-24).

    ``title`` is kept word for word; the year it applies to stands apart (S4-12). ``facility`` is
    the hospital or the Department that runs it; ``owner`` the organisation in whose hands it is,
    when that is not the office itself (S4-26). With ``is_per_programme`` the numbers hold for each
    programme and are multiplied by how many there are (S4-11).
    """

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name="nơi phát động")
    plan = models.ForeignKey(
        LaunchPlan, models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="kế hoạch phát động"
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="owned_campaigns", verbose_name="tổ chức chủ trì"
    )
    number = models.CharField("mục trong kế hoạch", max_length=20, blank=True)
    title = models.CharField("tên phong trào (đúng nguyên văn)", max_length=400)
    year = models.PositiveSmallIntegerField("năm áp dụng", db_index=True)
    level = models.CharField("cấp phát động", max_length=20, choices=Level, default=Level.FACILITY)
    kind = models.CharField("loại", max_length=20, choices=CampaignKind, default=CampaignKind.TOPIC)
    lead_agency = models.CharField("cơ quan chủ trì", max_length=300, blank=True)
    in_charge = models.CharField("cơ quan, bộ phận phụ trách", max_length=300, blank=True)
    content = models.TextField("nội dung thi đua", blank=True)
    review_time = models.CharField("thời điểm xét", max_length=20, choices=ReviewTime, blank=True)
    review_text = models.CharField("thời điểm xét theo văn bản", max_length=300, blank=True)
    review_from = models.DateField("xét từ ngày", null=True, blank=True)
    review_until = models.DateField("xét đến ngày", null=True, blank=True)
    quota_text = models.CharField("số lượng xét theo văn bản", max_length=300, blank=True)
    is_per_programme = models.BooleanField("số lượng tính cho mỗi chương trình", default=False)
    job_types = models.JSONField("chỉ xét các loại công việc", default=list, blank=True)
    task_groups = models.JSONField("nhóm nhiệm vụ trọng tâm", default=list, blank=True)
    field_tags = models.JSONField("lĩnh vực", default=list, blank=True)
    has_contest = models.BooleanField("có hội thi", default=False)
    contest_on = models.DateField("ngày hội thi", null=True, blank=True)
    event_name = models.CharField("chào mừng sự kiện", max_length=200, blank=True)
    event_on = models.DateField("ngày của sự kiện", null=True, blank=True)
    participants = models.ManyToManyField(
        Unit,
        blank=True,
        related_name="joined_campaigns",
        verbose_name="đơn vị tham gia",
    )
    status = models.CharField(
        "trạng thái", max_length=20, choices=CampaignStatus, default=CampaignStatus.DRAFT, editable=False
    )
    approver = models.CharField("người phê duyệt", max_length=200, blank=True)
    approved_on = models.DateField("ngày phê duyệt", null=True, blank=True)
    launched_on = models.DateField("ngày phát động", null=True, blank=True)
    closed_on = models.DateField("ngày tổng kết", null=True, blank=True)
    search_key = models.CharField(max_length=800, editable=False, default="")

    class Meta:
        ordering = ["-year", "plan_id", "pk"]
        verbose_name = "phong trào"
        verbose_name_plural = "phong trào"
        indexes = [models.Index(fields=["facility", "year", "status"], name="campaign_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], condition=~models.Q(number=""), name="one_campaign_per_line_of_a_plan"
            ),
            models.CheckConstraint(
                condition=models.Q(review_until__isnull=True)
                | models.Q(review_from__isnull=True)
                | models.Q(review_until__gte=models.F("review_from")),
                name="campaign_review_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign_detail", args=[self.pk])


class Criterion(models.Model):
    """What a proposal is judged by (S4-27); ``points`` where the campaign scores."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="criteria", verbose_name="phong trào")
    kind = models.CharField("áp dụng cho", max_length=10, choices=SubjectKind, blank=True)
    text = models.TextField("tiêu chí")
    points = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=1, null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"

    def __str__(self) -> str:
        return self.text[:80]


class Stage(models.Model):
    """A part of the campaign with its dates, both included."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stages", verbose_name="phong trào")
    name = models.CharField("giai đoạn", max_length=60)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="stage_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CampaignFile(models.Model):
    """A paper of the campaign: its plan, the contest's plan, the approval."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="files", verbose_name="phong trào")
    role = models.CharField("loại", max_length=20, choices=FileRole, default=FileRole.PLAN)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        ordering = ["role", "pk"]
        verbose_name = "tài liệu của phong trào"
        verbose_name_plural = "tài liệu của phong trào"

    def __str__(self) -> str:
        return self.attachment.name


class Review(models.Model):
    """An interim or final review with the lessons learned (S0-5, S2-13).

    ``facility`` says whose review it is: a hospital reviews a province's campaign on its own too.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reviews", verbose_name="phong trào")
    facility = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="nơi đánh giá")
    kind = models.CharField("loại", max_length=10, choices=ReviewKind, default=ReviewKind.INTERIM)
    held_on = models.DateField("ngày")
    results = models.TextField("kết quả", blank=True)
    lessons = models.TextField("bài học kinh nghiệm")
    minutes = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản, báo cáo"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = "sơ kết, tổng kết"
        verbose_name_plural = "sơ kết, tổng kết"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"
