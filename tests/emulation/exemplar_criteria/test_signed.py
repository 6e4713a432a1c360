"""A signed sheet keeps the criteria it was answered with, whatever the hospital changes later."""

import json
from datetime import date

import pytest

from core import rulebook
from core.documents import fingerprint
from emulation.choices import JobType
from emulation.criteria import CriteriaSet, criteria_set, sets_in, words_of
from emulation.criteria.kept import asked_in, keys_of
from emulation.models import Entry, Sheet, Staff
from emulation.selectors.criteria import items_of
from emulation.services.criterion import add_own_criterion, drop_own_criterion
from emulation.services.plan import keep_plan
from emulation.services.review import accept_sheet, return_sheet
from emulation.services.sheet import amend_sheet, recall_sheet, submit_sheet
from emulation.workflow import SHEET, standings_of
from tests.factories.sheets import SETS, answered, appraised, filled_sheet, head_of, office_of, open_round, sheet_at

pytestmark = pytest.mark.django_db
PERSON = ["s0_general_individual", "s0_health_individual"]


@pytest.fixture
def overlay(tmp_path, settings):
    """Return a function that lays a hospital's own wording of a set over the product's."""

    def lay(slug, *words):
        folder = tmp_path / "overlay" / "emulation" / "criteria_sets"
        folder.mkdir(parents=True, exist_ok=True)
        items = "".join(f'    - {{key: moi_{n}, words: "{text}", kind: confirm}}\n' for n, text in enumerate(words))
        (folder / f"{slug}.yaml").write_text(f"items:\n  2021-01-01:\n{items}", encoding="utf-8")
        settings.RULEBOOK_OVERLAYS = [tmp_path / "overlay"]
        forget()

    def forget():
        rulebook.book.cache_clear()
        criteria_set.cache_clear()

    yield lay
    settings.RULEBOOK_OVERLAYS = []
    forget()


def signed(tree, unit=None):
    """Return a sheet that the head has signed, of one collective and one person."""
    unit = unit or tree.noi
    return fresh(submit_sheet(filled_sheet(open_round(tree), unit), by=head_of(unit)))


def taken(sheet):
    """Return a sheet after the head has signed it and the office has taken it."""
    sent = submit_sheet(fresh(sheet), by=head_of(sheet.unit))
    return accept_sheet(appraised(sent), by=office_of(sheet.facility))


def fresh(sheet):
    return Sheet.objects.get(pk=sheet.pk)


def line(sheet):
    """Return the person of a sheet."""
    return Entry.objects.get(sheet=sheet, kind="ca_nhan")


def asked(sheet):
    """Return what is asked of the person, and how far it is answered."""
    one = standings_of(fresh(sheet))[line(sheet).pk]
    return [found.slug for found, findings in one.groups if findings], one.answered, one.asked


def words(sheet):
    return [item.words for item in items_of(line(fresh(sheet))).values()]


def change_sets(sheet, sets):
    """The hospital republishes its plan with other sets."""
    plan = fresh(sheet).round.plan
    plan.criteria_sets = sets
    keep_plan(
        plan, bases=plan.bases.all(), recipients=plan.recipients.all(), by=office_of(plan.facility),
        reason="Đổi bộ tiêu chí.",
    )  # fmt: skip


@pytest.mark.parametrize("state", ["submitted", "accepted", "endorsed"])
def test_a_republished_plan_changes_nothing_on_a_signed_sheet(tree, state):
    sheet = sheet_at(state, tree)
    before = asked(sheet)
    change_sets(sheet, ["s0_general_collective", "s0_general_individual", "s0_hcm_individual"])
    assert asked(sheet) == before == (PERSON, 9, 9)


def test_a_republished_plan_reaches_a_sheet_that_is_still_a_draft(tree):
    sheet = filled_sheet(open_round(tree), tree.noi)
    change_sets(sheet, ["s0_general_individual"])
    assert asked(sheet) == (["s0_general_individual"], 5, 5)


def test_a_hospital_s_new_wording_leaves_a_signed_sheet_as_it_was(tree, overlay):
    sheet = signed(tree)
    before = words(sheet)
    overlay("s0_general_individual", "Tiêu chí mới của bệnh viện")
    draft = filled_sheet(sheet.round, tree.ngoai)
    assert words(sheet) == before
    assert "Tiêu chí mới của bệnh viện" in words(draft)


def test_the_office_can_still_take_a_signed_sheet_after_the_criteria_changed(tree, overlay):
    sheet = sheet_at("submitted", tree)
    overlay("s0_general_individual", "Một", "Hai", "Ba")
    change_sets(sheet, ["s0_general_individual"])
    assert SHEET.refusals(fresh(sheet), "accept", by=office_of(tree.hospital)) == []


def test_an_own_criterion_added_later_is_not_asked_of_a_signed_sheet(tree, head):
    first = sheet_at("accepted", tree)
    add_own_criterion(amend_sheet(first, reason="Thêm người.", by=head), words="Làm chủ máy thở", by=head)
    assert asked(first) == (PERSON, 9, 9)


def test_an_own_criterion_struck_out_later_stays_on_a_signed_sheet(tree, head):
    sheet = filled_sheet(open_round(tree), tree.noi)
    own = add_own_criterion(sheet, words="Làm chủ máy thở", by=head)
    answered(sheet, by=head)
    first = taken(sheet)
    drop_own_criterion(own, amend_sheet(first, reason="Bỏ tiêu chí.", by=head), by=head)
    assert asked(first) == ([*PERSON, "unit"], 10, 10)
    assert "Làm chủ máy thở" in words(first)


def test_a_person_promoted_later_is_not_asked_more_on_a_signed_sheet(tree):
    sheet = signed(tree)
    before = words(sheet)
    Staff.objects.filter(entries__sheet=sheet).update(is_manager=True, is_party=True, job_type=JobType.OFFICE)
    assert words(sheet) == before


def test_a_sheet_that_comes_back_is_asked_what_the_plan_asks_now(tree, head):
    returned = signed(tree)
    change_sets(returned, ["s0_general_individual"])
    return_sheet(fresh(returned), note="Đề nghị ghi rõ chức vụ.", by=office_of(tree.hospital))
    recalled = signed(tree, tree.ngoai)
    recall_sheet(recalled, by=head_of(tree.ngoai))
    change_sets(recalled, ["s0_health_individual"])
    assert (asked(returned)[0], asked(recalled)[0]) == (["s0_general_individual"], ["s0_health_individual"])


def test_a_sheet_signed_again_keeps_the_later_criteria(tree, head):
    sheet = signed(tree)
    return_sheet(sheet, note="Đề nghị ghi rõ chức vụ.", by=office_of(tree.hospital))
    change_sets(sheet, ["s0_general_individual"])
    submit_sheet(fresh(sheet), by=head_of(tree.noi))
    change_sets(sheet, SETS)
    assert asked(sheet)[0] == ["s0_general_individual"]


def test_the_fingerprint_of_what_was_sent_covers_the_criteria(tree):
    copy = signed(tree).sent_copies.get()
    assert copy.fingerprint == fingerprint(json.dumps(copy.content, ensure_ascii=False, sort_keys=True).encode())
    assert [one["slug"] for one in copy.content["words"]] == SETS
    assert copy.content["lines"][1]["asked"].keys() == set(PERSON)


def test_a_copy_that_kept_only_names_and_day_is_judged_by_them(tree):
    sheet = signed(tree)
    copy = sheet.sent_copies.get()
    del copy.content["words"]
    copy.save()
    change_sets(sheet, ["s0_general_individual"])
    assert asked(sheet) == (PERSON, 9, 9)


def test_the_unit_s_own_criteria_are_shown_as_signed(tree, head, as_):
    sheet = filled_sheet(open_round(tree), tree.noi)
    own = add_own_criterion(sheet, words="Làm chủ máy thở", by=head)
    answered(sheet, by=head)
    first = taken(sheet)
    drop_own_criterion(own, amend_sheet(first, reason="Bỏ tiêu chí.", by=head), by=head)
    assert "Làm chủ máy thở" in as_(head).get(f"{first.get_absolute_url()}tieu-chi-rieng/").content.decode()


@pytest.mark.parametrize("slug", rulebook.names("emulation.criteria_sets"))
def test_a_set_comes_back_from_plain_data_as_it_was(slug):
    one = criteria_set(slug, date(2026, 6, 1))
    back = sets_in(json.loads(json.dumps(words_of([one]))))
    assert back == [one] and isinstance(back[0], CriteriaSet)
    assert asked_in(back, keys_of([(one, list(one.items))])) == [(one, list(one.items))]
