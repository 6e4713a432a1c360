"""The book of acts as people read it: who did what when, in Vietnamese."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from core.workflow import Workflow
from emulation.audit import history
from emulation.choices import PlanStatus, RoundStatus, SheetStatus

WORDS = {
    "create": "Lập",
    "change": "Sửa",
    "open": "Mở bản đăng ký",
    "add_entry": "Thêm dòng",
    "change_entry": "Sửa dòng",
    "remove_entry": "Xóa dòng",
    "move_entry": "Đổi thứ tự",
    "set_targets": "Ghi danh hiệu",
    "paste": "Dán từ Excel",
    "import": "Nhập từ Excel",
    "undo_import": "Hoàn tác lần nhập từ Excel",
    "answer_criteria": "Trả lời tiêu chí",
    "own_criterion": "Thêm tiêu chí riêng",
    "drop_own_criterion": "Bỏ tiêu chí riêng",
    "unit_marks": "Ghi kết quả của tập thể",
    "appraise": "Thẩm định điển hình",
    "override_violations": "Vẫn tiếp nhận dù có vi phạm",
    "record_endorsement": "Ghi biên bản suy tôn",
    "amend": "Lập bản bổ sung, điều chỉnh",
    "in_force": "Có hiệu lực, thay bản trước",
    "comment": "Ghi ý kiến",
    "settle_comment": "Xử lý ý kiến",
    "withdraw_comment": "Thu lại ý kiến",
    "endorse_entries": "Ghi kết quả của Hội đồng",
    "republish": "Ban hành bản điều chỉnh",
    "deliver": "Ghi đã gửi nơi nhận",
    "progress": "Ghi tiến độ",
    "nudge": "Nhắc đơn vị",
    "excuse": "Miễn cho đơn vị",
    "end_excuse": "Bỏ miễn",
    "create_account": "Mở tài khoản",
    "reset_password": "Đặt lại mật khẩu",
    "change_password": "Tự đổi mật khẩu",
    "lift_lock": "Mở khóa đăng nhập",
    "close_account": "Đóng tài khoản",
    "reopen_account": "Mở lại tài khoản",
    "end_sign_ins": "Đăng xuất khỏi các máy khác",
    "grant_role": "Giao vai trò",
    "end_role": "Kết thúc vai trò",
    "withdraw_role": "Rút vai trò chưa bắt đầu",
    "remember_alias": "Ghi nhớ cách gọi trong danh sách",
    "forget_alias": "Bỏ cách gọi đã ghi nhớ",
    "transfer": "Chuyển đơn vị, đổi chức vụ",
    "leave": "Thôi việc",
    "return_to_work": "Trở lại làm việc",
    "set_setting": "Ghi thiết lập",
    "upload": "Gửi tệp",
    "write_rating": "Ghi xếp loại",
    "remove_rating": "Bỏ xếp loại ghi nhầm",
    "write_leave": "Ghi nghỉ",
    "remove_leave": "Bỏ lượt nghỉ ghi nhầm",
    "write_discipline": "Ghi kỷ luật",
    "write_violation": "Ghi vi phạm",
    "open_matter": "Ghi việc đang xem xét",
    "close_matter": "Kết thúc việc xem xét",
    "withdraw_record": "Rút khỏi hồ sơ",
    "write_initiative": "Ghi sáng kiến, đề tài",
    "decide_initiative": "Ghi kết quả công nhận sáng kiến",
    "write_award": "Ghi khen thưởng đã nhận",
    "revoke_award": "Ghi thu hồi khen thưởng",
    "import_awards": "Nhập lịch sử thi đua từ tệp",
    "import_records": "Nhập vào hồ sơ từ tệp",
}
TYPING = ("add_entry", "change_entry", "remove_entry", "move_entry", "set_targets", "paste", "answer_criteria")


@dataclass(frozen=True)
class Told:
    """One line of history."""

    at: datetime
    label: str
    by: str
    note: str
    after: str


def told(
    obj: Model, workflow: Workflow | None = None, *, words: Mapping[str, str] | None = None, with_typing: bool = False,
    limit: int = 60,
) -> list[Told]:  # fmt: skip
    """Return the acts on an object, newest first; typing in cells only when it is asked for.

    Steps are named by ``workflow``, other acts by ``words`` over those of this module.
    """
    lines = history(obj).order_by("-at", "-pk")
    if not with_typing:
        lines = lines.exclude(action__in=TYPING)
    steps = {name: step.label for name, step in workflow.steps.items()} if workflow else {}
    labels = {**WORDS, **(words or {}), **steps}
    return [
        Told(line.at, labels.get(line.action, line.action), str(line.by or "Hệ thống"), line.note, _state(line.after))
        for line in lines[:limit]
    ]


def _state(slug: str) -> str:
    for states in (SheetStatus, PlanStatus, RoundStatus):
        if slug in states.values:
            return str(states(slug).label)
    return ""
