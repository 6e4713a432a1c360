"""Councils and who sits in them."""

from datetime import date

import pytest

from awards.choices import CouncilPart
from awards.models import Council, CouncilMember
from awards.services.council import appoint_member, dismiss_member, establish_council
from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Role
from emulation.models import User
from tests.factories import council as made
from tests.factories import person, user_with

pytestmark = pytest.mark.django_db


def new_council(tree, office, **more):
    fields = {
        "facility": tree.hospital, "name": "Hội  đồng TĐKT ", "decision_number": "15/QĐ-BVAH",
        "decision_on": date(2025, 1, 6), "since": date(2025, 1, 6), "until": date(2029, 12, 31), **more,
    }  # fmt: skip
    return establish_council(Council(**fields), by=office)


def new_member(council, tree, office, name="Lê Văn Tư", **more):
    user = user_with(f"nguoi{User.objects.count()}", name, staff=person(name, tree.noi))
    return appoint_member(CouncilMember(council=council, user=user, since=council.since, **more), by=office)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


def test_a_council_keeps_its_decision_and_leaves_a_line(tree, office):
    council = new_council(tree, office)
    assert council.name == "Hội đồng TĐKT"
    assert [line.action for line in history(council)] == ["create"]


def test_one_decision_founds_one_council(tree, office):
    new_council(tree, office)
    assert refusal(lambda: new_council(tree, office)) == ["Đã có Hội đồng theo quyết định 15/QĐ-BVAH."]


def test_a_term_runs_forward(tree, office):
    why = refusal(lambda: new_council(tree, office, until=date(2024, 1, 1)))
    assert why == ["Ngày hết nhiệm kỳ phải sau ngày bắt đầu."]


def test_membership_brings_the_role_and_its_end_takes_it(tree, office):
    council = new_council(tree, office)
    member = new_member(council, tree, office)
    assert User.objects.get(pk=member.user_id).holds(Role.COUNCIL, tree.hospital)
    dismiss_member(member, on=date(2025, 6, 30), by=office)
    assert not User.objects.get(pk=member.user_id).holds(Role.COUNCIL, tree.hospital)


def test_there_is_one_chair_at_a_time(tree, office):
    council = new_council(tree, office)
    first = new_member(council, tree, office, part=CouncilPart.CHAIR)
    why = refusal(lambda: new_member(council, tree, office, "Phạm Thị Năm", part=CouncilPart.CHAIR))
    assert why == ["Hội đồng đã có Chủ tịch: Lê Văn Tư. Cho thôi người cũ trước."]
    dismiss_member(first, on=date(2025, 6, 30), by=office)
    new_member(council, tree, office, "Phạm Thị Năm", part=CouncilPart.CHAIR)


def test_nobody_sits_twice_in_a_council(tree, office):
    council = new_council(tree, office)
    member = new_member(council, tree, office)
    again = CouncilMember(council=council, user=member.user, since=council.since)
    assert refusal(lambda: appoint_member(again, by=office)) == ["Lê Văn Tư đang là thành viên Hội đồng này."]


def test_nobody_appoints_themself(tree, office, admin):
    council = new_council(tree, office)
    for user in (office, admin):
        member = CouncilMember(council=council, user=user, since=council.since)
        why = refusal(lambda member=member, user=user: appoint_member(member, by=user))
        assert why == ["Không tự đưa mình vào Hội đồng. Hãy nhờ một người khác có quyền ghi theo quyết định."]


def test_a_part_lies_within_the_term(tree, office):
    council = new_council(tree, office)
    user = user_with("sau", "Người Sau")
    member = CouncilMember(council=council, user=user, since=date(2031, 1, 1))
    assert refusal(lambda: appoint_member(member, by=office)) == ["Ngày bắt đầu phải nằm trong nhiệm kỳ của Hội đồng."]


def test_nobody_joins_or_leaves_while_a_session_runs(tree):
    """M-2: the roll is frozen at opening; adding a member afterwards is refused."""
    board, session = made.opened(tree)
    roll = list(session.seats.values_list("user", flat=True))
    user = user_with("muon", "Người Muộn")
    late = CouncilMember(council=board.council, user=user, since=date(2026, 1, 1))
    why = "Phiên số 01/2026 đang họp, danh sách bỏ phiếu đã khóa. Hãy làm sau khi phiên kết thúc."
    assert refusal(lambda: appoint_member(late, by=board.office)) == [f"Không thể thêm thành viên: {why}"]
    leaving = board.members[5]
    day = date(2026, 11, 1)
    assert refusal(lambda: dismiss_member(leaving, on=day, by=board.office)) == [
        f"Không thể cho thôi thành viên: {why}"
    ]
    assert list(made.fresh(session).seats.values_list("user", flat=True)) == roll
