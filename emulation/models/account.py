from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from core.models import Dated
from core.text import fold, name_key
from emulation.choices import Role, UnitKind
from emulation.models.staff import Staff
from emulation.models.unit import Unit


class AccountManager(UserManager):
    """Makes accounts that can be found and sorted by name, whoever makes them."""

    def _create_user_object(self, username: str, email: str | None, password: str | None, **more: Any) -> "User":
        user = super()._create_user_object(username, email, password, **more)
        user.find_by_name()
        return user

    def create(self, **fields: Any) -> "User":
        user = self.model(**fields)
        user.find_by_name()
        user.save(force_insert=True, using=self.db)
        return user


class User(AbstractUser):
    """An account. What its owner may do comes only from role grants in force today."""

    full_name = models.CharField("họ và tên", max_length=120)
    staff = models.OneToOneField(
        Staff, models.SET_NULL, null=True, blank=True, related_name="user", verbose_name="nhân sự"
    )
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    search_key = models.CharField(max_length=300, db_index=True, editable=False, default="")
    name_key = models.CharField(max_length=400, db_index=True, editable=False, default="")
    history = HistoricalRecords(excluded_fields=["password", "last_login", "search_key", "name_key"])
    objects = AccountManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def grants_now(self) -> list["RoleGrant"]:
        """Return the grants in force today; one query per request."""
        today = timezone.localdate()
        current = models.Q(until__isnull=True) | models.Q(until__gte=today)
        grants = self.grants.filter(current, since__lte=today).select_related("unit__facility")
        return list(grants) if self.is_active else []

    def holds(self, role: str, unit: Unit | None = None) -> bool:
        """Return whether the person plays a role, over ``unit`` where one is given."""
        return any(g.role == role and (unit is None or g.covers(unit)) for g in self.grants_now)

    def units_of(self, *roles: str) -> list[Unit]:
        """Return the units over which the person plays one of these roles."""
        return [grant.unit for grant in self.grants_now if grant.role in roles]

    def get_full_name(self) -> str:
        return self.full_name

    def find_by_name(self) -> None:
        """Set the columns by which lists search and sort; the caller saves."""
        self.search_key = fold(f"{self.username} {self.full_name}")[:300]
        self.name_key = name_key(self.full_name or self.username)[:400]


class RoleGrant(Dated):
    """Who plays which part, over which unit and what lies under it, from when to when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="tài khoản")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name="phạm vi")

    class Meta:
        ordering = ["role", "unit"]
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit", "since"], name="one_grant_per_role_unit_and_day"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit}"

    def covers(self, unit: Unit) -> bool:
        """Return whether ``unit`` is the grant's unit or lies under it."""
        own = self.unit_id
        if own in (unit.pk, unit.facility_id, unit.parent_id):
            return True
        if self.unit.kind != UnitKind.DEPARTMENT or unit.facility_id is None:
            return False
        return unit.facility.parent_id == own


class SignIn(models.Model):
    """A device on which an account is signed in, so that its owner can see it and end it.

    ``session_key`` is the key of Django's session; a session that ended leaves the row behind
    until the next sign-in sweeps it away.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField("thiết bị", max_length=120)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    at = models.DateTimeField("đăng nhập lúc", auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "lần đăng nhập"
        verbose_name_plural = "lần đăng nhập"

    def __str__(self) -> str:
        return f"{self.user} · {self.device}"
