"""The object of the demo that stands in each address; the longest prefix of a page's name wins.

Everything belongs to the hospital An Hòa, and where a unit has a say, to its Khoa Nội tổng hợp.
"""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from awards.choices import SectionStatus
from awards.models import (
    AgendaItem,
    Award,
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
from awards.services.history_upload import HISTORY, LEDGER
from campaigns.models import Appraisal, Campaign, CampaignFile, LaunchPlan, Proposal, ProposalFile
from campaigns.services.appraisal import ask_appraisal
from campaigns.services.paper import attach_to_campaign
from campaigns.services.quota_import import QUOTAS
from emulation.models import (
    Attachment,
    CriterionAnswer,
    Discipline,
    Entry,
    Initiative,
    Job,
    Leave,
    Matter,
    Notification,
    Plan,
    PlanRecipient,
    RoleGrant,
    Round,
    Sheet,
    SheetComment,
    Staff,
    StaffAlias,
    Target,
    Unit,
    User,
    Violation,
    YearRating,
)
from emulation.services.criterion import Given, add_own_criterion, answer_criteria
from emulation.services.job import take_job
from emulation.services.registration_import import read_workbook, receive_workbook
from emulation.services.round import excuse_unit
from emulation.services.staff_import import STAFF
from emulation.services.workbook import receive
from reports.models import Delivery, DueReport, Package
from tests.emulation.imports.workbooks import workbook
from tests.factories.campaigns import pdf

EXAMPLES = Path(__file__).parents[1] / "emulation" / "imports" / "examples"
STAFF_LIST = EXAMPLES / "dev2_nhan_su_300.xlsx"
HISTORY_BOOK = Path(__file__).parents[1] / "awards" / "history_import" / "examples" / "dev5_lich_su_thi_dua.xlsx"


def objects_of_the_demo() -> dict[str, dict[str, Any]]:
    """Return the keyword arguments of every address with arguments, by "app:prefix"."""
    return {**_emulation(), **_criteria(), **_records(), **_campaigns(), **_awards(), **_reports()}


def _upload(name: str, file: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file.read_bytes())


def _pk(obj: Any) -> dict[str, Any]:
    return {"pk": obj.pk}


def _emulation() -> dict[str, dict[str, Any]]:
    unit, office = Unit.objects.get(code="AH-NTH"), User.objects.get(username="tccb")
    office2 = User.objects.get(username="tccb2")
    plan = Plan.objects.get(period_from=2026)
    called = Round.objects.get(plan=plan)
    sheet = Sheet.objects.get(round=called, unit=unit)
    head = User.objects.get(username="truong.noitonghop")
    book = (EXAMPLES / "dev1_mau_goc.xlsx").read_bytes()
    batch = receive_workbook(book, name="dev1_mau_goc.xlsx", round=called, unit=unit, by=head)
    read_workbook(batch, job=take_job())
    batch.refresh_from_db()
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
        "emulation:registration_template": _pk(called),
        "emulation:import": _pk(batch),
        "emulation:unit": _pk(unit),
        "emulation:staff": _pk(Staff.objects.filter(unit=unit).first()),
        "emulation:staff_import": _pk(
            receive(STAFF, _upload("nhan-su.xlsx", STAFF_LIST), facility=plan.facility, by=office2)
        ),
        "emulation:guide_page": {"slug": "nhan-su"},
        "emulation:account": _pk(head),
        "emulation:role_grant": _pk(head),
        "emulation:role_end": _pk(RoleGrant.objects.filter(user=head).first()),
        "emulation:notification": _pk(Notification.objects.filter(user=head).first()),
        "emulation:setting": {"name": "council.quorum"},
        "emulation:attachment": _pk(Attachment.objects.filter(by=head).first() or Attachment.objects.first()),
        "emulation:job": _pk(Job.objects.create(kind="x", label="Xuất danh sách", by=head)),
    }


def _criteria() -> dict[str, dict[str, Any]]:
    """Return the objects of the pages of criteria; one answer of the unit rests on a file, one criterion is its own."""
    unit, head = Unit.objects.get(code="AH-NTH"), User.objects.get(username="truong.noitonghop")
    sheet = Sheet.objects.get(round__plan__period_from=2026, unit=unit)
    entry = Entry.objects.filter(sheet=sheet, staff__isnull=False).first()
    answer_criteria(entry, {"s1.nhiem_vu": Given("dat", "Xem tệp", upload=pdf("minh-chung.pdf"))}, by=head)
    own = add_own_criterion(sheet, words="Làm chủ bệnh án điện tử", by=head)
    sent = Entry.objects.filter(sheet__status="submitted", sheet__facility__code="AH").first()
    return {
        "emulation:entry_answer": {"pk": entry.pk, "slug": "s1", "item": "nhiem_vu"},
        "emulation:answer_file": _pk(CriterionAnswer.objects.get(entry=entry, item="nhiem_vu")),
        "emulation:own_criterion": {"pk": sheet.pk, "criterion": own.pk},
        "emulation:criteria_set": {"slug": "s1"},
        "emulation:review_appraise": _pk(sent),
        "emulation:review_override": _pk(sent),
    }


def _records() -> dict[str, dict[str, Any]]:
    unit = Unit.objects.get(code="AH-NTH")
    person = Staff.objects.filter(unit=unit).first()
    return {
        "emulation:rating": _pk(YearRating.objects.filter(staff=person).first()),
        "emulation:rating_create": _pk(person),
        "emulation:staff_alias": _pk(_alias(person)),
        "emulation:leave": _pk(Leave.objects.filter(staff__unit=unit).first()),
        "emulation:leave_create": _pk(person),
        "emulation:discipline": _pk(Discipline.objects.first()),
        "emulation:discipline_create": _pk(person),
        "emulation:violation": _pk(Violation.objects.filter(withdrawn_at=None).first()),
        "emulation:violation_create": _pk(person),
        "emulation:matter": _pk(Matter.objects.get(closed_on=None)),
        "emulation:matter_open": _pk(person),
        "emulation:initiative": _pk(Initiative.objects.filter(authors__staff__unit=unit).first()),
    }


def _alias(person: Staff) -> StaffAlias:
    told = {"full_name": "Le Van An", "unit": person.unit, "sign": "an", "source": "ds.xlsx"}
    office = User.objects.get(username="tccb")
    return StaffAlias.objects.create(staff=person, facility=person.facility, by=office, **told)


def _campaigns() -> dict[str, dict[str, Any]]:
    unit, office = Unit.objects.get(code="AH-NTH"), User.objects.get(username="tccb")
    campaign = Campaign.objects.filter(facility__code="AH", launches__isnull=False).first()
    proposal = Proposal.objects.filter(unit=unit).first()
    tccb2, rows = User.objects.get(username="tccb2"), [["Phong trào", "Tập thể", "Cá nhân"], [campaign.title, 9, 99]]
    quotas = SimpleUploadedFile("chi-tieu.xlsx", workbook({"ChiTieu": rows}))
    attach_to_campaign(campaign, pdf("ke-hoach.pdf"), role="khac", by=office)
    asked = Proposal.objects.filter(status="submitted").first()
    ask_appraisal(asked, unit=Unit.objects.get(code="AH-QLCL"), question="Số liệu có đúng không?", by=office)
    return {
        "campaigns:plan": _pk(LaunchPlan.objects.filter(facility__code="AH").first()),
        "campaigns:campaign": _pk(campaign),
        "campaigns:paper_file": _pk(CampaignFile.objects.filter(campaign=campaign).first()),
        "campaigns:review": _pk(campaign),
        "campaigns:quota": _pk(campaign),
        "campaigns:quota_import": _pk(receive(QUOTAS, quotas, facility=campaign.facility, by=tccb2)),
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
    office = User.objects.get(username="tccb2")
    target = Target.objects.filter(entry__sheet__unit__code="AH-NTH", year=2026).select_related("entry").first()
    asked = {"pk": target.entry.sheet_id, "entry": target.entry_id, "year": target.year, "code": target.title}
    return {
        "awards:sheet_feasibility": asked,
        "awards:target_feasibility": asked,
        "awards:history_import": _pk(
            receive(HISTORY, _upload("lich-su.xlsx", HISTORY_BOOK), facility=session.facility, by=office)
        ),
        "awards:initiative_import": _pk(
            receive(LEDGER, _upload("sang-kien.xlsx", HISTORY_BOOK), facility=session.facility, by=office)
        ),
        "awards:nomination": _pk(Nomination.objects.get(pk=kept.nomination_id)),
        "awards:nomination_file": _pk(kept),
        "awards:nomination_detach": _pk(kept),
        "awards:nomination_from_proposal": _pk(Proposal.objects.filter(status="accepted").first()),
        "awards:award": _pk(Award.objects.filter(staff__unit__code="AH-NTH").first()),
        "awards:person_awards": _pk(Staff.objects.filter(unit__code="AH-NTH").first()),
        "awards:unit_awards": _pk(Unit.objects.get(code="AH-NTH")),
        "awards:person_eligibility": _pk(Staff.objects.filter(unit__code="AH-NTH").first()),
        "awards:unit_eligibility": _pk(Unit.objects.get(code="AH-NTH")),
        "awards:setting_preview": {"name": "title.least_months"},
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
