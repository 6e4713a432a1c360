"""The road of a nomination: the unit sends it, the office takes it, the council decides.

Places of a campaign's quota are held by ``services.nomination`` under the quota's lock.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.access import RUNNING_PARTS, councils_of
from awards.choices import LIVE_NOMINATIONS, SETTLED_SECTIONS, Occasion, SessionStatus
from awards.choices import NominationStatus as S
from awards.models import AgendaItem, Award, Council, Nomination
from campaigns.access import signs_for_unit, writes_for_unit
from campaigns.choices import ProposalStatus
from core.workflow import Step, Workflow
from emulation.access import is_leader, is_office
from emulation.audit import record
from emulation.choices import AttachmentKind, SubjectKind, titles
from emulation.models import User

YEARLY_TITLE = "danh_hieu"
_SENT = (S.SUBMITTED, S.RETURNED, S.ACCEPTED)


# --- who ---


def prepares_nomination(user: User, nomination: Nomination) -> bool:
    """Say whether the person writes the nomination: the unit's clerk or signer, or the office for the unit."""
    return writes_for_unit(user, nomination) or is_office(user, nomination)


def takes_it_back(user: User, nomination: Nomination) -> bool:
    """Say whether the person may withdraw: who signs for the unit, once it was sent; a draft is thrown away."""
    return nomination.submitted_at is not None and signs_for_unit(user, nomination)


def publishes_results(user: User, nomination: Nomination) -> bool:
    """Say whether the person makes the council's result known: its desk, the office, or the leader."""
    if is_office(user, nomination) or is_leader(user, nomination):
        return True
    mine = councils_of(user, RUNNING_PARTS)
    return bool(mine) and Council.objects.filter(pk__in=mine, facility=nomination.facility_id).exists()


# --- what must be ready ---


def title_fits_the_subject(nomination: Nomination) -> str:
    found = titles().get(nomination.title)
    if found is None:
        return "Chưa chọn danh hiệu, hình thức khen thưởng."
    if nomination.kind in found.subjects:
        return ""
    whom = " và ".join(str(SubjectKind(kind).label).lower() for kind in found.subjects)
    kind = str(SubjectKind(nomination.kind).label).lower()
    return f"“{found.name}” chỉ tặng {whom}; {nomination.name} là {kind}. Hãy chọn danh hiệu khác."


def occasion_fits_the_title(nomination: Nomination) -> str:
    """Refuse a yearly title for a sudden feat: titles are for the work of a year, forms for an achievement."""
    found = titles().get(nomination.title)
    if nomination.occasion != Occasion.SUDDEN:
        return ""
    if nomination.achieved_on is None:
        return "Khen đột xuất cần ghi ngày lập thành tích."
    if nomination.achieved_on > timezone.localdate():
        return "Ngày lập thành tích không thể ở tương lai."
    if found is not None and found.kind == YEARLY_TITLE:
        return f"“{found.name}” xét theo công trạng cả năm, không xét đột xuất. Hãy chọn giấy khen, bằng khen."
    return ""


def year_has_begun(nomination: Nomination) -> str:
    today = timezone.localdate()
    if nomination.year <= today.year:
        return ""
    return f"Năm thành tích {nomination.year} chưa đến. Chọn năm {today.year} trở về trước."


def has_achievements(nomination: Nomination) -> str:
    return "" if nomination.achievements.strip() else "Chưa ghi thành tích. Nêu kết quả, số liệu của năm."


def has_a_paper(nomination: Nomination) -> str:
    if nomination.files.filter(attachment__kind=AttachmentKind.ACHIEVEMENT).exists():
        return ""
    return "Chưa có báo cáo thành tích. Đính kèm tệp và chọn loại “Báo cáo thành tích”."


def is_not_twice(nomination: Nomination) -> str:
    """Refuse a second live nomination for the same title and year, and name the first (F25)."""
    other = twins_of(nomination).select_related("unit").first()
    if other is None:
        return ""
    state = str(other.get_status_display()).lower()
    return (
        f"{other.name} đã được {other.unit} đề nghị {other.title_name} năm {other.year} ({state}). "
        "Mỗi thành tích chỉ đề nghị một lần cho một danh hiệu, hình thức."
    )


def is_not_given_already(nomination: Nomination) -> str:
    """Refuse what the history says was given for the same year already (Luật 06/2022/QH15, Điều 5)."""
    won = Award.objects.filter(
        staff=nomination.staff_id, unit=nomination.subject_unit_id, title=nomination.title, year=nomination.year,
        occasion=nomination.occasion, is_revoked=False,
    ).first()  # fmt: skip
    if won is None or nomination.occasion != Occasion.YEARLY:
        return ""
    number = f" theo quyết định số {won.decision_number}" if won.decision_number else ""
    return f"{won.name} đã được tặng {won.title_name} năm {won.year}{number}. Chọn danh hiệu hoặc năm khác."


def proposal_is_accepted(nomination: Nomination) -> str:
    proposal = nomination.proposal
    if proposal is None or proposal.status == ProposalStatus.ACCEPTED:
        return ""
    state = str(proposal.get_status_display()).lower()
    return f"Đề xuất trong phong trào “{proposal.campaign}” đang ở trạng thái “{state}”, chưa giữ chỗ cho đề nghị này."


def is_on_no_agenda(nomination: Nomination) -> str:
    undecided = AgendaItem.objects.filter(nomination=nomination).exclude(
        Q(section__session__status=SessionStatus.CANCELLED) | Q(section__status__in=SETTLED_SECTIONS)
    )
    item = undecided.select_related("section__session").first()
    return f"Hồ sơ đang nằm trong chương trình của {item.section.session}. Rút khỏi chương trình trước." if item else ""


def twins_of(nomination: Nomination) -> QuerySet[Nomination]:
    """Return the other live nominations of the same subject for the same title, year and occasion."""
    same = Nomination.objects.filter(
        staff=nomination.staff_id,
        subject_unit=nomination.subject_unit_id,
        title=nomination.title,
        year=nomination.year,
        occasion_key=nomination.occasion_key,
        status__in=LIVE_NOMINATIONS,
    )
    return same.exclude(pk=nomination.pk)


def unfit_reasons(nomination: Nomination) -> list[str]:
    """Return why the subject cannot be put forward for this at all, before anything is written."""
    return [reason for need in _FITS if (reason := need(nomination))]


_FITS = (
    title_fits_the_subject,
    occasion_fits_the_title,
    year_has_begun,
    is_not_twice,
    is_not_given_already,
    proposal_is_accepted,
)
_READY = (*_FITS, has_achievements, has_a_paper)

NOMINATION = Workflow(
    Step("submit", "Gửi phòng TCCB", (S.DRAFT, S.RETURNED), S.SUBMITTED, signs_for_unit, _READY, primary=True),
    Step("recall", "Rút về sửa", (S.SUBMITTED,), S.DRAFT, signs_for_unit),
    Step("accept", "Tiếp nhận", (S.SUBMITTED,), S.ACCEPTED, is_office, _READY, primary=True),
    Step("return", "Trả lại", (S.SUBMITTED, S.ACCEPTED), S.RETURNED, is_office, (is_on_no_agenda,),
         note_required=True, note_label="Lý do trả lại"),
    Step("withdraw", "Rút đề nghị", (S.DRAFT, *_SENT), S.WITHDRAWN, takes_it_back, (is_on_no_agenda,),
         note_required=True, note_label="Lý do rút"),
    Step("endorse", "Hội đồng thông qua", (S.ACCEPTED,), S.ENDORSED, publishes_results, hidden=True),
    Step("decline", "Hội đồng không thông qua", (S.ACCEPTED,), S.NOT_ENDORSED, publishes_results, hidden=True),
    record=record,
)  # fmt: skip
