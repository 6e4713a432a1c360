"""Plans: written, published to their recipients, adjusted with a reason, followed up."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.documents import fingerprint
from core.text import clean
from core.workflow import Refused
from emulation.access import is_office
from emulation.audit import record
from emulation.choices import PlanStatus, RecipientKind
from emulation.models import Plan, PlanBasis, PlanCopy, PlanProgress, PlanRecipient, User
from emulation.selectors.plans import audience_of, text_of
from emulation.services.entry import clean_lines
from emulation.services.notification import notify
from emulation.workflow import PLAN, plan_sets


@transaction.atomic
def keep_plan(
    plan: Plan, *, bases: Iterable[PlanBasis], recipients: Iterable[PlanRecipient], by: User | None, reason: str = ""
) -> Plan:
    """Store a plan with its legal bases and recipients, in their order.

    A published plan is adjusted only with a reason; its new text is filed as a further copy.
    Lines left out of ``bases`` and ``recipients`` are struck out.
    """
    is_new = plan._state.adding
    if reasons := _keeping_refusals(plan, by=by, reason=reason):
        raise Refused(reasons)
    plan.title, plan.number, plan.signer = clean(plan.title), clean(plan.number), clean(plan.signer)
    plan.target_years = sorted(set(plan.target_years))
    plan.full_clean()
    plan.save()
    _keep_lines(plan, plan.bases, bases)
    _keep_lines(plan, plan.recipients, recipients)
    if plan.status == PlanStatus.PUBLISHED:
        _file_copy(plan, by=by, reason=reason)
        record(plan, "republish", by=by, note=reason.strip())
        _deliver_inside(plan, by=by)
    else:
        record(plan, "create" if is_new else "change", by=by, note=plan.title)
    return plan


@transaction.atomic
def move_plan(plan: Plan, step: str, *, by: User, note: str = "") -> Plan:
    """Take a step of a plan's life; publishing files a copy and tells the recipients (S0-40)."""
    PLAN.move(plan, step, by=by, note=note)
    if step == "publish":
        _file_copy(plan, by=by, reason="")
        _deliver_inside(plan, by=by)
    return plan


@transaction.atomic
def mark_delivered(recipient: PlanRecipient, *, proof: str, by: User) -> PlanRecipient:
    """Write down that a recipient outside the system has the plan, and how one knows."""
    plan = recipient.plan
    if not is_office(by, plan):
        raise Refused(["Bạn không có quyền ghi nơi nhận của kế hoạch này."])
    if plan.status == PlanStatus.DRAFT:
        raise Refused(["Kế hoạch chưa ban hành nên chưa gửi đi được."])
    if not clean(proof):
        raise Refused(["Hãy ghi cách gửi: số công văn đi, đường liên kết trang tin, hoặc người nhận."])
    recipient.delivered_at, recipient.proof = timezone.now(), clean(proof)[:200]
    recipient.save(update_fields=["delivered_at", "proof"])
    record(plan, "deliver", by=by, note=f"{recipient.name}: {recipient.proof}")
    return recipient


@transaction.atomic
def note_progress(plan: Plan, *, on: date, text: str, by: User) -> PlanProgress:
    """Write down what was done to carry the plan out (S0-24)."""
    if not is_office(by, plan):
        raise Refused(["Bạn không có quyền ghi tiến độ của kế hoạch này."])
    said = clean_lines(text)
    if not said:
        raise Refused(["Hãy ghi việc đã làm."])
    if on > timezone.localdate():
        raise Refused(["Ngày thực hiện không thể ở tương lai."])
    progress = PlanProgress.objects.create(plan=plan, on=on, text=said, by=by)
    record(plan, "progress", by=by, note=f"{on:%d/%m/%Y}: {said}")
    return progress


def _keeping_refusals(plan: Plan, *, by: User | None, reason: str) -> list[str]:
    if by is not None and not is_office(by, plan):
        return ["Bạn không có quyền soạn kế hoạch của đơn vị này."]
    if plan.status == PlanStatus.CLOSED:
        return ["Kế hoạch đã kết thúc nên không sửa được. Hãy mở lại trước."]
    if plan.status == PlanStatus.PUBLISHED and not reason.strip():
        return ["Kế hoạch đã ban hành: cần ghi lý do điều chỉnh."]
    if reason := _sets_refusal(plan):
        return [reason]
    if outside := [year for year in plan.target_years if not plan.period_from <= year <= plan.period_to]:
        return [f"Năm đăng ký {', '.join(map(str, outside))} nằm ngoài giai đoạn {plan.period}."]
    return []


def _sets_refusal(plan: Plan) -> str:
    """Say why the plan cannot use these sets of criteria (S0-7)."""
    known = {one.slug for one in plan_sets(plan)}
    if unknown := [slug for slug in plan.criteria_sets if slug not in known]:
        return f"Bộ tiêu chí {', '.join(unknown)} chưa có hiệu lực vào ngày ban hành kế hoạch."
    had = Plan.objects.filter(pk=plan.pk).values_list("criteria_sets", flat=True).first()
    if had and not known and plan.rounds.exists():
        return "Kế hoạch đã mở đợt đăng ký: phải giữ ít nhất một bộ tiêu chí."
    return ""


def _keep_lines(plan: Plan, stored: Any, lines: Iterable[PlanBasis | PlanRecipient]) -> None:
    kept = []
    for order, line in enumerate(lines, start=1):
        line.plan, line.order = plan, order
        line.full_clean(exclude=["plan"])
        line.save()
        kept.append(line.pk)
    stored.exclude(pk__in=kept).delete()


def _file_copy(plan: Plan, *, by: User | None, reason: str) -> PlanCopy:
    content = text_of(plan)
    sealed = fingerprint(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
    version = plan.copies.count() + 1
    return PlanCopy.objects.create(
        plan=plan, version=version, reason=reason.strip(), content=content, fingerprint=sealed, by=by
    )


def _deliver_inside(plan: Plan, *, by: User | None) -> None:
    """Tell the people behind inside recipients, and file a copy; outside ones wait for a person."""
    version = plan.copies.count()
    verb = "ban hành" if version == 1 else f"điều chỉnh lần {version - 1}"
    for recipient in plan.recipients.all():
        proof = ""
        if recipient.kind == RecipientKind.FILING:
            proof = f"Bản lưu số {version} trong hệ thống"
        elif recipient.audience:
            people = list(audience_of(recipient))
            text = f"Kế hoạch “{plan.title}” đã được {verb}."
            notify(people, key=f"plan-{plan.pk}-{version}", text=text, url=plan.get_absolute_url())
            proof = f"Đã báo {len(people)} người trong hệ thống"
        if proof:
            recipient.delivered_at, recipient.proof = timezone.now(), proof
            recipient.save(update_fields=["delivered_at", "proof"])
            record(plan, "deliver", by=by, note=f"{recipient.name}: {proof}")
