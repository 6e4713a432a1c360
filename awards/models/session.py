from django.conf import settings
from django.db import models
from django.urls import reverse

from awards.choices import SESSION_TONES, Attendance, CouncilPart, SessionKind, SessionStatus
from awards.models.council import Council, CouncilMember
from core.models import Stamped
from emulation.models import Unit


class Session(Stamped):
    """A meeting of a council. Its roll, its quorum and the rules of its votes freeze when it opens."""

    facility = models.ForeignKey(Unit, models.PROTECT, related_name="council_sessions", verbose_name="cơ sở y tế")
    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions", verbose_name="Hội đồng")
    number = models.CharField("phiên số", max_length=30)
    kind = models.CharField("loại phiên", max_length=20, choices=SessionKind, default=SessionKind.REGULAR)
    held_at = models.DateTimeField("họp lúc")
    place = models.CharField("địa điểm", max_length=200)
    subject = models.TextField("nội dung", blank=True)
    status = models.CharField(
        "trạng thái", max_length=20, choices=SessionStatus, default=SessionStatus.DRAFT, editable=False
    )
    quorum_needed = models.PositiveSmallIntegerField("túc số", null=True, blank=True, editable=False)
    quorum_words = models.CharField("cách tính túc số", max_length=400, blank=True, editable=False)
    opened_at = models.DateTimeField("khai mạc lúc", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-held_at", "-pk"]
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        indexes = [models.Index(fields=["facility", "held_at", "id"], name="council_sessions")]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="one_session_of_a_number_per_council"),
        ]

    def __str__(self) -> str:
        return f"Phiên số {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("awards:session_detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SESSION_TONES[SessionStatus(self.status)]


class SessionRule(models.Model):
    """A rule entered for one session with its document; it comes before the local setting of that name."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="rules", verbose_name="phiên họp")
    name = models.CharField("tên", max_length=80)
    value = models.JSONField("giá trị")
    source = models.CharField("căn cứ", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "quy định riêng của phiên"
        verbose_name_plural = "quy định riêng của phiên"
        constraints = [models.UniqueConstraint(fields=["session", "name"], name="one_rule_per_session_and_name")]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class Seat(models.Model):
    """A line of the roll (thành phần): who sits in the session, frozen at its opening.

    Nothing here says anything about a paper, nor when anything was done.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats", verbose_name="phiên họp")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="seats", verbose_name="thành viên")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name="tài khoản")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị công tác"
    )
    name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    part = models.CharField("vai trò", max_length=20, choices=CouncilPart)
    is_teller = models.BooleanField("thuộc ban kiểm phiếu", default=False)
    is_voting = models.BooleanField("có quyền bỏ phiếu", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    attendance = models.CharField("có mặt", max_length=10, choices=Attendance, default=Attendance.UNKNOWN, blank=True)
    has_pledged = models.BooleanField("đã cam kết giữ bí mật", default=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "người dự phiên"
        verbose_name_plural = "người dự phiên"
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_seat_per_person_and_session")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_present(self) -> bool:
        return self.attendance == Attendance.PRESENT


class KeyHolder(models.Model):
    """One of the three who keep the keys of the session's urns.

    ``locked`` is the holder's own secret key under a passphrase that only the holder knows;
    shares of an urn's secret are sealed to ``public``. Both are wiped when the last urn is counted.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="holders", verbose_name="phiên họp")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="người giữ chìa")
    locked = models.TextField(blank=True, editable=False)
    public = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "người giữ chìa hòm phiếu"
        verbose_name_plural = "người giữ chìa hòm phiếu"
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="one_key_per_person_and_session")]

    def __str__(self) -> str:
        return str(self.member)

    @property
    def is_set(self) -> bool:
        return bool(self.public)
