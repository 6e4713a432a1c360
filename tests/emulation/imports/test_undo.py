"""A workbook that was taken in is taken back exactly, while nothing has been built on it."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import CriterionReply
from emulation.models import Entry, Sheet, SheetComment, Target
from emulation.services.criterion import fill_answers
from emulation.services.entry import set_targets
from emulation.services.registration_import import take_workbook_in
from emulation.services.registration_undo import undo_refusals, undo_workbook
from tests.emulation.imports.test_taking_in import received, rows
from tests.emulation.imports.workbooks import YEARS
from tests.factories import person
from tests.factories.sheets import open_round

CELLS = ("", "LĐTT", "LĐTT – CSTĐ cơ sở", "LĐTT – GK SYT")


def stored():
    """Return all lines and titles as they stand."""
    lines = sorted(Entry.objects.values_list("sheet__unit__name", "name", "position", "order"))
    return lines, sorted(Target.objects.values_list("entry__name", "year", "title"))


def taken(lines, called, by):
    batch = received(rows(*lines), called, by)
    return take_workbook_in(batch, seen=batch.seen, by=by)


@pytest.fixture
def called(tree):
    for name in ("Lê Thị Hoa", "Trần Văn Bình"):
        person(name, tree.noi, position="Bác sĩ")
    return open_round(tree)


def test_a_sheet_that_was_opened_by_it_is_gone_again(called, office):
    batch = taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, office)
    undo_workbook(batch, by=office)
    batch.refresh_from_db()
    assert (Sheet.objects.count(), Entry.objects.count(), batch.undone_by, batch.is_open) == (0, 0, office, False)
    assert [event.action for event in history(batch)] == ["receive", "take_in", "undo"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.sampled_from(CELLS)] * 4), min_size=2, max_size=2))
def test_whatever_was_written_is_put_back(called, office, cells):
    Sheet.objects.all().delete()
    taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT", "LĐTT – GK SYT"]], called, office)
    before = stored()
    names = [["Lê Thị Hoa", "Phó khoa"], ["Trần Văn Bình", "Y sĩ"]]
    batch = taken([[*name, *line] for name, line in zip(names, cells, strict=True)], called, office)
    undo_workbook(batch, by=office)
    assert stored() == before


def test_a_second_undo_is_refused(called, office):
    batch = taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, office)
    undo_workbook(batch, by=office)
    with pytest.raises(Refused):
        undo_workbook(batch, by=office)


def edit(batch, office):
    set_targets(Entry.objects.get(), YEARS[3], chosen=["LDTT"], by=office)


def answer(batch, office):
    fill_answers(Entry.objects.get(), answer=CriterionReply.YES, evidence="Có", whole_sheet=True, by=office)


def remark(batch, office):
    SheetComment.objects.create(sheet=Sheet.objects.get(), entry=Entry.objects.get(), text="Xem lại", by=office)


def take_another(batch, office):
    taken([["Trần Văn Bình", "Y sĩ", "LĐTT"]], batch.round, office)


def rewrite(batch, office):
    Entry.objects.update(position="Trưởng khoa")
    Target.objects.all().delete()


@pytest.mark.parametrize("build", [edit, answer, remark, take_another, rewrite])
def test_what_was_built_on_it_stands_in_the_way(called, office, build):
    batch = taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, office)
    build(batch, office)
    before = stored()
    with pytest.raises(Refused) as refusal:
        undo_workbook(batch, by=office)
    assert refusal.value.reasons[0].startswith("Khoa Nội")
    assert stored() == before


def test_the_later_of_two_files_is_undone_first(called, office):
    first = taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, office)
    second = taken([["Trần Văn Bình", "Y sĩ", "LĐTT"]], called, office)
    assert "hãy hoàn tác tệp đó trước" in undo_refusals(first)[0]
    undo_workbook(second, by=office)
    undo_workbook(first, by=office)
    assert not Sheet.objects.exists()


def test_undoing_is_confirmed_on_a_page(called, as_, office):
    batch = taken([["Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, office)
    address = reverse("emulation:import_undo", args=[batch.pk])
    assert address in as_(office).get(batch.get_absolute_url()).content.decode()
    assert "Dòng mới sẽ bị xóa" in as_(office).get(address).content.decode()
    assert Entry.objects.exists()
    shown = as_(office).post(address, {"confirmed": "1"}, follow=True).content.decode()
    assert "hoàn tác lúc" in shown
    assert not Entry.objects.exists()
    again = as_(office).get(address, follow=True).content.decode()
    assert "đã được hoàn tác" in again
