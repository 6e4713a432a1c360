"""The life of a package: nothing leaves that a leader has not approved."""

from core.workflow import Step, Workflow
from emulation.access import is_leader, is_office
from emulation.audit import record
from reports.access import is_office_leader_or_the_clock, is_office_or_department, is_office_or_leader
from reports.choices import PAPERS, DeliveryStatus, FileKind
from reports.choices import PackageStatus as S
from reports.models import FeaturedExemplar, Package

_NOT_BACK = (DeliveryStatus.SENDING, DeliveryStatus.SENT, DeliveryStatus.HELD)


def has_an_exemplar(package: Package) -> str:
    if not PAPERS[package.builder].has_exemplar:
        return ""
    chosen = FeaturedExemplar.objects.filter(package=package).exists()
    return "" if chosen else "Chưa chọn gương điển hình của tháng. Hãy chọn một gương hoặc báo không có."


def has_a_summary(package: Package) -> str:
    if not PAPERS[package.builder].has_exemplar or package.summary.strip():
        return ""
    return "Chưa có tóm tắt thành tích. Hãy xin đơn vị của điển hình rồi ghi vào gói."


def has_every_section(package: Package) -> str:
    empty = [part.label for part in PAPERS[package.builder].sections if not package.sections.get(part.key, "").strip()]
    return f"Còn để trống: {', '.join(empty)}." if empty else ""


def has_a_body(package: Package) -> str:
    paper = PAPERS[package.builder]
    return "Chưa có nội dung công văn." if paper.is_letter and not package.body.strip() else ""


def has_a_signer(package: Package) -> str:
    return "" if package.signer.strip() and package.signer_title.strip() else "Chưa ghi người ký và chức vụ."


def has_a_number(package: Package) -> str:
    if package.number.strip() and package.symbol.strip():
        return ""
    return "Chưa có số, ký hiệu văn bản. Phòng TCCB xin số của văn thư rồi ghi vào gói."


def nothing_has_left(package: Package) -> str:
    left = package.deliveries.filter(status__in=_NOT_BACK).exists()
    return "Thư đang được gửi hoặc đã gửi, không rút lại được nữa." if left else ""


def every_letter_is_sent(package: Package) -> str:
    waiting = package.deliveries.exclude(status__in=(DeliveryStatus.SENT, DeliveryStatus.CANCELLED)).exists()
    return "Còn thư chưa gửi." if waiting else ""


def has_a_receipt(package: Package) -> str:
    return "" if package.received_at else "Chưa ghi ngày giờ nơi nhận xác nhận."


def is_frozen(package: Package) -> str:
    frozen = package.editions.filter(files__kind__in=(FileKind.LETTER, FileKind.REPORT)).exists()
    return "" if frozen else "Nội dung chưa được khóa."


_COMPLETE = (has_an_exemplar, has_a_summary, has_a_body, has_every_section, has_a_signer)

PACKAGE = Workflow(
    Step("submit", "Trình lãnh đạo", (S.PREPARED, S.RETURNED), S.SUBMITTED, is_office, needs=_COMPLETE, primary=True),
    Step("withdraw", "Rút về sửa", (S.SUBMITTED,), S.PREPARED, is_office),
    Step(
        "approve", "Duyệt và gửi", (S.SUBMITTED,), S.APPROVED, is_leader,
        needs=(*_COMPLETE, has_a_number), primary=True, hidden=True,
    ),
    Step(
        "return", "Trả lại", (S.SUBMITTED,), S.RETURNED, is_leader, note_required=True, note_label="Lý do trả lại",
        confirm="Phòng TCCB sẽ thấy lý do này và sửa gói rồi trình lại.",
    ),
    Step("queue", "Khóa và xếp gửi", (S.APPROVED,), S.QUEUED, is_leader, needs=(is_frozen,), hidden=True),
    Step("file", "Khóa và lưu hồ sơ", (S.APPROVED,), S.FILED, is_leader, needs=(is_frozen,), hidden=True),
    Step(
        "recall", "Rút lại, chưa gửi nữa", (S.QUEUED,), S.PREPARED, is_office_or_leader, needs=(nothing_has_left,),
        note_required=True, confirm="Thư chưa đi sẽ được rút. Gói trở về “Đang soạn” và phải duyệt lại.",
    ),
    Step(
        "sent", "Thư đã gửi", (S.QUEUED,), S.SENT, is_office_leader_or_the_clock,
        needs=(every_letter_is_sent,), hidden=True,
    ),
    Step(
        "receive", "Ghi biên nhận", (S.SENT,), S.RECEIVED, is_office_or_department,
        needs=(has_a_receipt,), hidden=True,
    ),
    Step(
        "cancel", "Hủy gói", (S.PREPARED, S.RETURNED), S.CANCELLED, is_office, note_required=True,
        confirm="Gói bị hủy, gương đã chọn được trả lại danh sách. Kỳ báo cáo vẫn mở, có thể lập gói khác.",
    ),
    record=record,
)  # fmt: skip
