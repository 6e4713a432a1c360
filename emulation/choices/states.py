"""The states of life cycles; groups of states stand beside the states."""

from django.db.models import TextChoices


class PlanStatus(TextChoices):
    DRAFT = "draft", "Đang soạn"
    PUBLISHED = "published", "Đã ban hành"
    CLOSED = "closed", "Đã kết thúc"


class RoundStatus(TextChoices):
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã đóng"


class SheetStatus(TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi, chờ xem"
    RETURNED = "returned", "Trả lại, đang sửa"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    ENDORSED = "endorsed", "Hội đồng đã thông qua"


OPEN_SHEETS = (SheetStatus.DRAFT, SheetStatus.RETURNED)
REGISTERED_SHEETS = (SheetStatus.ACCEPTED, SheetStatus.ENDORSED)


class JobStatus(TextChoices):
    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Xong"
    FAILED = "failed", "Không xong"


# What is told of a cell of a workbook: the word for its severity, and the tone of its badge.
SEVERITIES = {"error": ("Cần sửa", "back"), "warning": ("Nên xem", "soon"), "info": ("Cho biết", "draft")}
