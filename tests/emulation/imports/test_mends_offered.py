"""What is posted to the page of a preview counts only where the page has offered it."""

from dataclasses import asdict

import pytest
from django.urls import reverse

from core.workflow import Refused
from emulation.builders import batch_reading
from emulation.builders.batch_reading import loaded, place_of, ways_read
from emulation.models import Entry, ImportBatch, Target
from emulation.selectors.imports import ways_at
from emulation.services import registration_import
from emulation.services.registration_import import mend_workbook, plan_of, take_workbook_in
from tests.emulation.imports.test_taking_in import received, rows, taken
from tests.factories import person
from tests.factories.sheets import open_round

HOA, BINH = "Lê Thị Hoa", "Trần Văn Bình"


@pytest.fixture
def called(tree):
    for name in (HOA, BINH):
        person(name, tree.noi, position="Bác sĩ")
    return open_round(tree)


@pytest.fixture
def batch(called, office):
    """Return two lines: one without a doubt, one with a title that may mean several."""
    return received(rows([HOA, "Bác sĩ", "LĐTT"], [BINH, "Bác sĩ", "CSTĐ"]), called, office)


def post(client, batch, place, way):
    answer = client.post(reverse("emulation:import_mend", args=[batch.pk]), {"place": place, "way": way}, follow=True)
    return answer.content.decode()


def fixes(batch):
    return ImportBatch.objects.get(pk=batch.pk).fixes


@pytest.mark.parametrize("place, way", [
    ("DS|3|D", "title:TTLDTT"), ("DS|3|D", "title:LDTT"), ("DS|3|E", "title:LDTT"), ("DS|3|D", "drop"),
    ("DS|3|", "staff:{other}"), ("DS|3|B", "staff:{other}"), ("DS|3|", "file:0123456789ab"),
    ("DS|3|B", "add:0123456789ab"), ("DS|4|D", "title:TTLDTT"), ("DS|4|E", "title:CSTDCS"), ("DS|4|D", "skip"),
])  # fmt: skip
def test_a_way_that_is_not_offered_at_the_place_is_refused(batch, as_, office, tree, place, way):
    other = person("Phạm Văn Khác", tree.noi)
    shown = post(as_(office), batch, place, way.format(other=other.pk))
    assert "Hãy tải lại trang rồi sửa." in shown
    assert fixes(batch) == {}


def test_a_way_that_is_offered_may_be_said_twice_and_taken_back(batch, as_, office):
    for _ in range(2):
        assert "không có cách sửa ấy" not in post(as_(office), batch, "DS|4|D", "title:CSTDCS")
    assert fixes(batch) == {"DS|4|D": {"titles": ["CSTDCS"]}}
    for _ in range(2):
        assert "không có cách sửa ấy" not in post(as_(office), batch, "DS|4|D", "back")
    assert fixes(batch) == {}


def test_another_of_the_ways_may_be_taken_from_a_page_that_is_older(batch, as_, office):
    for way in ("drop", "title:CSTDCS", "title:TTLDTT"):
        post(as_(office), batch, "DS|4|D", way)
    assert fixes(batch) == {"DS|4|D": {"titles": ["CSTDCS"]}}


def test_the_ways_read_at_a_place_suit_its_line_and_no_line_is_built_for_them(called, office, monkeypatch):
    batch = received(rows(["Khoa Nội tổng hợp", None, "CSTĐ"], [BINH, "Bác sĩ", "CSTĐ"]), called, office)
    places = [("DS", 3, "D"), ("DS", 4, "D")]
    older = {
        "subjects": [asdict(line) for line in loaded(batch.reading).subjects],
        "findings": batch.reading["findings"],
    }
    monkeypatch.setattr(batch_reading, "Subject", None)
    offered = [ways_at(batch, place) for place in places]
    assert (offered[0] != offered[1], "title:CSTDCS" in offered[1]) == (True, True)
    assert [[ways_read(data, place) for place in places] for data in (batch.reading, older)] == [offered, offered]


def test_any_row_may_be_left_out(batch, as_, office):
    post(as_(office), batch, "DS|3|", "skip")
    assert fixes(batch) == {"DS|3|": {"skip": True}}


def test_a_title_that_the_subject_may_not_hold_is_not_written_whatever_was_kept(batch, office):
    ImportBatch.objects.filter(pk=batch.pk).update(fixes={"DS|3|D": {"titles": ["TTLDTT"]}})
    batch.refresh_from_db()
    plan = plan_of(batch)
    assert [(f.place, f.code) for f in plan.findings if f.row == 3] == [("D3", "KIND_MISMATCH")]
    assert plan.counts == {"new": 0, "changed": 0, "same": 0, "held": 2}
    taken(batch, office)
    assert not Target.objects.exists()


@pytest.mark.parametrize("is_namesake", [False, True])
def test_somebody_who_is_not_meant_by_the_name_is_not_taken_whatever_was_kept(called, office, tree, is_namesake):
    batch = received(rows([HOA, "Bác sĩ", "LĐTT"]), called, office)
    if is_namesake:
        person(HOA, tree.noi)
    other = person("Phạm Văn Khác", tree.noi)
    ImportBatch.objects.filter(pk=batch.pk).update(fixes={"DS|3|": {"staff": other.pk}})
    batch.refresh_from_db()
    [line] = plan_of(batch).lines
    assert (line.staff, line.outcome) == (None, "held")
    assert [staff.full_name for staff in line.candidates] == [HOA] * (1 + is_namesake)


def test_the_preview_that_is_made_anew_knows_what_was_mended_meanwhile(batch, office, monkeypatch):
    real = registration_import._take

    def mended_meanwhile(*args, **more):
        monkeypatch.setattr(registration_import, "_take", real)
        mend_workbook(batch, place=place_of("DS", 4, "D"), fix={"titles": ["CSTDCS"]}, by=office)
        return real(*args, **more)

    monkeypatch.setattr(registration_import, "_take", mended_meanwhile)
    with pytest.raises(Refused):
        take_workbook_in(batch, seen=batch.seen, by=office)
    batch.refresh_from_db()
    assert batch.overview["counts"] == {"new": 2, "changed": 0, "same": 0, "held": 0}
    assert (batch.seen, Entry.objects.count()) == (plan_of(batch).fingerprint, 0)
