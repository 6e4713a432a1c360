"""The life cycles of plans and of their rounds."""

from core.workflow import Step, Workflow
from emulation.access import is_office
from emulation.audit import record
from emulation.choices import PlanStatus, RoundStatus, SheetStatus
from emulation.models import Plan, Round


def has_a_basis(plan: Plan) -> str:
    return "" if plan.bases.exists() else "Chưa có căn cứ pháp lý nào. Hãy ghi ít nhất một căn cứ."


def has_recipients(plan: Plan) -> str:
    return "" if plan.recipients.exists() else "Chưa ghi nơi nhận."


def has_a_signer(plan: Plan) -> str:
    return "" if plan.signer.strip() else "Chưa ghi người ký."


def every_round_is_closed(plan: Plan) -> str:
    names = [found.name for found in plan.rounds.all() if found.status != RoundStatus.CLOSED]
    return f"Còn {len(names)} đợt chưa đóng: {', '.join(names)}." if names else ""


PLAN = Workflow(
    Step(
        "publish", "Ban hành", (PlanStatus.DRAFT,), PlanStatus.PUBLISHED, is_office,
        (has_a_basis, has_recipients, has_a_signer),
        confirm="Nơi nhận trong đơn vị được báo ngay; một bản lưu được giữ lại và không sửa được.", primary=True,
    ),
    Step("close", "Kết thúc kế hoạch", (PlanStatus.PUBLISHED,), PlanStatus.CLOSED, is_office, (every_round_is_closed,),
         confirm="Kế hoạch đã kết thúc thì không nhận đăng ký và điều chỉnh nữa."),
    Step("reopen", "Mở lại kế hoạch", (PlanStatus.CLOSED,), PlanStatus.PUBLISHED, is_office, note_required=True),
    record=record,
)  # fmt: skip

def every_unit_has_an_exemplar(round: Round) -> str:
    """Say which units owe exemplars in the round (S0-20)."""
    units = list(round.owing_units())
    if not units:
        return ""
    more = f" và {len(units) - 5} đơn vị khác" if len(units) > 5 else ""
    names = ", ".join(unit.label for unit in units[:5]) + more
    return f"Còn {len(units)} đơn vị chưa đủ điển hình được tiếp nhận: {names}. Hãy nhắc, hoặc ghi lý do miễn."


def nothing_waits_for_review(round: Round) -> str:
    waiting = round.sheets.filter(status=SheetStatus.SUBMITTED).count()
    return f"Còn {waiting} bản đã gửi chưa xem." if waiting else ""


ROUND = Workflow(
    Step("close", "Đóng đợt", (RoundStatus.OPEN,), RoundStatus.CLOSED, is_office,
         (every_unit_has_an_exemplar, nothing_waits_for_review),
         confirm="Đợt đã đóng thì đơn vị không gửi mới được nữa."),
    Step("reopen", "Mở lại đợt", (RoundStatus.CLOSED,), RoundStatus.OPEN, is_office, note_required=True),
    record=record,
)  # fmt: skip
