"""What the office does with sheets: accept, return, comment, many at once; amendments and what is in force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.models import Entry, Notification, Sheet
from emulation.selectors.differences import amendment_of, difference_of
from emulation.selectors.sheets import accepted_entries, endorsed_entries, sheets_in_force, waiting_sheets
from emulation.services.comment import comment_on, settle_comment
from emulation.services.entry import add_entry, change_entry, remove_entry, set_targets
from emulation.services.review import accept_sheet, accept_sheets, return_sheet
from emulation.services.sheet import amend_sheet, endorse_entries, record_endorsement, submit_sheet
from emulation.workflow import SHEET
from tests.factories.people import person
from tests.factories.sheets import answered, appraised, open_round, sheet_at

pytestmark = pytest.mark.django_db


def fresh(sheet):
    return Sheet.objects.get(pk=sheet.pk)


def sent_amendment(sheet, head):
    """Return the amendment of an accepted sheet, with one line more, sent and appraised."""
    new = amend_sheet(sheet, reason="Thêm 1 điều dưỡng", by=head)
    nurse = person("Phạm Thị Ngọc Ánh", sheet.unit, position="Điều dưỡng")
    set_targets(add_entry(new, staff=nurse, by=head), 2025, chosen=["LDTT"], by=head)
    record_endorsement(answered(new, by=head), endorsed_on=timezone.localdate(), votes_for=8, votes_total=9, by=head)
    return appraised(submit_sheet(new, by=head))


def test_returning_needs_a_reason_and_tells_the_unit(tree, head, clerk, office):
    sheet = sheet_at("submitted", tree)

    with pytest.raises(Refused):
        return_sheet(sheet, note="  ", by=office)
    return_sheet(sheet, note="Ghi rõ chức vụ.", fix_by=timezone.localdate() + timedelta(days=3), by=office)

    assert fresh(sheet).status == "returned"
    assert fresh(sheet).returned_note == "Ghi rõ chức vụ."
    assert [n.user for n in Notification.objects.filter(text__contains="Ghi rõ chức vụ").order_by("user")] == sorted(
        [head, clerk], key=lambda user: user.pk
    )


def test_only_the_office_accepts_and_returns(tree, head, other_office):
    sheet = sheet_at("submitted", tree)

    for person_ in (head, other_office):
        with pytest.raises(Refused):
            accept_sheet(sheet, by=person_)
        with pytest.raises(Refused):
            return_sheet(sheet, note="x", by=person_)


def test_the_queue_stands_oldest_first(tree, office):
    round = open_round(tree)
    sheets = [sheet_at("submitted", tree, unit=unit, round=round) for unit in (tree.ngoai, tree.noi, tree.nhi)]

    assert list(waiting_sheets(office)) == sheets


def test_an_open_comment_keeps_a_sheet_from_being_accepted_until_it_is_settled(tree, office):
    sheet = sheet_at("submitted", tree)
    comment = comment_on(sheet, text="Thiếu minh chứng.", entry=sheet.entries.first(), year=2022, by=office)

    assert SHEET.refusals(fresh(sheet), "accept", by=office) == ["Còn 1 ý kiến của phòng TCCB chưa xử lý."]
    settle_comment(comment, by=office)
    assert SHEET.refusals(fresh(sheet), "accept", by=office) == []


def test_the_unit_settles_comments_while_it_mends_and_cannot_send_before(tree, head, office):
    sheet = sheet_at("submitted", tree)
    kept = comment_on(sheet, text="Thiếu chức vụ.", entry=sheet.entries.last(), by=office)
    comment_on(sheet, text="Không cần nữa.", by=office)
    with pytest.raises(Refused):
        settle_comment(kept, by=head)
    return_sheet(sheet, note="Xem ý kiến.", keep=[kept.pk], by=office)

    assert SHEET.refusals(fresh(sheet), "submit", by=head) == ["Còn 1 ý kiến của phòng TCCB chưa xử lý."]
    settle_comment(kept, answer="Đã ghi.", by=head)
    assert submit_sheet(fresh(sheet), by=head).status == "submitted"


def test_the_unit_may_ask_back_and_its_question_blocks_nothing(tree, head, office):
    sheet = sheet_at("returned", tree)
    comment_on(sheet, text="Ghi chức vụ nào ạ?", by=head)

    assert Notification.objects.filter(user=office, text__contains="Ghi chức vụ nào").count() == 1
    assert SHEET.refusals(fresh(sheet), "submit", by=head) == []


def test_a_stranger_to_the_sheet_comments_nothing(tree, other_head):
    with pytest.raises(Refused):
        comment_on(sheet_at("submitted", tree), text="…", by=other_head)


def test_many_are_accepted_each_on_its_own_and_refusals_are_listed(tree, office):
    round = open_round(tree)
    good = sheet_at("submitted", tree, unit=tree.noi, round=round)
    held = sheet_at("submitted", tree, unit=tree.ngoai, round=round)
    comment_on(held, text="Xem lại.", by=office)

    taken, refused = accept_sheets([good, held], by=office)

    assert (taken, refused) == ([good], [(held, ["Còn 1 ý kiến của phòng TCCB chưa xử lý."])])
    assert (fresh(good).status, fresh(held).status) == ("accepted", "submitted")


def test_an_amendment_needs_a_reason_and_an_accepted_sheet(tree, head):
    with pytest.raises(Refused):
        amend_sheet(sheet_at("submitted", tree), reason="Thêm người", by=head)
    sheet = sheet_at("accepted", tree, unit=tree.ngoai)
    with pytest.raises(Refused):
        amend_sheet(sheet, reason=" ", by=None)
    with pytest.raises(Refused):
        amend_sheet(sheet, reason="Thêm người", by=head)


def test_the_old_version_stays_in_force_until_the_new_one_is_accepted(tree, head, office):
    old = sheet_at("accepted", tree)
    new = sent_amendment(old, head)

    assert list(sheets_in_force(tree.hospital)) == [old]
    accept_sheet(new, by=office)
    assert list(sheets_in_force(tree.hospital)) == [new]
    assert (fresh(old).is_latest, fresh(old).status) == (False, "accepted")


def test_an_amendment_shows_lines_added_removed_and_cells_changed(tree, head):
    old = sheet_at("accepted", tree, people=2)
    new = amend_sheet(old, reason="Điều chỉnh", by=head)
    first, second, third = new.entries.all()
    remove_entry(second, by=head)
    set_targets(third, 2022, chosen=["LDTT", "GK_SYT"], by=head)
    change_entry(third, values={"position": "Tổ trưởng"}, seen={}, by=head)
    added = add_entry(new, name="Mô hình mới", summary="Cách làm", by=head)

    seen = amendment_of(Sheet.objects.select_related("previous").get(pk=new.pk))

    assert [line.pk for line in seen.added] == [added.pk]
    assert [line.name for line in seen.removed] == [second.name]
    assert seen.changed[0].cells == {2022: (frozenset({"GK_SYT"}), frozenset({"CSTDCS"}))}
    assert seen.changed[0].texts == (("Chức vụ", "Nhân viên", "Tổ trưởng"),)
    assert seen.summary == "1 dòng mới, 1 dòng bỏ, 2 ô đổi"
    assert first.origin == old.entries.first()


def test_a_sheet_sent_again_is_compared_with_what_was_sent_before(tree, head):
    sheet = sheet_at("returned", tree)
    set_targets(sheet.entries.last(), 2022, chosen=["LDTT"], by=head)
    submit_sheet(fresh(sheet), by=head)

    assert difference_of(fresh(sheet)).summary == "1 ô đổi"


def test_accepted_lines_wait_for_the_council_and_endorsed_ones_are_the_list(tree, office):
    sheet = sheet_at("accepted", tree)
    first, second = accepted_entries(tree.hospital)

    assert endorse_entries({first.pk: True}, by=office) == []
    assert [entry.pk for entry in accepted_entries(tree.hospital)] == [second.pk]
    assert endorse_entries({second.pk: False}, by=office) == [sheet]

    assert fresh(sheet).status == "endorsed"
    assert [entry.pk for entry in endorsed_entries(tree.hospital)] == [first.pk]


def test_publishing_a_result_twice_changes_nothing_and_another_result_is_refused(tree, office):
    sheet = sheet_at("endorsed", tree)
    results = {pk: True for pk in sheet.entries.values_list("pk", flat=True)}
    before = len(history(sheet))

    endorse_entries(results, by=office)
    with pytest.raises(Refused):
        endorse_entries(dict.fromkeys(results, False), by=office)

    assert len(history(sheet)) == before
    assert Entry.objects.filter(is_endorsed=True).count() == len(results)


def test_only_those_who_answer_for_the_hospital_carry_the_result(tree, head):
    sheet = sheet_at("accepted", tree)

    with pytest.raises(Refused):
        endorse_entries({pk: True for pk in sheet.entries.values_list("pk", flat=True)}, by=head)
    assert sheet.entries.filter(is_endorsed__isnull=True).count() == 2


def test_unchanged_lines_keep_their_endorsement_in_an_amendment(tree, head, office):
    old = sheet_at("endorsed", tree)
    new = sent_amendment(old, head)
    accept_sheet(new, by=office)

    assert [entry.name for entry in accepted_entries(tree.hospital)] == ["Phạm Thị Ngọc Ánh"]
    assert [entry.sheet_id for entry in endorsed_entries(tree.hospital)] == [new.pk, new.pk]


def test_a_changed_line_stands_in_its_endorsed_form_until_the_council_decides(tree, head, office):
    old = sheet_at("endorsed", tree)
    new = amend_sheet(old, reason="Thêm mục tiêu", by=head)
    changed = new.entries.last()
    set_targets(changed, 2025, chosen=["LDTT"], by=head)
    record_endorsement(new, endorsed_on=timezone.localdate(), votes_for=8, votes_total=9, by=head)
    accept_sheet(submit_sheet(new, by=head), by=office)

    assert {entry.pk for entry in endorsed_entries(tree.hospital)} == {new.entries.first().pk, changed.origin_id}
    endorse_entries({changed.pk: True}, by=office)
    assert {entry.pk for entry in endorsed_entries(tree.hospital)} == {new.entries.first().pk, changed.pk}


def test_a_result_reaches_the_copy_that_an_amendment_made_meanwhile(tree, head, office):
    old = sheet_at("accepted", tree)
    voted = {pk: True for pk in old.entries.values_list("pk", flat=True)}
    new = sent_amendment(old, head)
    accept_sheet(new, by=office)

    endorse_entries(voted, by=office)

    assert [entry.is_endorsed for entry in fresh(new).entries.all()] == [True, True, None]
    assert len(endorsed_entries(tree.hospital)) == 2
