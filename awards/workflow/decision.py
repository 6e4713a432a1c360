"""The life cycle of a list of who is to stand in a decision."""

from awards.choices import DecisionStatus
from awards.models import DecisionList
from core.workflow import Step, Workflow
from emulation.access import is_office
from emulation.audit import record


def it_has_lines(decision: DecisionList) -> str:
    return "" if decision.lines.exists() else "Danh sách chưa có dòng nào."


DECISION = Workflow(
    Step("settle", "Chốt danh sách", (DecisionStatus.DRAFT,), DecisionStatus.SETTLED, is_office, (it_has_lines,),
         confirm="Danh sách đã chốt là căn cứ trình ký quyết định.", primary=True),
    Step("reopen", "Mở lại để sửa", (DecisionStatus.SETTLED,), DecisionStatus.DRAFT, is_office, note_required=True),
    record=record,
)  # fmt: skip
