"""Lists of who is to stand in a decision: from passed candidates only (M-4)."""

from collections.abc import Iterable

from django.db import transaction

from awards.choices import DecisionStatus, Outcome, SectionStatus
from awards.models import AgendaItem, DecisionLine, DecisionList, Session
from awards.selectors.decisions import unlisted_items
from awards.workflow.decision import DECISION
from core.text import clean
from core.workflow import Refused
from emulation.access import is_office
from emulation.audit import record
from emulation.models import User


@transaction.atomic
def draft_decision(session: Session, *, by: User, items: Iterable[int] | None = None, name: str = "") -> DecisionList:
    """Make a draft list of a session's passed candidates, all that stand in no list yet or those chosen."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if not is_office(by, session):
        raise Refused(["Chỉ cơ quan thường trực lập danh sách trình quyết định."])
    chosen = list(unlisted_items(session)) if items is None else _chosen(session, items)
    if not chosen:
        raise Refused(["Phiên này không còn hồ sơ đạt nào chưa vào danh sách."])
    made = DecisionList.objects.create(
        facility=session.facility,
        session=session,
        name=clean(name)[:200] or f"Đề nghị khen thưởng theo kết quả phiên số {session.number}",
        by=by,
    )
    DecisionLine.objects.bulk_create(_line(made, item, place) for place, item in enumerate(chosen, start=1))
    record(made, "create", by=by, note=f"{len(chosen)} hồ sơ đạt")
    return made


@transaction.atomic
def remove_line(line: DecisionLine, *, by: User) -> None:
    """Take a subject off a draft list; it may go into another one."""
    decision = DecisionList.objects.select_for_update().get(pk=line.list_id)
    if not is_office(by, decision):
        raise Refused(["Chỉ cơ quan thường trực sửa danh sách."])
    if decision.status != DecisionStatus.DRAFT:
        raise Refused(["Danh sách đã chốt. Hãy mở lại để sửa, ghi lý do."])
    record(decision, "remove_line", by=by, note=line.name)
    line.delete()


@transaction.atomic
def take_decision_step(decision: DecisionList, step: str, *, by: User, note: str = "") -> None:
    DECISION.move(decision, step, by=by, note=note)


def _chosen(session: Session, items: Iterable[int]) -> list[AgendaItem]:
    """Return the items asked for, or refuse: each must have passed a published vote of this session."""
    wanted = list(items)
    found = list(AgendaItem.objects.filter(pk__in=wanted, section__session=session).select_related("section", "unit"))
    reasons = [f"{item.name}: {why}" for item in found if (why := _why_not(item))]
    if len(found) != len(set(wanted)):
        reasons.append("Có hồ sơ không thuộc phiên này.")
    if reasons:
        raise Refused(reasons)
    return sorted(found, key=lambda item: (item.section.order, item.order))


def _why_not(item: AgendaItem) -> str:
    if item.section.status != SectionStatus.PUBLISHED:
        return "kết quả chưa công bố."
    if item.outcome != Outcome.PASSED:
        return "không đạt, không đưa vào quyết định được."
    return "đã nằm trong một danh sách." if DecisionLine.objects.filter(item=item).exists() else ""


def _line(decision: DecisionList, item: AgendaItem, place: int) -> DecisionLine:
    return DecisionLine(
        list=decision,
        item=item,
        order=place,
        kind=item.kind,
        name=item.name,
        position=item.position,
        unit_name=item.unit.name,
        title=item.section.title,
        proposed=item.proposed,
        year=item.section.year,
    )
