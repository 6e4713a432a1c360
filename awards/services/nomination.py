"""Nominations: prepared by a unit, sent by who signs for it, taken by the office, decided by the council."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.choices import OPEN_NOMINATIONS, NominationStatus, Occasion
from awards.models import Nomination
from awards.selectors.nomination_assessment import assessed, frozen
from awards.selectors.nominations import people_to_tell
from awards.workflow.nomination import NOMINATION, is_not_twice, prepares_nomination, unfit_reasons
from campaigns.models import Proposal
from campaigns.selectors.subjects import Subject
from campaigns.services.quota import hold_place
from core.text import fold
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import SubjectKind
from emulation.models import Staff, Unit, User
from emulation.services.notification import notify
from emulation.services.record import hold_subjects

# What a nomination copies from whom it is about.
_SHOWN: dict[type, list[str]] = {Staff: ["full_name", "code", "position"], Unit: ["name", "code"]}
_TOLD = {
    "submit": "{unit} gửi đề nghị {what}.",
    "return": "Đề nghị {what} bị trả lại: {note}",
    "accept": "Đề nghị {what} đã được tiếp nhận, chờ Hội đồng.",
    "withdraw": "{unit} rút đề nghị {what}: {note}",
    "endorse": "Hội đồng đã thông qua đề nghị {what}.",
    "decline": "Hội đồng không thông qua đề nghị {what}.",
}


@transaction.atomic
def draft_nomination(
    subject: Subject,
    *,
    unit: Unit,
    title: str,
    year: int,
    by: User,
    occasion: str = Occasion.YEARLY,
    achieved_on: date | None = None,
    proposal: Proposal | None = None,
    achievements: str = "",
) -> Nomination:
    """Start a nomination of a unit; a subject stands once for a title, a year and an occasion.

    It is named as it stands under its lock: what a workbook said of it may be taken back until then.
    """
    subject = _held(subject)
    nomination = Nomination(
        facility=unit.facility or unit, unit=unit, title=title, year=year, occasion=occasion, achieved_on=achieved_on,
        proposal=proposal, achievements=achievements, law_on=timezone.localdate(), created_by=by, **subject.columns(),
    )  # fmt: skip
    nomination.search_key = fold(f"{nomination.search_key} {unit.name} {unit.short_name}")[:600]
    nomination.occasion_key = _occasion_key(nomination)
    if not prepares_nomination(by, nomination):
        raise Refused([f"Bạn không có quyền lập đề nghị cho {unit}."])
    _keep(nomination)
    record(nomination, "create", by=by, after=nomination.status, note=str(nomination))
    return nomination


@transaction.atomic
def write_nomination(
    nomination: Nomination,
    *,
    title: str,
    year: int,
    achievements: str,
    by: User,
    occasion: str = Occasion.YEARLY,
    achieved_on: date | None = None,
    quietly: bool = False,
) -> Nomination:
    """Store what an open nomination says; the occasion of one that came from a campaign stays.

    ``quietly`` while somebody types: the book then tells only of another title, year or occasion.
    """
    nomination = open_for_writing(nomination, by)
    before = str(nomination)
    nomination.title, nomination.year, nomination.achievements = title, year, achievements
    if nomination.proposal_id is None:
        nomination.occasion, nomination.achieved_on = occasion, achieved_on
    nomination.occasion_key = _occasion_key(nomination)
    _keep(nomination)
    after = str(nomination)
    if before != after or not quietly:
        record(nomination, "change", by=by, note=f"{before} → {after}" if before != after else "")
    return nomination


@transaction.atomic
def take_nomination_step(nomination: Nomination, step: str, *, by: User, note: str = "") -> None:
    """Take a step of the road; a place in a campaign is held under its quota's lock.

    The day whose law applies is written at the first submission and never changes.
    """
    if step in NOMINATION.steps and NOMINATION.steps[step].hidden:
        raise Refused(["Kết quả chỉ ghi khi Hội đồng công bố."])
    if step == "accept" and nomination.proposal is not None:
        hold_place(nomination.proposal)
    _hold_subjects([nomination])
    _take(nomination, step, by=by, note=note)


@transaction.atomic
def decide_nominations(results: dict[int, bool], *, by: User, note: str = "") -> list[Nomination]:
    """Write the council's published result on the nominations it voted on; called at publication.

    What was decided in the same way already is passed over, so that publishing twice is safe.
    Locks go in one order for everybody: quotas, then subjects, then nominations.
    """
    found = Nomination.objects.filter(pk__in=results).select_related("proposal__campaign", "unit", "facility")
    nominations = list(found.order_by("pk"))
    passed = [n.proposal for n in nominations if results[n.pk] and n.proposal is not None]
    for proposal in sorted(passed, key=_quota_order):
        hold_place(proposal)
    _hold_subjects(nominations)
    decided = [n for n in nominations if n.status != _outcome(results[n.pk])]
    for nomination in decided:
        _take(nomination, "endorse" if results[nomination.pk] else "decline", by=by, note=note)
    return decided


def accept_nominations(
    nominations: Iterable[Nomination], *, by: User
) -> tuple[list[Nomination], list[tuple[Nomination, list[str]]]]:
    """Accept many, each on its own; return those taken and those refused with the reasons."""
    taken: list[Nomination] = []
    refused: list[tuple[Nomination, list[str]]] = []
    for nomination in nominations:
        try:
            take_nomination_step(nomination, "accept", by=by)
            taken.append(nomination)
        except Refused as refusal:
            refused.append((nomination, refusal.reasons))
    return taken, refused


@transaction.atomic
def discard_nomination(nomination: Nomination, *, by: User) -> None:
    """Throw away a draft that was never sent."""
    nomination = open_for_writing(nomination, by)
    if nomination.submitted_at is not None:
        raise Refused(["Đề nghị đã từng gửi thì không xóa. Hãy dùng “Rút đề nghị” và ghi lý do."])
    record(nomination.unit, "discard_nomination", by=by, note=str(nomination))
    nomination.delete()


def _held(subject: Subject) -> Subject:
    """Return a subject under its lock, as it stands now; Refused when it went with a workbook that was taken back."""
    row: Staff | Unit | None = subject.staff or subject.unit
    assert row is not None
    hold_subjects(people=[row.pk] if subject.staff else [], units=[row.pk] if subject.unit else [])
    try:
        row.refresh_from_db(fields=_SHOWN[type(row)])
    except type(row).DoesNotExist as error:
        raise Refused([f"{subject.name} không còn trong hệ thống. Hãy tải lại trang rồi chọn lại."]) from error
    return subject


def _hold_subjects(nominations: Iterable[Nomination]) -> None:
    """Hold whom nominations are about: no records that they are judged by are taken back meanwhile."""
    keys = [(one.staff_id, one.subject_unit_id) for one in nominations]
    hold_subjects(people={staff for staff, _ in keys if staff}, units={unit for _, unit in keys if unit})


def _take(nomination: Nomination, step: str, *, by: User, note: str) -> None:
    NOMINATION.move(nomination, step, by=by, note=note)
    nomination.state_since = timezone.now()
    if step == "submit":
        nomination.law_on = nomination.law_on if nomination.submitted_at else timezone.localdate()
        nomination.submitted_at = nomination.state_since
        nomination.assessment = frozen(assessed(nomination))
        nomination.verdict = nomination.assessment.get("result", "")
    nomination.save(update_fields=["state_since", "submitted_at", "law_on", "assessment", "verdict"])
    if step in _TOLD:
        text = _TOLD[step].format(what=nomination, unit=nomination.unit.label, note=note.strip())
        key = f"nomination-{nomination.pk}-{step}-{nomination.state_since.timestamp():.3f}"
        notify(people_to_tell(nomination, step), key=key, text=text, url=nomination.get_absolute_url())


def open_for_writing(nomination: Nomination, by: User) -> Nomination:
    """Return the nomination under its lock, or refuse: only its writers, only while it is open."""
    found = Nomination.objects.select_for_update(of=("self",)).select_related("unit", "facility", "proposal__campaign")
    nomination = found.get(pk=nomination.pk)
    if nomination.status not in OPEN_NOMINATIONS:
        raise Refused(["Đề nghị đã gửi. Rút về sửa rồi ghi tiếp."])
    if not prepares_nomination(by, nomination):
        raise Refused(["Bạn không có quyền sửa đề nghị này."])
    return nomination


def _keep(nomination: Nomination) -> None:
    """Save a nomination that fits, or refuse; the database has the last word on who stands twice."""
    if reasons := unfit_reasons(nomination):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            nomination.save()
    except IntegrityError as error:
        twice = is_not_twice(nomination) or "Đề xuất này đã có đề nghị khen thưởng."
        raise Refused([twice]) from error


def _occasion_key(nomination: Nomination) -> str:
    """Return what tells apart nominations of one title and year: the campaign, or the day of the feat."""
    if nomination.proposal is not None:
        return f"phong-trao-{nomination.proposal.campaign_id}"
    if nomination.occasion == Occasion.SUDDEN and nomination.achieved_on:
        return f"dot-xuat-{nomination.achieved_on:%Y-%m-%d}"
    return ""


def _quota_order(proposal: Proposal) -> tuple[int, int, bool]:
    """Return the order in which quotas are made, and therefore locked, by everybody."""
    return proposal.campaign_id, proposal.programme_id or 0, proposal.kind == SubjectKind.PERSON


def _outcome(passed: bool) -> str:
    return NominationStatus.ENDORSED if passed else NominationStatus.NOT_ENDORSED
