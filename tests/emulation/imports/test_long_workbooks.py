"""Work on a long workbook is ordered as a job: the page answers at once, and shows what is under way."""

import pytest
from django.urls import reverse

from emulation.choices import JobStatus
from emulation.models import Entry, ImportBatch, ImportPage, Job
from emulation.services import registration_import, workbook
from emulation.services.job import Overtaken
from emulation.services.registration_import import plan_of
from emulation.tasks import run_jobs
from tests.emulation.imports.test_taking_in import received, rows
from tests.factories import person
from tests.factories.sheets import open_round


def read_as_long(tree, office, monkeypatch, *last):
    """Return a list of three lines read as a long one; ``last`` is what the third aims at."""
    monkeypatch.setattr(registration_import, "LONG", 1)
    for name in ("Lê Thị Hoa", "Trần Văn Bình", "Võ Thị Mai"):
        person(name, tree.noi)
    lines = [
        ["Lê Thị Hoa", "Bác sĩ", "LĐTT", "CSTĐ"],
        ["Trần Văn Bình", "Y sĩ", "LĐTT"],
        ["Võ Thị Mai", "Y sĩ", *last],
    ]
    return received(rows(*lines), open_round(tree), office)


@pytest.fixture
def batch(tree, office, monkeypatch):
    return read_as_long(tree, office, monkeypatch, "LĐTT")


def address(name, batch):
    return reverse(f"emulation:{name}", args=[batch.pk])


def fresh(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def test_it_is_mended_taken_in_and_taken_back_by_the_worker(batch, as_, office):
    as_(office).post(address("import_mend", batch), {"place": "DS|3|E", "way": "title:CSTDCS"})
    assert "Xem xét lại tệp ds.xlsx" in as_(office).get(batch.get_absolute_url()).content.decode()
    run_jobs()
    assert fresh(batch).overview["counts"] == {"new": 3, "changed": 0, "same": 0, "held": 0}

    as_(office).post(address("import_take", batch), {"seen": fresh(batch).seen})
    assert not Entry.objects.exists()
    run_jobs()
    assert (Entry.objects.count(), fresh(batch).counts["new"]) == (3, 3)

    as_(office).post(address("import_undo", batch), {"confirmed": "1"})
    run_jobs()
    assert (Entry.objects.count(), fresh(batch).undone_by) == (0, office)


def test_nothing_else_is_ordered_while_work_is_under_way(batch, as_, office):
    as_(office).post(address("import_take", batch), {"seen": batch.seen})
    for name, sent in (("import_take", {"seen": batch.seen}), ("import_mend", {"place": "DS|3|E", "way": "drop"})):
        answer = as_(office).post(address(name, batch), sent, follow=True)
        assert "đang được xử lý" in answer.content.decode()
    as_(office).post(address("import_put_away", batch))
    assert fresh(batch).put_away_at is None


def test_a_preview_that_is_out_of_date_is_made_anew_and_the_page_says_so(batch, as_, office):
    as_(office).post(address("import_take", batch), {"seen": "cũ"})
    run_jobs()
    page = as_(office).get(batch.get_absolute_url()).content.decode()
    assert "đã thay đổi từ lúc xem trước" in page
    assert (Entry.objects.count(), fresh(batch).seen) == (0, plan_of(fresh(batch)).fingerprint)


def test_a_worker_that_was_given_up_leaves_the_kept_preview_alone(batch, office):
    job = registration_import.order_work(batch, "take_registrations", "Nhập tệp", by=office, seen="cũ")
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, tries=2)
    job.refresh_from_db()
    job.tries = 1
    ImportPage.objects.all().delete()
    with pytest.raises(Overtaken):
        registration_import.take_workbook_in(fresh(batch), seen="cũ", by=office, job=job)
    assert not ImportPage.objects.exists()


def test_the_marked_copy_is_made_by_the_worker(batch, as_, office):
    as_(office).post(address("import_marked", batch))
    run_jobs()
    assert Job.objects.get(kind="mark_registrations").result_name == "ds – cần sửa.xlsx"


def test_the_address_of_a_marked_copy_that_takes_long_leads_back_to_the_page(batch, as_, office):
    answer = as_(office).get(address("import_marked", batch))
    assert (answer.status_code, answer.url) == (302, batch.get_absolute_url())
    assert not Job.objects.filter(kind="mark_registrations").exists()


@pytest.mark.parametrize("limit", ["AT_ONCE", "UNPACKED_AT_ONCE"])
def test_a_few_lines_of_a_large_file_are_marked_by_the_worker(batch, as_, office, monkeypatch, limit):
    monkeypatch.setattr(registration_import, "LONG", 1000)
    page, place = batch.get_absolute_url(), address("import_marked", batch)
    assert f'href="{place}"' in as_(office).get(page).content.decode()
    assert as_(office).get(place).headers["Content-Disposition"].startswith("attachment")
    monkeypatch.setattr(workbook, limit, 100)
    assert f'action="{place}"' in as_(office).get(page).content.decode()
    assert as_(office).get(place).url == page
    as_(office).post(place)
    assert Job.objects.get(kind="mark_registrations").label == "Đánh dấu lỗi trong tệp ds.xlsx"


def test_the_page_of_a_workbook_whose_file_is_gone_is_still_shown(batch, as_, office, monkeypatch):
    monkeypatch.setattr(registration_import, "LONG", 1000)
    batch.file.storage.delete(batch.file.name)
    assert as_(office).get(batch.get_absolute_url()).status_code == 200


def test_reading_again_after_a_crash_leaves_one_preview(batch, office):
    before = list(ImportPage.objects.values_list("outcome", "number", "rows"))
    registration_import.read_workbook(fresh(batch))
    assert list(ImportPage.objects.values_list("outcome", "number", "rows")) == before


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("import_take", {}, "Nhập xong sẽ báo"),
        ("import_mend", {"place": "DS|3|E", "way": "title:CSTDCS"}, "Đọc xong sẽ báo và cho xem trước"),
        ("import_marked", {}, "Xong sẽ báo và cho tải"),
    ],
)
def test_the_progress_says_what_follows_when_the_work_ends(batch, as_, office, name, sent, told):
    page = as_(office).post(address(name, batch), {"seen": batch.seen, **sent}, follow=True).content.decode()
    assert page.count(f"Rời trang vẫn chạy. {told}") == 1
