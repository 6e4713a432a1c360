"""The life of a due report."""

from core.workflow import Step, Workflow
from emulation.access import is_office
from emulation.audit import record
from reports.access import is_office_or_the_clock, the_clock
from reports.choices import DueStatus as S
from reports.choices import PackageStatus
from reports.models import DueReport

_ON_THE_WAY = (PackageStatus.SUBMITTED, PackageStatus.APPROVED, PackageStatus.QUEUED)


def may_be_nil(due: DueReport) -> str:
    if due.duty and due.duty.nil_allowed:
        return ""
    return "Văn bản không cho báo “không có” với báo cáo này."


def nothing_is_on_its_way(due: DueReport) -> str:
    package = due.packages.filter(status__in=_ON_THE_WAY).first()
    return f"Gói đang ở trạng thái “{package.get_status_display()}”. Hãy rút gói về trước." if package else ""


DUE = Workflow(
    Step("open", "Mở kỳ sớm", (S.PLANNED,), S.OPEN, is_office_or_the_clock),
    Step(
        "nil", "Báo không có", (S.PLANNED, S.OPEN), S.NIL, is_office,
        needs=(may_be_nil, nothing_is_on_its_way), note_required=True, hidden=True,
    ),
    Step(
        "finish", "Đã gửi bằng đường khác", (S.OPEN,), S.DONE, is_office, needs=(nothing_is_on_its_way,),
        note_required=True, note_label="Số, ngày và cách gửi",
        confirm="Dùng khi đã gửi bản giấy hoặc qua trục liên thông. Phần mềm không gửi thư nào nữa cho kỳ này.",
    ),
    Step(
        "skip", "Không phải làm", (S.PLANNED, S.OPEN), S.SKIPPED, is_office, needs=(nothing_is_on_its_way,),
        note_required=True, confirm="Kỳ này sẽ không mở, không nhắc, không tính vào tỷ lệ đúng hạn.",
    ),
    Step("reopen", "Mở lại", (S.NIL, S.DONE, S.SKIPPED), S.OPEN, is_office, note_required=True),
    Step("sent", "Gói đã gửi", (S.OPEN,), S.SENT, the_clock, hidden=True),
    Step("begin", "Đến kỳ", (S.PLANNED,), S.OPEN, the_clock, hidden=True),
    record=record,
)  # fmt: skip
