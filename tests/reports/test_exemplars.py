"""The exemplar of the month: never the same twice, units and kinds in fair turn, the office may choose."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.workflow import Refused
from emulation.models import Entry, Staff
from reports.models import FeaturedExemplar
from reports.selectors.exemplar import candidates, subject_key
from reports.services.clock import run_clock
from reports.services.exemplar import choose_exemplar
from reports.services.package import cancel_package
from tests.factories.reports import at, due_of, endorsed_list, month_open, package_at

pytestmark = pytest.mark.django_db


def months(tree, *periods):
    """Open months one after the other and return the names proposed for them."""
    for period in periods:
        year, month = map(int, period.split("-"))
        run_clock(now=at(f"{year}-{month:02}-28T08:00"), sends=False)
    return [due_of(tree, period=period).packages.get().featured for period in periods]


def test_only_endorsed_exemplars_are_proposed(tree):
    endorsed_list(tree, tree.noi)
    Entry.objects.filter(kind="ca_nhan").update(is_endorsed=None)
    assert {row.entry.kind for row in candidates(tree.hospital)} == {"tap_the"}


def test_no_subject_is_proposed_twice(tree):
    endorsed_list(tree, tree.noi, tree.ngoai)
    chosen = months(tree, "2026-11", "2026-12", "2027-01", "2027-02")
    assert len({row.subject_key for row in chosen}) == 4


def test_units_take_turns(tree):
    endorsed_list(tree, tree.noi, tree.ngoai, people=2)
    first, second, third, fourth = months(tree, "2026-11", "2026-12", "2027-01", "2027-02")
    assert first.unit != second.unit
    assert third.unit == first.unit
    assert fourth.unit == second.unit


def test_kinds_take_turns_within_a_unit(tree):
    endorsed_list(tree, tree.noi, people=2)
    first, second = months(tree, "2026-11", "2026-12")
    assert first.entry.kind != second.entry.kind


def test_the_reason_says_whose_turn_it_is(tree):
    endorsed_list(tree, tree.noi)
    assert candidates(tree.hospital)[0].reason.startswith("Khoa Nội tổng hợp chưa có gương nào được gửi.")


def test_somebody_who_has_left_is_not_proposed(tree):
    endorsed_list(tree, tree.noi)
    Staff.objects.filter(entries__is_endorsed=True).update(left_on=date(2026, 1, 1))
    assert {row.entry.kind for row in candidates(tree.hospital)} == {"tap_the"}


def test_the_same_person_on_two_lists_is_one_subject(tree):
    endorsed_list(tree, tree.noi)
    entries = list(Entry.objects.filter(kind="ca_nhan"))
    assert {subject_key(entry) for entry in entries} == {f"staff:{entries[0].staff_id}"}


def test_the_database_refuses_the_same_subject_twice(tree):
    package = month_open(tree).packages.get()
    run_clock(now=at("2026-12-28T08:00"), sends=False)
    other = due_of(tree, period="2026-12").packages.get().featured
    with pytest.raises(IntegrityError), transaction.atomic():
        FeaturedExemplar.objects.filter(pk=other.pk).update(subject_key=package.featured.subject_key)


def test_the_office_may_choose_another_one(tree, office):
    package = month_open(tree).packages.get()
    other = candidates(tree.hospital)[-1].entry
    featured = choose_exemplar(package, other, by=office, reason="Gắn với Ngày Điều dưỡng.")
    package.refresh_from_db()
    assert (featured.entry, featured.reason) == (other, "Gắn với Ngày Điều dưỡng.")
    assert package.summary == other.summary


def test_whom_the_package_names_now_counts_as_not_sent_and_may_be_kept(tree, office):
    package = month_open(tree).packages.get()
    able = candidates(tree.hospital, besides=package)
    assert able[0].entry == package.featured.entry
    assert all("chưa có gương nào được gửi" in row.reason for row in able)
    package.summary = "Đã viết lại"
    package.save()
    assert choose_exemplar(package, package.featured.entry, by=office) == package.featured
    package.refresh_from_db()
    assert package.summary == "Đã viết lại"


def test_one_who_was_sent_cannot_be_chosen_again(tree, office):
    sent = month_open(tree).packages.get().featured.entry
    run_clock(now=at("2026-12-28T08:00"), sends=False)
    with pytest.raises(Refused):
        choose_exemplar(due_of(tree, period="2026-12").packages.get(), sent, by=office)


def test_the_choice_is_fixed_once_submitted(tree, office):
    package = package_at("submitted", tree)
    with pytest.raises(Refused):
        choose_exemplar(package, candidates(tree.hospital)[0].entry, by=office)


def test_a_cancelled_package_gives_its_exemplar_back(tree, office):
    package = month_open(tree).packages.get()
    chosen = package.featured.subject_key
    cancel_package(package, reason="Lập lại", by=office)
    assert chosen in {row.subject_key for row in candidates(tree.hospital)}


def test_the_summary_comes_from_the_dossier(tree):
    package = month_open(tree).packages.get()
    assert package.summary == "Giảm 30% thời gian chờ khám nhờ đặt lịch trước; được người bệnh tin yêu."


def test_nobody_left_is_said_and_nothing_is_invented(tree, office):
    endorsed_list(tree, tree.noi)
    Entry.objects.update(is_endorsed=False)
    run_clock(now=at("2026-11-25T08:00"), sends=False)
    package = due_of(tree).packages.get()
    assert not hasattr(package, "featured")
    assert "Chưa có điển hình nào để gửi" in office.notifications.get(key=f"due-open:{package.due_id}").text


def test_every_month_asks_the_same_number_of_questions(tree, django_assert_max_num_queries):
    endorsed_list(tree, tree.noi, tree.ngoai, tree.nhi, people=4)
    with django_assert_max_num_queries(4):
        assert len(candidates(tree.hospital)) == 15
