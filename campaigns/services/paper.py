"""Files of campaigns and proposals: kept, shown, taken back while still a draft."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from campaigns.choices import OPEN_PROPOSALS, CampaignStatus
from campaigns.models import Campaign, CampaignFile, Proposal, ProposalFile
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import AttachmentKind
from emulation.models import Attachment, Unit, User
from emulation.services.attachment import keep_file


@transaction.atomic
def attach_to_campaign(campaign: Campaign, upload: UploadedFile, *, role: str, by: User) -> CampaignFile:
    """Keep a paper of the campaign: its plan, the contest's plan, the approval."""
    if campaign.status == CampaignStatus.CLOSED:
        raise Refused(["Phong trào đã tổng kết, không thêm tài liệu được nữa."])
    kept = keep_file(upload, kind=AttachmentKind.PLAN, facility=campaign.facility, by=by)
    paper = CampaignFile.objects.create(campaign=campaign, role=role, attachment=kept)
    record(campaign, "attach", by=by, note=f"{paper.get_role_display()}: {kept.name}")
    return paper


def keep_optional(upload: UploadedFile | None, kind: str, *, facility: Unit, by: User) -> Attachment | None:
    """Keep a file where one was handed in."""
    return keep_file(upload, kind=kind, facility=facility, by=by) if upload else None


@transaction.atomic
def attach_to_proposal(proposal: Proposal, upload: UploadedFile, *, kind: str, by: User) -> ProposalFile:
    """Keep evidence of a proposal that is still being prepared."""
    _must_be_open(proposal)
    kept = keep_file(upload, kind=kind, facility=proposal.facility, by=by)
    paper = ProposalFile.objects.create(proposal=proposal, attachment=kept)
    record(proposal, "attach", by=by, note=kept.name)
    return paper


@transaction.atomic
def detach_from_proposal(paper: ProposalFile, *, by: User) -> None:
    """Take evidence off a draft; the file itself stays in the archive."""
    _must_be_open(paper.proposal)
    record(paper.proposal, "detach", by=by, note=paper.attachment.name)
    paper.delete()


def _must_be_open(proposal: Proposal) -> None:
    if proposal.status not in OPEN_PROPOSALS:
        raise Refused(["Đề xuất đã gửi. Rút về sửa rồi thay tệp."])
