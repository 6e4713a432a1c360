"""The states of what is owed, of packages and of letters; groups of states stand beside the states."""

from django.db.models import TextChoices


class DueStatus(TextChoices):
    PLANNED = "planned", "Chưa đến kỳ"
    OPEN = "open", "Đang mở"
    SENT = "sent", "Đã gửi"
    NIL = "nil", "Không có"
    DONE = "done", "Đã xong"
    SKIPPED = "skipped", "Không phải làm"


CLOSED_DUES = (DueStatus.SENT, DueStatus.NIL, DueStatus.DONE, DueStatus.SKIPPED)


class PackageStatus(TextChoices):
    PREPARED = "prepared", "Đang soạn"
    SUBMITTED = "submitted", "Chờ lãnh đạo duyệt"
    RETURNED = "returned", "Lãnh đạo trả lại"
    APPROVED = "approved", "Đã duyệt"
    QUEUED = "queued", "Đã duyệt, chờ gửi"
    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Nơi nhận đã nhận"
    FILED = "done", "Đã lưu hồ sơ"
    CANCELLED = "cancelled", "Đã hủy"


EDITABLE_PACKAGES = (PackageStatus.PREPARED, PackageStatus.RETURNED)
GONE_PACKAGES = (PackageStatus.SENT, PackageStatus.RECEIVED)


class DeliveryStatus(TextChoices):
    QUEUED = "queued", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    HELD = "held", "Chưa rõ đã đến"
    FAILED = "failed", "Gửi lỗi"
    CANCELLED = "cancelled", "Đã rút"


class Phase(TextChoices):
    """How far an attempt came. After LEAVING a crash leaves the outcome unknown."""

    CLAIMED = "claimed", "Đã nhận việc"
    LEAVING = "leaving", "Bắt đầu chuyển thư"
    ENDED = "ended", "Đã kết thúc"


class Outcome(TextChoices):
    NONE = "", "Đang gửi"
    SENT = "sent", "Đã nhận"
    AGAIN = "again", "Chưa được, gửi lại sau"
    REFUSED = "refused", "Bị từ chối"
    UNKNOWN = "unknown", "Chưa rõ"


class LetterKind(TextChoices):
    PACKAGE = "package", "Gói báo cáo"
    DIGEST = "digest", "Thư nhắc việc"


class FileKind(TextChoices):
    LETTER = "letter", "Công văn"
    REPORT = "report", "Báo cáo"
    SUMMARY = "summary", "Tóm tắt thành tích"
    LIST = "list", "Danh sách"
    ATTACHMENT = "attachment", "Tài liệu kèm theo"
