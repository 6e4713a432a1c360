"""The life cycle of one heading of the agenda: its urns open, close, are counted and published."""

from typing import Any

from awards.access import keeps_a_key, prepares_the_session, presides, runs_the_session
from awards.choices import Method, Outcome, SectionStatus, SessionStatus, Standing
from awards.models import Section
from core.workflow import Step, Workflow
from emulation.audit import record
from emulation.models import User

S = SectionStatus


def counts(user: User, section: Any) -> bool:
    """Say whether the person may set off the count: a key holder, or the desk for paper ballots."""
    return keeps_a_key(user, section) or (section.method == Method.PAPER and runs_the_session(user, section))


def the_session_is_open(section: Section) -> str:
    return "" if section.session.status == SessionStatus.OPENED else "Phiên chưa khai mạc."


def it_has_candidates(section: Section) -> str:
    return "" if section.items.exists() else "Mục này chưa có hồ sơ nào."


def everybody_present_has_voted(section: Section) -> str:
    if section.method == Method.PAPER:
        return ""
    idle = section.marks.filter(standing=Standing.VOTES, has_voted=False).values("seat").distinct().count()
    return f"Chưa đóng được: còn {idle} ủy viên có mặt chưa bỏ đủ phiếu." if idle else ""


def somebody_has_voted(section: Section) -> str:
    if section.method == Method.PAPER or section.marks.filter(has_voted=True).exists():
        return ""
    return "Chưa có phiếu nào trong hòm. Hãy cho bỏ phiếu lại hoặc rút mục này."


def two_tellers_agree(section: Section) -> str:
    """Say what keeps a paper count from being taken: two people count by themselves, and agree."""
    if section.method != Method.PAPER:
        return ""
    typed = list(section.teller_counts.all())
    if len(typed) < 2:
        return f"Cần hai người kiểm phiếu nhập riêng; mới có {len(typed)}."
    first, second = typed[:2]
    if (first.issued, first.collected, first.lines) != (second.issued, second.collected, second.lines):
        return "Hai người kiểm phiếu nhập khác nhau. Hãy kiểm lại phiếu và nhập lại."
    return ""


def every_tie_is_ruled(section: Section) -> str:
    tied = [item.name for item in section.items.all() if item.outcome == Outcome.TIED and section.tie == "chair"]
    return f"Ngang phiếu, chờ Chủ tịch quyết định: {', '.join(tied)}." if tied else ""


SECTION = Workflow(
    Step("open", "Mở bỏ phiếu", (S.WAITING,), S.VOTING, runs_the_session, (the_session_is_open, it_has_candidates),
         primary=True),
    Step(
        "close", "Đóng hòm và kiểm phiếu", (S.VOTING,), S.CLOSED, runs_the_session,
        (everybody_present_has_voted, somebody_has_voted, two_tellers_agree), primary=True,
        confirm="Không ai bỏ phiếu thêm được nữa.",
    ),
    Step("close_early", "Đóng sớm, ghi lý do", (S.VOTING,), S.CLOSED, runs_the_session,
         (somebody_has_voted, two_tellers_agree), note_required=True),
    Step("count", "Kiểm phiếu", (S.CLOSED,), S.COUNTED, counts, hidden=True),
    Step(
        "publish", "Công bố kết quả", (S.COUNTED,), S.PUBLISHED, presides, (every_tie_is_ruled,),
        confirm="Thành viên và phòng TCCB thấy kết quả; danh sách phiếu theo mã được công bố.", primary=True,
    ),
    Step("restart", "Bỏ phiếu lại từ đầu", (S.VOTING, S.CLOSED), S.WAITING, presides, note_required=True,
         confirm="Mọi phiếu của mục này bị hủy khi chưa mở, hòm mới dùng chìa mới."),
    Step("withdraw", "Rút mục này", (S.WAITING,), S.WITHDRAWN, prepares_the_session, note_required=True),
    record=record,
)  # fmt: skip
