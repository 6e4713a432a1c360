"""Casting a secret ballot: the one act of the product that leaves no line in the audit book.

What must hold is written in docs/decisions/ (secret ballots) and tested on PostgreSQL's hidden
columns: after any number of votes, every urn and every mark of a section was last written by one
and the same transaction, and no row has a time, an author or an order of its own.
"""

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.views.decorators.debug import sensitive_variables

from awards.choices import WITH_A_PAPER, Choice, Method, SectionStatus
from awards.models import Mark, Seat, Section, Urn
from core.sealing import as_bytes, as_text, code, padded, seal, shuffled
from core.workflow import Refused
from emulation.models import User

PAPER_BYTES = 32
ALREADY = "Bạn đã bỏ phiếu cho hồ sơ này; mỗi người một phiếu, bỏ rồi không sửa được."


@transaction.atomic
def pledge(seat: Seat) -> None:
    """Note that a member has promised secrecy. Every seat is rewritten, so that none is the last."""
    pledged = Case(When(pk=seat.pk, then=Value(True)), default=F("has_pledged"))
    Seat.objects.filter(session=seat.session_id).update(has_pledged=pledged)


@sensitive_variables()
@transaction.atomic(durable=True)
def cast_ballots(section: Section, choices: dict[int, str], *, by: User) -> dict[int, str]:
    """Put a member's papers into the urns of a section; return the receipt code of each item.

    ``choices`` maps items to values of Choice. The codes are shown once and stored nowhere but
    inside the sealed papers. All papers go in, or none: a second paper for any item is refused.
    """
    section = Section.objects.select_for_update().get(pk=section.pk)
    seat = _seat(section, by)
    if reasons := _refusals(section, seat, choices):
        raise Refused(reasons)
    codes = {item: code() for item in choices}
    public = as_bytes(section.public)
    papers = {item: paper(codes[item], choice, public) for item, choice in choices.items()}
    _rewrite(section, seat, papers)
    return codes


def rewrite_all(section: Section) -> None:
    """Write all urns and marks of a section anew, so that the last vote leaves no trace of its own."""
    _rewrite(section, None, {})


@sensitive_variables()
def paper(receipt: str, choice: str, public: bytes) -> str:
    """Return a sealed paper as text; all papers have one length."""
    return as_text(seal(padded(f"{receipt}{Choice(choice).value}".encode(), PAPER_BYTES), public))


@sensitive_variables()
def _rewrite(section: Section, seat: Seat | None, papers: dict[int, str]) -> None:
    """Shuffle every urn of the section and rewrite every mark, in the caller's transaction."""
    for urn in Urn.objects.select_for_update().filter(section=section).order_by("pk"):
        sealed = [*urn.sealed, papers[urn.pk]] if urn.pk in papers else urn.sealed
        Urn.objects.filter(pk=urn.pk).update(sealed=shuffled(sealed))
    mine = When(seat=seat, item__in=list(papers), then=Value(True))
    voted = Case(mine, default=F("has_voted")) if papers else F("has_voted")
    Mark.objects.filter(section=section).update(has_voted=voted)


def _seat(section: Section, by: User) -> Seat:
    seat = Seat.objects.filter(session=section.session_id, user=by, is_voting=True).first()
    if seat is None:
        raise Refused(["Bạn không có tên trong danh sách bỏ phiếu của phiên này."])
    return seat


@sensitive_variables()
def _refusals(section: Section, seat: Seat, choices: dict[int, str]) -> list[str]:
    if section.method != Method.SEALED:
        return ["Mục này bỏ phiếu giấy, không bỏ phiếu trên máy."]
    if section.status != SectionStatus.VOTING:
        return ["Hòm phiếu không mở: mục này chưa bỏ phiếu hoặc đã đóng."]
    if not seat.has_pledged:
        return ["Bạn cần cam kết giữ bí mật trước khi bỏ phiếu."]
    if not choices or not set(choices.values()) <= set(Choice.values):
        return ["Hãy chọn Đồng ý, Không đồng ý hoặc Để phiếu trắng."]
    mine = dict(
        Mark.objects.filter(section=section, seat=seat, standing__in=WITH_A_PAPER).values_list("item", "has_voted")
    )
    if not set(choices) <= set(mine):
        return ["Bạn không có phiếu cho hồ sơ này."]
    return [ALREADY] if any(mine[item] for item in choices) else []
