"""What a ballot leaves behind on its way through the web: nothing that says what was chosen."""

import logging

import pytest
from django.urls import reverse

from awards.models import Mark, Urn
from awards.services.agenda_vote import take_section_step
from emulation.models import AuditEvent, Notification
from tests.factories import council as made
from tests.services import ballot_attack as attack

pytestmark = pytest.mark.django_db


@pytest.fixture
def urn(tree):
    board, session, section = made.voting(tree, people=2)
    return board, session, section


def cast_url(item):
    return reverse("awards:ballot_cast", args=[item.pk])


def section_url(section):
    return reverse("awards:ballot_section", args=[section.pk])


def test_the_receipt_page_has_one_length_whatever_was_chosen(urn, as_):
    board, _, section = urn
    item, sizes = section.items.first(), set()
    women = [user for user in board.users if user.staff.gender == "F"]  # the page says "chị" to each of them
    for user, choice in zip(women, "adb", strict=True):
        client = as_(user)
        client.get(cast_url(item))
        response = client.post(cast_url(item), {f"p{item.pk}": choice})
        assert "Phiếu đã vào hòm" in response.content.decode()
        sizes.add(len(response.content))
    assert len(sizes) == 1


def test_the_review_page_has_one_length_whatever_was_chosen(urn, as_):
    board, _, section = urn
    items, client, sizes = list(section.items.all()), as_(board.users[5]), set()
    for first in "adb":
        for second in "adb":
            data = {f"p{items[0].pk}": first, f"p{items[1].pk}": second, "review": "1"}
            response = client.post(section_url(section), data)
            assert "Xem lại 2 phiếu" in response.content.decode()
            sizes.add(len(response.content))
            edit = client.post(section_url(section), {**data, "edit": "1"})
            sizes.add(-len(edit.content))
    assert len(sizes) == 2


def test_reviewing_puts_nothing_into_the_urn_nor_into_the_session(urn, as_):
    board, _, section = urn
    client = as_(board.users[5])
    client.get(section_url(section))
    before = attack.snapshot()
    client.post(section_url(section), {f"p{item.pk}": "d" for item in section.items.all()} | {"review": "1"})
    assert attack.changed(before, attack.snapshot()) == set()


def test_sending_changes_urns_and_marks_alone(urn, as_):
    board, _, section = urn
    client = as_(board.users[5])
    data = {f"p{item.pk}": "d" for item in section.items.all()} | {"send": "1"}
    client.get(section_url(section))
    before = attack.snapshot()
    page = client.post(section_url(section), data).content.decode()
    assert "2 phiếu đã vào hòm" in page
    assert attack.changed(before, attack.snapshot()) == {"awards_urn", "awards_mark"}
    assert Mark.objects.filter(seat__user=board.users[5], has_voted=True).count() == 2


def test_a_second_post_is_refused_and_tells_why(urn, as_):
    board, session, section = urn
    item, client = section.items.first(), as_(board.users[5])
    client.post(cast_url(item), {f"p{item.pk}": "a"})
    again = client.post(cast_url(item), {f"p{item.pk}": "d"}, follow=True)
    assert again.redirect_chain[-1][0] == reverse("awards:agenda_detail", args=[session.pk])
    assert "mỗi người một phiếu, bỏ rồi không sửa được." in again.content.decode()
    assert len(Urn.objects.get(item=item).sealed) == 1


def test_a_choice_in_the_address_is_no_vote(urn, as_):
    board, _, section = urn
    item = section.items.first()
    as_(board.users[5]).get(cast_url(item), {f"p{item.pk}": "a"})
    as_(board.users[5]).get(section_url(section), {f"p{item.pk}": "a", "send": "1"})
    assert Urn.objects.get(item=item).sealed == []


def test_an_empty_ballot_is_asked_for_again(urn, as_):
    board, _, section = urn
    item = section.items.first()
    page = as_(board.users[5]).post(cast_url(item), {}).content.decode()
    assert "Hãy chọn Đồng ý, Không đồng ý hoặc Để phiếu trắng." in page


def test_ballots_and_receipts_are_kept_by_no_cache(urn, as_):
    board, _, section = urn
    item, client = section.items.first(), as_(board.users[5])
    pages = [client.get(cast_url(item)), client.post(cast_url(item), {f"p{item.pk}": "a"})]
    assert {"no-store" in page["Cache-Control"] and "private" in page["Cache-Control"] for page in pages} == {True}


def test_no_log_line_says_what_was_chosen(urn, as_, caplog):
    board, _, section = urn
    item, client = section.items.first(), as_(board.users[5])
    with caplog.at_level(logging.DEBUG):
        client.get(cast_url(item))
        client.post(cast_url(item), {f"p{item.pk}": "d"})
    told = "\n".join(line.getMessage() for line in caplog.records)
    assert f"p{item.pk}" not in told and "Không đồng ý" not in told


def test_votes_leave_no_line_in_the_book_and_tell_nobody(urn, as_):
    board, _, section = urn
    lines, told = AuditEvent.objects.count(), Notification.objects.count()
    made.vote_all(section, board.users)
    assert (AuditEvent.objects.count(), Notification.objects.count()) == (lines, told)


def test_the_pledge_is_given_on_the_agenda_without_an_hour(urn, as_):
    board, session, _ = urn
    session.seats.update(has_pledged=False)
    client = as_(board.users[5])
    assert "Tôi cam kết" in client.get(reverse("awards:agenda_detail", args=[session.pk])).content.decode()
    before = attack.snapshot()
    client.post(reverse("awards:ballot_pledge", args=[session.pk]))
    assert attack.changed(before, attack.snapshot()) == {"awards_seat"}
    assert "đã cam kết giữ bí mật" in client.get(reverse("awards:agenda_detail", args=[session.pk])).content.decode()


def test_the_page_about_secrecy_names_its_limits(urn, as_):
    page = as_(urn[0].users[5]).get(reverse("awards:ballot_secrecy")).content.decode()
    for words in ("hai trong ba", "ngay trước và ngay sau", "bộ nhớ của máy chủ", "Khi mọi phiếu giống nhau"):
        assert words in page


def test_home_tells_a_member_what_waits_and_stops_telling_after_the_vote(urn, as_):
    board, _, section = urn
    titles = [work.title for work in made.works(board.users[5])]
    assert titles == ["Phiên số 01/2026 đang chờ anh/chị bỏ phiếu"]
    made.vote_all(section, [board.users[5]])
    assert [work.title for work in made.works(board.users[5])] == ["Phiên số 01/2026 đang họp"]


def test_home_sends_key_holders_to_the_urn_and_the_desk_to_the_board(urn):
    board, _, section = urn
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    titles = [work.title for work in made.works(board.chair)]
    assert titles == ["Phiên số 01/2026 đang họp", "Phiên số 01/2026 chờ mở hòm", "Điều hành Phiên số 01/2026"]
    assert len(made.works(board.users[5])) == 1
