"""A downloaded list is taken in on a real PostgreSQL while somebody types into the same sheet."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.workflow import Refused
from emulation.builders.batch_reading import place_of
from emulation.choices import Role
from emulation.models import ImportBatch
from emulation.services import registration_import as service
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.registration_import import plan_of, take_workbook_in
from emulation.services.registration_lines import Moved
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import download, hand_in, titles_of, write
from tests.factories import facility_tree, person, user_with
from tests.factories.sheets import open_round

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NAME = "Lê Thị Hoa"
FILE, GRID = {"LDTT", "CSTDCS"}, {"LDTT", "GK_SYT"}


@pytest.fixture
def batch():
    """Return the list of a unit with one cell edited away from the system, read and previewed."""
    tree = facility_tree()
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    sheet = open_sheet(open_round(tree), tree.noi, by=office)
    entry = add_entry(sheet, staff=person(NAME, tree.noi, position="Bác sĩ"), by=office)
    set_targets(entry, 2022, chosen=["LDTT"], by=office)
    book = download(sheet.round, tree.noi)
    write(book, NAME, "D", "LĐTT – CSTĐ cơ sở")
    kept = hand_in(book, sheet.round, office)
    return ImportBatch.objects.select_related("by", "round__plan__facility").get(pk=kept.pk)


@pytest.fixture
def entry(batch):
    return plan_of(batch).lines[0].entry


def conflicts(batch):
    return [finding.code for finding in plan_of(batch).findings if finding.severity == "error"]


def test_what_was_typed_after_the_preview_is_asked_about_and_not_overwritten(batch, entry):
    set_targets(entry, 2022, chosen=GRID, by=batch.by)
    with pytest.raises(Moved):
        take_workbook_in(batch, seen=batch.seen, by=batch.by)
    again = ImportBatch.objects.get(pk=batch.pk)
    assert (titles_of(entry), conflicts(again), again.overview["counts"]["held"]) == ({2022: GRID}, ["CONFLICT"], 1)


def test_what_is_typed_between_planning_and_writing_is_not_overwritten(batch, entry, monkeypatch):
    plan = service.plan_of

    def plan_then_type(*args, **more):
        made = plan(*args, **more)
        monkeypatch.setattr(service, "plan_of", plan)
        set_targets(entry, 2022, chosen=GRID, by=batch.by)
        return made

    monkeypatch.setattr(service, "plan_of", plan_then_type)
    with pytest.raises(Moved):
        take_workbook_in(batch, seen=batch.seen, by=batch.by)
    assert (titles_of(entry), conflicts(batch)) == ({2022: GRID}, ["CONFLICT"])


def test_a_name_given_between_planning_and_writing_is_not_overwritten(batch, monkeypatch):
    sheet, plan = batch.round.sheets.get(), service.plan_of
    model = add_entry(sheet, name="Bếp ăn tình thương", by=batch.by)
    book = download(batch.round, sheet.unit)
    write(book, "Mô hình: Bếp ăn tình thương", "B", "Mô hình: Bếp ăn nghĩa tình")
    kept = hand_in(book, batch.round, batch.by)
    asked = next(found for found in plan_of(kept).findings if found.code == "RENAMED")
    fix = {"side": "rename", "of": asked.value}
    kept = service.mend_workbook(kept, place=place_of(asked.sheet, asked.row, asked.column), fix=fix, by=batch.by)

    def plan_then_rename(*args, **more):
        made = plan(*args, **more)
        monkeypatch.setattr(service, "plan_of", plan)
        change_entry(model, values={"name": "Bếp ăn không đồng"}, seen={"name": model.name}, by=batch.by)
        return made

    monkeypatch.setattr(service, "plan_of", plan_then_rename)
    with pytest.raises(Moved):
        take_workbook_in(kept, seen=kept.seen, by=batch.by)
    model.refresh_from_db()
    assert (model.name, conflicts(ImportBatch.objects.get(pk=kept.pk))) == ("Bếp ăn không đồng", ["CONFLICT"])


def test_typing_and_taking_in_at_once_lose_nothing(batch, entry):
    start = Barrier(2)

    def at_once(act):
        try:
            start.wait(timeout=20)
            act()
            return True
        except Refused:
            return False
        finally:
            connection.close()

    def type_in():
        set_targets(entry, 2022, chosen=GRID, seen=["LDTT"], by=batch.by)

    def take():
        take_workbook_in(batch, seen=batch.seen, by=batch.by)

    with ThreadPoolExecutor(2) as pool:
        typed, taken = pool.map(at_once, (type_in, take))
    assert typed
    assert titles_of(entry) == {2022: FILE | GRID if taken else GRID}
