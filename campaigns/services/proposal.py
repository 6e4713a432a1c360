"""Proposals within a campaign: prepared by a unit, sent for a place, reviewed by the office."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.choices import OPEN_PROPOSALS, ProposalStatus
from campaigns.models import Campaign, Programme, Proposal
from campaigns.selectors.audience import signers_of
from campaigns.selectors.subjects import Subject
from campaigns.services.quota import lock_quota
from campaigns.workflow import PROPOSAL, unfit_reasons
from core.workflow import Refused
from emulation.audit import record
from emulation.models import Unit, User
from emulation.services.notification import notify

_TOLD = {
    "return": "Đề xuất {name} bị trả lại: {note}",
    "accept": "Đề xuất {name} đã được nhận.",
    "take_up": "Đề xuất {name} đã được nhận từ danh sách dự bị.",
    "reject": "Đề xuất {name} không được chọn: {note}",
}


def draft_proposal(
    campaign: Campaign, subject: Subject, *, unit: Unit, by: User, programme: Programme | None = None
) -> Proposal:
    """Start a proposal of a unit. A subject stands once in a campaign, whoever proposes it."""
    proposal = Proposal(
        campaign=campaign, programme=programme, unit=unit, facility=unit.facility or unit, created_by=by,
        **subject.columns(), **_person_columns(subject),
    )
    if reasons := unfit_reasons(proposal):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            record(proposal, "create", by=by, after=proposal.status, note=str(campaign))
    except IntegrityError as error:
        raise Refused([_standing(campaign, subject)]) from error
    return proposal


@transaction.atomic
def write_proposal(
    proposal: Proposal, *, achievements: str, by: User, programme: Programme | None = None, quietly: bool = False
) -> Proposal:
    """Store the text of a draft; ``quietly`` while somebody types, without a line in the book."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status not in OPEN_PROPOSALS:
        raise Refused(["Đề xuất đã gửi. Rút về sửa rồi ghi tiếp."])
    proposal.achievements, proposal.programme = achievements, programme
    proposal.save(update_fields=["achievements", "programme", "updated_at"])
    if not quietly:
        record(proposal, "change", by=by)
    return proposal


@transaction.atomic
def take_proposal_step(proposal: Proposal, step: str, *, by: User, note: str = "") -> None:
    """Take a step under the lock of the quota, so that the places can never be exceeded."""
    lock_quota(proposal.campaign, proposal.kind, proposal.programme)
    PROPOSAL.move(proposal, step, by=by, note=note)
    proposal.state_since = timezone.now()
    if step in ("submit", "stand_by"):
        proposal.submitted_at = proposal.state_since
    proposal.save(update_fields=["state_since", "submitted_at"])
    if step in _TOLD:
        text = _TOLD[step].format(name=f"{proposal.name} (phong trào “{proposal.campaign}”)", note=note)
        key = f"proposal:{proposal.pk}:{step}:{proposal.state_since:%Y%m%d%H%M%S}"
        notify(signers_of(proposal.unit), key=key, text=text, url=proposal.get_absolute_url())


def accept_proposals(proposals: list[Proposal], *, by: User) -> list[tuple[Proposal, list[str]]]:
    """Accept many, each on its own; returns those refused with why. Places go in the order given."""
    refused = []
    for proposal in proposals:
        step = "take_up" if proposal.status == ProposalStatus.RESERVE else "accept"
        try:
            take_proposal_step(proposal, step, by=by)
        except Refused as error:
            refused.append((proposal, error.reasons))
    return refused


@transaction.atomic
def discard_proposal(proposal: Proposal, *, by: User) -> None:
    """Throw away a draft that was never sent."""
    if proposal.status not in OPEN_PROPOSALS or proposal.submitted_at is not None:
        raise Refused(["Chỉ xóa được bản nháp chưa từng gửi."])
    record(proposal.campaign, "discard_proposal", by=by, note=f"{proposal.name} ({proposal.unit})")
    proposal.delete()


def _person_columns(subject: Subject) -> dict[str, object]:
    if subject.staff is None:
        return {}
    return {"job_type": subject.staff.job_type, "is_direct": subject.staff.is_direct}


def _standing(campaign: Campaign, subject: Subject) -> str:
    same = Proposal.objects.filter(campaign=campaign, staff=subject.staff, subject_unit=subject.unit)
    there = same.exclude(status=ProposalStatus.REJECTED).select_related("unit").first()
    where = f" bởi {there.unit} ({there.get_status_display().lower()})" if there else ""
    return f"{subject.name} đã được đề xuất trong phong trào này{where}. Mỗi người, mỗi tập thể chỉ đề xuất một lần."
