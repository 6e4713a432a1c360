"""The keys of the urns: three holders, any two of whom open what was closed.

Each holder has a key pair of the session, its secret locked under a passphrase that is never
stored. When a section opens, a fresh pair is made for it; the public part seals papers, the
secret is split in three, each share sealed to one holder, and forgotten. After the close the
first holder to type a passphrase hands the share on, sealed to the two others; the second one
restores the secret, which lives only while the papers are counted.
"""

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from awards.choices import PREPARED_SESSIONS, SectionStatus
from awards.models import CouncilMember, KeyHolder, KeyShare, Section, Session
from awards.services.ballot_count import count_papers
from awards.workflow.session import KEYS
from core.sealing import CannotOpen, as_bytes, as_text, join, lock, new_keys, seal, split, unlock, unseal
from core.workflow import Refused
from emulation.audit import record
from emulation.models import User

PASSPHRASE = 10


@transaction.atomic
def name_holder(session: Session, member: CouncilMember, *, by: User, instead_of: KeyHolder | None = None) -> KeyHolder:
    """Say who keeps a key of the session: by right the chair, the standing vice-chair and the secretary.

    Another member stands in for one who is away; whoever is replaced loses the key.
    """
    if session.status not in PREPARED_SESSIONS:
        raise Refused(["Phiên đã khai mạc, không đổi người giữ chìa được nữa."])
    if session.holders.filter(member=member).exists():
        raise Refused([f"{member.user} đã giữ một chìa."])
    if instead_of is not None:
        record(session, "release_key", by=by, note=str(instead_of.member))
        instead_of.delete()
    if session.holders.count() >= KEYS:
        raise Refused([f"Đã đủ {KEYS} người giữ chìa. Hãy chọn thay cho ai."])
    holder = KeyHolder.objects.create(session=session, member=member)
    record(session, "name_key_holder", by=by, note=str(member))
    return holder


@sensitive_variables()
@transaction.atomic
def set_passphrase(holder: KeyHolder, passphrase: str, *, by: User) -> None:
    """Make the holder's key pair of the session and lock it under the passphrase."""
    if reasons := _passphrase_refusals(holder, passphrase, by):
        raise Refused(reasons)
    public, secret = new_keys()
    holder.public, holder.locked = as_text(public), lock(secret, passphrase)
    holder.save(update_fields=["public", "locked"])
    record(holder.session, "set_key", by=by, note=str(holder.member))


@sensitive_variables()
def forge(section: Section) -> None:
    """Make a fresh key pair for a section and share its secret among the session's holders."""
    KeyShare.objects.filter(section=section).delete()
    holders = list(section.session.holders.all())
    public, secret = new_keys()
    shares = split(secret, shares=len(holders))
    section.public = as_text(public)
    section.save(update_fields=["public"])
    KeyShare.objects.bulk_create(
        KeyShare(section=section, holder=holder, sealed=as_text(seal(share, as_bytes(holder.public))))
        for holder, share in zip(holders, shares, strict=True)
    )


@sensitive_variables()
def turn_key(section: Section, holder: KeyHolder, passphrase: str, *, by: User) -> bool:
    """Turn a holder's key in a closed urn; the second key opens it and the papers are counted.

    Returns whether the urn is open. A wrong passphrase leaves a line in the audit book and
    nothing else.
    """
    if section.status != SectionStatus.CLOSED:
        raise Refused(["Chỉ mở hòm sau khi đã đóng bỏ phiếu."])
    if not section.session.holders.filter(member__user=by).exists():
        raise Refused(["Chỉ người giữ chìa nhập mật khẩu mở hòm."])
    try:
        private = unlock(holder.locked, passphrase)
    except (CannotOpen, ValueError) as error:
        record(section, "wrong_passphrase", by=by, note=holder.member.get_part_display())
        raise Refused([f"Mật khẩu mở hòm của {holder.member.get_part_display()} không đúng."]) from error
    return _turn(section, holder, private, by=by)


@sensitive_variables()
@transaction.atomic
def _turn(section: Section, holder: KeyHolder, private: bytes, *, by: User) -> bool:
    shares = list(KeyShare.objects.select_for_update().filter(section=section).select_related("holder__member"))
    mine = next(share for share in shares if share.holder_id == holder.pk)
    own = unseal(as_bytes(mine.sealed), private)
    others = [share for share in shares if share.pk != mine.pk]
    handed = next((share for share in others if str(holder.pk) in share.handed), None)
    record(section, "turn_key", by=by, note=holder.member.get_part_display())
    if handed is None:
        mine.handed = {str(share.holder_id): as_text(seal(own, as_bytes(share.holder.public))) for share in others}
        mine.save(update_fields=["handed"])
        return False
    secret = join([own, unseal(as_bytes(handed.handed[str(holder.pk)]), private)])
    count_papers(section, secret, by=by)
    return True


@sensitive_variables()
def _passphrase_refusals(holder: KeyHolder, passphrase: str, by: User) -> list[str]:
    if holder.member.user_id != by.pk:
        return ["Chỉ người giữ chìa đặt mật khẩu cho chìa của mình."]
    if holder.session.status not in PREPARED_SESSIONS:
        return ["Phiên đã khai mạc, không đổi mật khẩu mở hòm được nữa."]
    if len(passphrase.strip()) < PASSPHRASE:
        return [f"Mật khẩu mở hòm cần ít nhất {PASSPHRASE} ký tự, ví dụ bốn từ không liên quan nhau."]
    if by.check_password(passphrase):
        return ["Đừng dùng lại mật khẩu đăng nhập: ai biết mật khẩu đó sẽ mở được hòm."]
    return []
