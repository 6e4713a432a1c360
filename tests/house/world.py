"""The object of the demo that stands in each address; the longest prefix of a page's name wins.

Everything belongs to the hospital An Hòa, and where a unit has a say, to its Khoa Nội tổng hợp.
"""

from pathlib import Path
from typing import Any

from awards.choices import SectionStatus
from awards.models import (
    AgendaItem,
    Council,
    CouncilMember,
    DecisionLine,
    DecisionList,
    Minutes,
    Nomination,
    NominationFile,
    Section,
    Session,
)
from campaigns.models import Appraisal, Campaign, CampaignFile, LaunchPlan, Proposal, ProposalFile
from campaigns.services.appraisal import ask_appraisal
from campaigns.services.paper import attach_to_campaign
from emulation.models import (
    Attachment,
    Entry,
    Job,
    Notification,
    Plan,
    PlanRecipient,
    RoleGrant,
    Round,
    Sheet,
    SheetComment,
    Staff,
    Unit,
    User,
)
from emulation.services.registration_import import receive_workbook
from emulation.services.round import excuse_unit
from reports.models import Delivery, DueReport, Package
from tests.factories.campaigns import pdf

EXAMPLES = Path(__file__).parents[1] / "emulation" / "imports" / "examples"


def objects_of_the_demo() -> dict[str, dict[str, Any]]:
    """Return the keyword arguments of every address with arguments, by "app:prefix"."""
    return {**_emulation(), **_campaigns(), **_awards(), **_reports()}


def _pk(obj: Any) -> dict[str, Any]:
    return {"pk": obj.pk}


def _emulation() -> dict[str, dict[str, Any]]:
    unit, office = Unit.objects.get(code="AH-NTH"), User.objects.get(username="tccb")
    plan = Plan.objects.get(period_from=2026)
    called = Round.objects.get(plan=plan)
    sheet = Sheet.objects.get(round=called, unit=unit)
    head = User.objects.get(username="truong.noitonghop")
    book = (EXAMPLES / "dev1_mau_goc.xlsx").read_bytes()
    batch = receive_workbook(book, name="dev1_mau_goc.xlsx", round=called, unit=unit, by=head)
    entry = Entry.objects.filter(sheet=sheet, staff__isnull=False).first()
    excuse = excuse_unit(called, unit, reason="Đơn vị mới lập", by=office)
    return {
        "emulation:plan": _pk(plan),
        "emulation:recipient": _pk(PlanRecipient.objects.filter(plan=plan).first()),
        "emulation:round": {"pk": called.pk},
        "emulation:round_create": _pk(plan),
        "emulation:coverage": _pk(called),
        "emulation:excuse_create": {"pk": called.pk, "unit": unit.pk},
        "emulation:excuse_end": _pk(excuse),
        "emulation:sheet": _pk(sheet),
        "emulation:cells_paste": _pk(sheet),
        "emulation:subject_options": _pk(sheet),
        "emulation:entry": _pk(entry),
        "emulation:entry_create": _pk(sheet),
        "emulation:review": _pk(sheet),
        "emulation:comment_create": _pk(sheet),
        "emulation:comment_settle": _pk(SheetComment.objects.filter(sheet=sheet).first()),
        "emulation:registration_export": _pk(called),
        "emulation:form_export": _pk(called),
        "emulation:import": _pk(batch),
        "emulation:unit": _pk(unit),
        "emulation:staff": _pk(Staff.objects.filter(unit=unit).first()),
        "emulation:account": _pk(head),
        "emulation:role_grant": _pk(head),
        "emulation:role_end": _pk(RoleGrant.objects.filter(user=head).first()),
        "emulation:notification": _pk(Notification.objects.filter(user=head).first()),
        "emulation:setting": {"name": "council.quorum"},
        "emulation:attachment": _pk(Attachment.objects.filter(by=head).first() or Attachment.objects.first()),
        "emulation:job": _pk(Job.objects.create(kind="x", label="Xuất danh sách", by=head)),
    }


def _campaigns() -> dict[str, dict[str, Any]]:
    unit, office = Unit.objects.get(code="AH-NTH"), User.objects.get(username="tccb")
    campaign = Campaign.objects.filter(facility__code="AH", launches__isnull=False).first()
    proposal = Proposal.objects.filter(unit=unit).first()
    attach_to_campaign(campaign, pdf("ke-hoach.pdf"), role="khac", by=office)
    asked = Proposal.objects.filter(status="submitted").first()
    ask_appraisal(asked, unit=Unit.objects.get(code="AH-QLCL"), question="Số liệu có đúng không?", by=office)
    return {
        "campaigns:plan": _pk(LaunchPlan.objects.filter(facility__code="AH").first()),
        "campaigns:campaign": _pk(campaign),
        "campaigns:paper_file": _pk(CampaignFile.objects.filter(campaign=campaign).first()),
        "campaigns:review": _pk(campaign),
        "campaigns:quota": _pk(campaign),
        "campaigns:programme": _pk(campaign),
        "campaigns:launch": {"pk": campaign.pk, "unit_pk": unit.pk},
        "campaigns:pledge": _pk(campaign),
        "campaigns:proposal": _pk(proposal),
        "campaigns:proposal_list": _pk(campaign),
        "campaigns:proposal_export": _pk(campaign),
        "campaigns:proposal_accept_many": _pk(campaign),
        "campaigns:proposal_create": _pk(campaign),
        "campaigns:proposal_detach": _pk(ProposalFile.objects.filter(proposal=proposal).first()),
        "campaigns:subject_options": _pk(campaign),
        "campaigns:appraisal_ask": _pk(proposal),
        "campaigns:appraisal_answer": _pk(Appraisal.objects.first()),
    }


def _awards() -> dict[str, dict[str, Any]]:
    council, session = Council.objects.get(), Session.objects.get(number="02/2026")
    past = Section.objects.filter(status=SectionStatus.PUBLISHED).first()
    section = session.sections.first()
    item = AgendaItem.objects.filter(section=section).first()
    kept = NominationFile.objects.first()
    decision = DecisionList.objects.first()
    rule = {"pk": session.pk, "name": "council.quorum"}
    return {
        "awards:nomination": _pk(Nomination.objects.get(pk=kept.nomination_id)),
        "awards:nomination_file": _pk(kept),
        "awards:nomination_detach": _pk(kept),
        "awards:nomination_from_proposal": _pk(Proposal.objects.filter(status="accepted").first()),
        "awards:council": _pk(council),
        "awards:council_member_end": _pk(CouncilMember.objects.filter(council=council).last()),
        "awards:session": _pk(session),
        "awards:session_rule": rule,
        "awards:agenda": _pk(session),
        "awards:agenda_step": _pk(section),
        "awards:agenda_method": _pk(section),
        "awards:agenda_item": _pk(item),
        "awards:agenda_file": {"pk": item.pk, "file": kept.attachment_id},
        "awards:agenda_remove": _pk(section),
        "awards:agenda_ruling": _pk(item),
        "awards:ballot": _pk(session),
        "awards:ballot_cast": _pk(item),
        "awards:ballot_section": _pk(section),
        "awards:ballot_papers": _pk(past),
        "awards:ballot_open": _pk(section),
        "awards:ballot_teller": _pk(section),
        "awards:minutes": _pk(Minutes.objects.first()),
        "awards:decision": _pk(decision),
        "awards:decision_create": _pk(Session.objects.get(number="01/2022")),
        "awards:decision_line": _pk(DecisionLine.objects.filter(list=decision).first()),
    }


def _reports() -> dict[str, dict[str, Any]]:
    package = Package.objects.filter(facility__code="AH", deliveries__isnull=False).first()
    letter = Delivery.objects.filter(package=package).first()
    file = Attachment.objects.first()
    return {
        "reports:due": _pk(DueReport.objects.filter(facility__code="AH").first()),
        "reports:package": {"pk": package.pk, "place": 1, "number": 1, "file": file.pk},
        "reports:letter": {"pk": package.pk, "letter": letter.pk, "place": 1},
        "reports:duty_day": {"slug": "guong_dien_hinh_thang"},
        "reports:hospital_nudge": _pk(Unit.objects.get(code="AH")),
    }
