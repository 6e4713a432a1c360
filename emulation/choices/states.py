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


# The work that plans a workbook of registrations anew, which may be mended meanwhile.
PLANNING_ANEW = "stage_registrations"
# What follows when work in the background ends, by its kind; every other kind makes a file.
_READ = "Đọc xong sẽ báo và cho xem trước, chưa ghi gì."
_TAKEN = "Nhập xong sẽ báo, kết quả ở trang của tệp."
JOB_PROMISES = {
    **dict.fromkeys(("read_registrations", PLANNING_ANEW, "read_records"), _READ),
    **dict.fromkeys(("take_registrations", "take_records"), _TAKEN),
    "undo_registrations": "Hoàn tác xong sẽ báo.",
}
JOB_MAKES_A_FILE = "Xong sẽ báo và cho tải."


# What is told of a cell of a workbook: the word for its severity, and the tone of its badge.
SEVERITIES = {"error": ("Cần sửa", "back"), "warning": ("Nên xem", "soon"), "info": ("Cho biết", "draft")}
