"""The council's pages: who sees which, what each shows, what none shows before its time."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from awards.choices import SectionStatus
from awards.models import Council, Section, Session
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots
from awards.services.decision import draft_decision
from emulation.choices import Role
from tests.factories import council as made
from tests.factories import user_with

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"awards:{name}", args=args)


@pytest.fixture
def world(tree):
    board, session, section = made.voting(tree, people=2)
    return SimpleNamespace(board=board, session=session, section=section, item=section.items.first(), tree=tree)


def session_pages(world):
    session, section, item = world.session.pk, world.section.pk, world.item.pk
    return [
        url("session_detail", session), url("agenda_detail", session), url("agenda_item", item),
        url("ballot_cast", item), url("ballot_section", section), url("session_board", session),
        url("session_screen", session), url("agenda_add", session), url("session_edit", session),
        url("session_rule", session, "council.quorum"), url("ballot_holder", session),
        url("ballot_passphrase", session), url("ballot_papers", section), url("ballot_teller", section),
    ]  # fmt: skip


def test_nobody_outside_the_council_and_the_office_opens_anything(world, as_, admin, department, head, stranger, clerk):
    for user in (admin, department, head, stranger, clerk):
        client = as_(user)
        assert {page: client.get(page).status_code for page in session_pages(world)} == dict.fromkeys(
            session_pages(world), 404
        )


def test_another_hospitals_office_and_council_open_nothing(world, as_, other_tree, other_office):
    theirs = made.council_of(other_tree)
    for user in (other_office, theirs.chair, theirs.secretary):
        client = as_(user)
        assert {client.get(page).status_code for page in session_pages(world)} == {404}
        assert client.get(url("council_detail", world.board.council.pk)).status_code == 404


def test_nobody_posts_to_what_they_may_not_open(world, as_, admin, stranger, other_office):
    session, section, item = world.session.pk, world.section.pk, world.item.pk
    posts = [
        url("session_step", session, "end"), url("session_attendance", session), url("agenda_step", section, "close"),
        url("agenda_method", section), url("agenda_remove", item), url("agenda_ruling", item),
        url("ballot_pledge", session), url("ballot_open", section), url("ballot_cast", item),
        url("ballot_section", section), url("decision_create", session),
    ]  # fmt: skip
    for user in (admin, stranger, other_office):
        client = as_(user)
        assert {page: client.post(page).status_code for page in posts} == dict.fromkeys(posts, 404)


def test_a_member_reads_and_votes_but_does_not_lead(world, as_):
    client = as_(world.board.users[5])
    seen = {page: client.get(page).status_code for page in session_pages(world)}
    assert [status for status in list(seen.values())[:5]] == [200] * 5
    assert set(list(seen.values())[5:]) == {404}


def test_the_office_prepares_and_has_no_ballot(world, as_):
    client = as_(world.board.office)
    assert client.get(url("session_detail", world.session.pk)).status_code == 200
    assert client.get(url("session_board", world.session.pk)).status_code == 404
    page = client.get(url("ballot_cast", world.item.pk), follow=True)
    assert page.redirect_chain[-1][0] == url("agenda_detail", world.session.pk)
    assert 'name="p' not in page.content.decode()


def test_a_draft_is_not_there_for_members_yet(tree, as_):
    made.rule_house(tree)
    board = made.council_of(tree)
    made.sheet_at("accepted", tree, round=made.open_round(tree))
    session = made.session_of(board)
    assert as_(board.users[5]).get(session.get_absolute_url()).status_code == 404
    assert as_(board.secretary).get(session.get_absolute_url()).status_code == 200


def test_the_desk_shows_how_many_voted_and_never_who(world, as_):
    client, page = as_(world.board.chair), url("session_board", world.session.pk)
    nobody = client.get(page).content.decode()
    for user in world.board.users[:4]:
        made.vote_all(world.section, [user])
    four = client.get(page).content.decode()
    assert "4<span>/7</span>" in four and "0<span>/7</span>" in nobody
    other = made.vote_all(world.section, [world.board.users[6]])
    assert other and "5<span>/7</span>" in client.get(page).content.decode()
    seats = [line for line in four.split('<ul class="seats') if "seat" in line][-1].split("</ul>")[0]
    assert seats in client.get(page).content.decode()


def test_the_count_and_the_buttons_refresh_themselves(world, as_):
    client, page, htmx = as_(world.board.chair), url("session_board", world.session.pk), {"HX-Request": "true"}
    why = "Chưa đóng được: còn 7 ủy viên có mặt chưa bỏ đủ phiếu."
    assert why in client.get(page, headers=htmx).content.decode()
    made.vote_all(world.section, world.board.users)
    full = client.get(page, headers=htmx).content.decode()
    assert 'id="dang-bo-phieu"' in full and "Chưa đóng được" not in full
    wall = client.get(url("session_screen", world.session.pk), headers=htmx).content.decode()
    assert wall.strip().startswith('<div class="beam wall"') and "7<span>/7</span>" in wall


def counted(world):
    for user, choice in zip(world.board.users, "aaaaadd", strict=True):
        mine = world.section.marks.filter(seat__user=user).values_list("item", flat=True)
        cast_ballots(world.section, dict.fromkeys(mine, choice), by=user)
    world.section = made.close_and_count(world.section, world.board)
    return world


def test_results_are_seen_by_the_desk_alone_until_they_are_published(world, as_):
    counted(world)
    told, hidden = "5 ≥ 5", (world.board.users[5], world.board.office)
    pages = [page for page in session_pages(world)[:3]]
    for user in hidden:
        client = as_(user)
        assert [page for page in pages if told in client.get(page).content.decode()] == []
        assert client.get(url("ballot_papers", world.section.pk)).status_code == 404
    client = as_(world.board.chair)
    assert told in client.get(url("session_board", world.session.pk)).content.decode()
    assert told not in client.get(url("session_screen", world.session.pk)).content.decode()
    client.post(url("agenda_step", world.section.pk, "publish"))
    assert Section.objects.get(pk=world.section.pk).status == SectionStatus.PUBLISHED
    for user in hidden:
        assert told in as_(user).get(url("session_detail", world.session.pk)).content.decode()
        assert as_(user).get(url("ballot_papers", world.section.pk)).status_code == 200


def test_a_result_that_shows_everybodys_choice_is_warned_of_before_publication(world, as_):
    made.vote_all(world.section, world.board.users)
    made.close_and_count(world.section, world.board)
    page = as_(world.board.chair).get(url("session_board", world.session.pk)).content.decode()
    assert f"{world.item.name}: Mọi phiếu giống nhau: ai cũng biết từng người đã chọn gì." in page


def test_a_vote_of_three_is_warned_of_before_it_opens(tree, as_):
    board, session = made.opened(tree, size=3)
    page = as_(board.chair).get(url("session_board", session.pk)).content.decode()
    assert "Chỉ có 3 người bỏ phiếu" in page


def test_a_chair_leads_the_vote_from_the_desk(world, as_):
    made.vote_all(world.section, world.board.users)
    client = as_(world.board.chair)
    client.post(url("agenda_step", world.section.pk, "close"))
    holder = world.session.holders.get(member__user=world.board.chair)
    data = {"holder": holder.pk, "passphrase": made.phrase_of(world.board.chair)}
    page = client.post(url("ballot_open", world.section.pk), data, follow=True).content.decode()
    assert "Đã nhận chìa thứ nhất. Cần một chìa nữa." in page
    second = world.session.holders.get(member__user=world.board.secretary)
    client = as_(world.board.secretary)
    client.post(
        url("ballot_open", world.section.pk),
        {"holder": second.pk, "passphrase": made.phrase_of(world.board.secretary)},
    )
    assert Section.objects.get(pk=world.section.pk).status == SectionStatus.COUNTED


def test_minutes_are_downloaded_by_those_who_see_the_session(world, as_, stranger):
    counted(world)
    take_section_step(world.section, "publish", by=world.board.chair)
    kept = world.section.minutes.get(kind="bien_ban_kiem_phieu")
    assert as_(stranger).get(url("minutes_file", kept.pk)).status_code == 404
    response = as_(world.board.users[5]).get(url("minutes_file", kept.pk))
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_councils_are_kept_by_office_and_administrator(world, as_, admin, stranger):
    detail = url("council_detail", world.board.council.pk)
    for user, status in ((world.board.office, 200), (admin, 200), (world.board.users[5], 200), (stranger, 404)):
        assert as_(user).get(detail).status_code == status
    edit = url("council_edit", world.board.council.pk)
    for user, status in ((world.board.office, 200), (admin, 200), (world.board.users[5], 404)):
        assert as_(user).get(edit).status_code == status


def test_a_council_and_its_members_are_written_down_by_form(tree, office, as_):
    client = as_(office)
    data = {
        "facility": tree.hospital.pk, "name": "Hội đồng TĐKT", "decision_number": "15/QĐ", "decision_on": "06/01/2025",
        "decision_signer": "", "since": "06/01/2025", "until": "",
    }  # fmt: skip
    page = client.post(url("council_create"), data, follow=True)
    council = Council.objects.get()
    assert page.redirect_chain[-1][0] == council.get_absolute_url()
    user = user_with("uv", "Lê Văn Tư", (Role.STAFF, tree.hospital))
    member = {"user": user.pk, "part": "chu_tich", "position": "Giám đốc", "since": "06/01/2025", "order": 0}
    client.post(url("council_member_add", council.pk), {**member, "is_voting": "on"})
    assert [str(one) for one in council.members.all()] == ["Lê Văn Tư · Chủ tịch"]


def test_a_session_is_prepared_by_form(tree, as_):
    made.rule_house(tree)
    board = made.council_of(tree)
    sheet = made.sheet_at("accepted", tree, round=made.open_round(tree), people=1)
    client = as_(board.office)
    data = {
        "council": board.council.pk, "number": "07/2026", "kind": "thuong_ky", "held_at": "30/11/2026 14:00",
        "place": "Hội trường", "subject": "",
    }  # fmt: skip
    client.post(url("session_create"), data)
    session = Session.objects.get()
    entries = list(sheet.entries.values_list("pk", flat=True))
    client.post(url("agenda_add", session.pk), {"entry": entries})
    rule = {"value": ">1/2", "source": "Nghị quyết 5"}
    client.post(url("session_rule", session.pk, "council.threshold.default"), rule)
    page = client.get(session.get_absolute_url()).content.decode()
    assert "ngưỡng trên 1/2" in page and "Nghị quyết 5" in page
    assert [section.items.count() for section in session.sections.all()] == [1, 1]


@pytest.mark.parametrize("page", ["session_list", "decision_list"])
def test_a_list_asks_the_database_the_same_however_long_it_is(tree, as_, page):
    board, session = made.convened(tree)
    client, counts = as_(board.users[5]), []
    for number in (2, 9):
        for extra in range(number):
            made.another_session(board, number=f"{number}-{extra}", held_at=session.held_at)
        client.get(url(page))
        with made.counted_queries() as found:
            client.get(url(page))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_list_of_sessions_is_for_council_office_and_leaders(world, as_, director, admin, head, stranger):
    for user in (world.board.office, world.board.users[5], director):
        assert as_(user).get(url("session_list")).status_code == 200
    for user in (admin, head, stranger):
        assert as_(user).get(url("session_list")).status_code == 404
    assert "01/2026" not in as_(director).get(url("session_list")).content.decode()


def test_decisions_are_read_by_office_leader_and_administrator(world, as_, director, admin, head, stranger):
    counted(world)
    take_section_step(world.section, "publish", by=world.board.chair)
    decision = draft_decision(world.session, by=world.board.office)
    pages = [
        url("decision_detail", decision.pk),
        url("decision_export", decision.pk),
        url("decision_paper", decision.pk),
    ]
    for user in (world.board.office, director, admin):
        assert [as_(user).get(page).status_code for page in pages] == [200, 200, 200]
    for user in (head, stranger, world.board.users[5]):
        assert {as_(user).get(page).status_code for page in pages} == {404}
