"""The life of a letter in the outbox. Only a person moves one whose outcome is unknown."""

from core.workflow import Step, Workflow
from emulation.audit import record
from reports.access import is_office_leader_or_the_clock, is_office_or_leader, the_clock
from reports.choices import DeliveryStatus as S

DELIVERY = Workflow(
    Step("claim", "Bắt đầu gửi", (S.QUEUED,), S.SENDING, the_clock, hidden=True),
    Step("again", "Gửi lại sau", (S.SENDING,), S.QUEUED, the_clock, hidden=True),
    Step("sent", "Đã gửi", (S.SENDING,), S.SENT, the_clock, hidden=True),
    Step("hold", "Giữ lại, chưa rõ đã đến", (S.SENDING,), S.HELD, the_clock, hidden=True),
    Step("fail", "Báo gửi lỗi", (S.SENDING,), S.FAILED, the_clock, hidden=True),
    Step("drop", "Bỏ thư", (S.SENDING,), S.CANCELLED, the_clock, hidden=True),
    Step("pull", "Rút thư", (S.QUEUED, S.FAILED), S.CANCELLED, is_office_leader_or_the_clock, hidden=True),
    Step("arrived", "Nơi nhận đã có thư", (S.HELD,), S.SENT, is_office_or_leader),
    Step("resend", "Gửi lại", (S.HELD, S.FAILED), S.QUEUED, is_office_or_leader),
    record=record,
)
