"""Accounts: opened, given a new password, locked and unlocked, signed in and out.

A one-time password is returned to the caller and shown once; it is never stored in the clear,
never written to the audit book, a notification or a log.
"""

import secrets
from datetime import date

from axes.utils import reset as forget_failures
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from core.text import clean, fold
from core.workflow import Refused
from emulation.audit import record
from emulation.models import SignIn, Staff, Unit, User
from emulation.services.notification import notify
from emulation.services.people import grant_role

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper: no i, l, o, 0, 1
_GROUPS, _GROUP = 3, 4
_DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Điện thoại Android"), ("Windows", "Máy Windows"))
_BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


@transaction.atomic
def create_account(
    *,
    username: str = "",
    full_name: str = "",
    by: User | None,
    staff: Staff | None = None,
    email: str = "",
    role: str = "",
    unit: Unit | None = None,
    since: date | None = None,
) -> tuple[User, str]:
    """Open an account, with its first part to play where one is given; return its one-time password too.

    Without a user name it gets a free one after the person's name.
    """
    username = fold(username).replace(" ", "") or free_username(str(staff or full_name))
    if reasons := _name_refusals(username, staff):
        raise Refused(reasons)
    user = User(username=username, full_name=str(staff or clean(full_name)), email=email, staff=staff)
    password = one_time_password()
    user.must_change_password = True
    user.set_password(password)
    keep_account(user, by=by)
    if role and unit:
        grant_role(user, role, unit=unit, since=since or timezone.localdate(), by=by)
    return user, password


@transaction.atomic
def keep_account(user: User, *, by: User | None) -> User:
    """Store an account's changed particulars; never its password."""
    user.full_name = clean(user.full_name)
    user.find_by_name()
    is_new = user._state.adding
    if not user.password:
        user.set_unusable_password()
    user.full_clean()
    user.save()
    record(user, "create_account" if is_new else "change", by=by, note=f"{user.username} · {user.full_name}")
    return user


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """Set a one-time password, sign the account out everywhere and return the password."""
    if user.pk == by.pk:
        raise Refused(["Mật khẩu của chính mình thì đổi ở trang Tài khoản của tôi."])
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sign_ins(user)
    forget_failures(username=user.username)
    record(user, "reset_password", by=by)
    count = user.history.count()
    notify([user], key=f"password:{user.pk}:{count}", text=f"{by} đã đặt lại mật khẩu của anh/chị.")
    return password


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Set the password that its owner chose; other devices have to sign in again."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(user, "change_password", by=user)


@transaction.atomic
def lift_lock(user: User, *, by: User) -> None:
    """Let an account that was locked after wrong passwords try again at once."""
    forget_failures(username=user.username)
    record(user, "lift_lock", by=by)


@transaction.atomic
def close_account(user: User, *, by: User, reason: str = "") -> None:
    """Shut an account and sign it out; its acts stay in the book under its name."""
    if user.pk == by.pk:
        raise Refused(["Không tự khóa tài khoản đang dùng. Hãy nhờ một quản trị khác."])
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sign_ins(user)
    record(user, "close_account", by=by, note=reason)


@transaction.atomic
def reopen_account(user: User, *, by: User) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(user, "reopen_account", by=by)


@transaction.atomic
def note_sign_in(user: User, *, session_key: str, agent: str, address: str | None) -> SignIn:
    """Remember the device of a new session, and sweep away what ended long ago."""
    alive = Session.objects.values("session_key")
    user.sign_ins.exclude(session_key__in=alive).delete()
    return SignIn.objects.create(user=user, session_key=session_key, device=device_of(agent), address=address)


@transaction.atomic
def end_sign_ins(user: User, *, keep: str = "", by: User | None = None) -> int:
    """Sign an account out on all devices but the one whose session is ``keep``; return how many."""
    others = SignIn.objects.filter(user=user).exclude(session_key=keep)
    ended, _ = Session.objects.filter(session_key__in=others.values("session_key")).delete()
    others.delete()
    if by and ended:
        record(user, "end_sign_ins", by=by, note=f"{ended} thiết bị")
    return ended


def move_sign_in(before: str, after: str) -> None:
    """Follow a session that was given a new key."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


def one_time_password() -> str:
    """Return a random password that survives being read out and copied by hand."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _name_refusals(username: str, staff: Staff | None) -> list[str]:
    if User.objects.filter(username__iexact=username).exists():
        return [f"Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác."]
    taken = User.objects.filter(staff=staff).first() if staff else None
    return [f"{taken.full_name} đã có tài khoản “{taken.username}”."] if taken else []


def free_username(full_name: str) -> str:
    """Return a user name that nobody has: given name, then the initials of the rest."""
    *rest, given = fold(full_name).split() or ["taikhoan"]
    stem = given + ("." + "".join(word[0] for word in rest) if rest else "")
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(name for name in (stem, *(f"{stem}{number}" for number in range(2, 9999))) if name not in taken)


def device_of(agent: str) -> str:
    """Return a browser's own description in words: "Chrome, Máy Windows"."""
    device = next((word for sign, word in _DEVICES if sign in agent), "Máy tính")
    browser = next((word for sign, word in _BROWSERS if sign in agent), "Trình duyệt khác")
    return f"{browser}, {device}"
