"""The road of a proposal within a campaign: a unit sends it, the office accepts it, a place is taken.

Needs that count places are asked under the lock of the quota (``services.quota.lock_quota``).
"""

from campaigns.access import judges_proposal, signs_for_unit
from campaigns.choices import PLACED_PROPOSALS, CampaignStatus
from campaigns.choices import ProposalStatus as S
from campaigns.models import Proposal, Quota
from core.workflow import Step, Workflow
from emulation.audit import record
from emulation.choices import JobType, SubjectKind
from emulation.models import User

_WORD = {SubjectKind.PERSON: "cá nhân", SubjectKind.COLLECTIVE: "tập thể"}


def campaign_is_running(proposal: Proposal) -> str:
    campaign = proposal.campaign
    if campaign.status == CampaignStatus.LAUNCHED:
        return ""
    return f"Phong trào đang ở trạng thái “{campaign.get_status_display()}”, không nhận đề xuất."


def names_its_programme(proposal: Proposal) -> str:
    """Ask for the programme where each has a counter of its own (S4-11)."""
    if not proposal.campaign.is_per_programme or proposal.programme_id:
        return ""
    return "Cần chọn chương trình mục tiêu: mỗi chương trình có số lượng xét riêng."


def quota_is_allocated(proposal: Proposal) -> str:
    """Refuse before the number is allocated (S4-10), and a kind that is not considered (S4-16)."""
    quota, word = quota_of(proposal), _WORD.get(proposal.kind, "")
    if quota is None or quota.places is None:
        return f"Số lượng {word} theo phân bổ, chưa giao. Chưa đề xuất được cho đến khi có phân bổ."
    return f"Phong trào này không xét {word}." if quota.places == 0 else ""


def job_type_fits(proposal: Proposal) -> str:
    """Accept only the job types that the campaign is for (S4-16)."""
    allowed = proposal.campaign.job_types
    if proposal.kind != SubjectKind.PERSON or not allowed or proposal.job_type in allowed:
        return ""
    names = ", ".join(str(JobType(code).label).lower() for code in allowed)
    own = proposal.get_job_type_display().lower() or "chưa rõ loại công việc"
    return f"Phong trào chỉ xét {names}; {proposal.name} là {own}."


def has_achievements(proposal: Proposal) -> str:
    return (
        ""
        if proposal.achievements.strip()
        else "Chưa ghi thành tích. Nêu kết quả, số liệu theo tiêu chí của phong trào."
    )


def has_attachment(proposal: Proposal) -> str:
    return "" if proposal.files.exists() else "Chưa có tệp minh chứng. Đính kèm báo cáo thành tích hoặc biên bản họp."


def has_a_place(proposal: Proposal) -> str:
    """Refuse when every place of the quota is taken; exact under the quota's lock."""
    quota = quota_of(proposal)
    if quota is None or not quota.places:
        return ""
    used = places_taken(quota, besides=proposal)
    if used < quota.places:
        return ""
    return f"Đã đủ {used}/{quota.places} {_WORD[SubjectKind(proposal.kind)]} của phong trào này, không còn chỗ."


def appraisals_are_answered(proposal: Proposal) -> str:
    waiting = [a.unit.label for a in proposal.appraisals.filter(opinion="").select_related("unit")]
    return f"Còn chờ ý kiến thẩm định của {', '.join(waiting)}." if waiting else ""


def stands_in_no_nomination(proposal: Proposal) -> str:
    """Keep the place of a proposal whose nomination has been accepted or endorsed."""
    found = proposal.nominations.filter(status__in=("accepted", "endorsed")).first()
    return f"Đã có đề nghị khen thưởng “{found}” giữ chỗ này. Trả lại đề nghị đó trước." if found else ""


def no_place_is_left(user: User, proposal: Proposal) -> bool:
    """Say whether the person signs for the unit and the quota is full: only then a reserve makes sense."""
    return signs_for_unit(user, proposal) and bool(has_a_place(proposal))


def quota_of(proposal: Proposal) -> Quota | None:
    """Return the row that counts the proposal's place."""
    return Quota.objects.filter(
        campaign=proposal.campaign_id, programme=proposal.programme_id, kind=proposal.kind
    ).first()


def places_taken(quota: Quota, *, besides: Proposal | None = None) -> int:
    taken = Proposal.objects.filter(
        campaign=quota.campaign_id, programme=quota.programme_id, kind=quota.kind, status__in=PLACED_PROPOSALS
    )
    return taken.exclude(pk=besides.pk).count() if besides is not None else taken.count()


def unfit_reasons(proposal: Proposal) -> list[str]:
    """Return why a subject cannot be put forward in the campaign at all, before anything is written."""
    return [reason for need in _FITS if (reason := need(proposal))]


_FITS = (campaign_is_running, names_its_programme, quota_is_allocated, job_type_fits)
_READY = (*_FITS, has_achievements, has_attachment)

PROPOSAL = Workflow(
    Step("submit", "Gửi đề xuất", (S.DRAFT, S.RETURNED), S.SUBMITTED, who=signs_for_unit, needs=(*_READY, has_a_place),
         primary=True),
    Step("stand_by", "Gửi vào danh sách dự bị", (S.DRAFT, S.RETURNED), S.RESERVE, who=no_place_is_left, needs=_READY),
    Step("recall", "Rút về sửa", (S.SUBMITTED, S.RESERVE), S.DRAFT, who=signs_for_unit),
    Step("accept", "Nhận", (S.SUBMITTED,), S.ACCEPTED, who=judges_proposal, primary=True,
         needs=(*_FITS, appraisals_are_answered, has_a_place)),
    Step("take_up", "Nhận từ dự bị", (S.RESERVE,), S.ACCEPTED, who=judges_proposal, primary=True,
         needs=(*_FITS, appraisals_are_answered, has_a_place)),
    Step("return", "Trả lại", (S.SUBMITTED, S.RESERVE), S.RETURNED, who=judges_proposal, note_required=True),
    Step("reject", "Không chọn", (S.SUBMITTED, S.RESERVE, S.ACCEPTED), S.REJECTED, who=judges_proposal,
         needs=(stands_in_no_nomination,), note_required=True),
    record=record,
)  # fmt: skip
