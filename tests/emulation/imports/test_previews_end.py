"""A list that nobody takes in or puts away is let go after its days, file and preview, and its page says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.models import Attachment, AuditEvent, ImportBatch, ImportPage, Job
from emulation.services import workbook as service
from emulation.services.registration_import import mend_workbook, take_workbook_in
from emulation.services.upload import LAPSED, PREVIEW_DAYS
from emulation.tasks import forget_previews, run_jobs
from tests.emulation.imports.test_taking_in import received, rows, taken
from tests.emulation.imports.test_undo_records import hand_in, take
from tests.emulation.imports.test_undo_records import undo as taken_back
from tests.factories import person
from tests.factories.campaigns import campaign_at
from tests.factories.sheets import open_round


@pytest.fixture
def batch(tree, office):
    person("Lê Thị Hoa", tree.noi)
    return received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"], ["Người lạ", "Bác sĩ", "LĐTT"]), open_round(tree), office)


@pytest.fixture
def browser(as_, office, director, tree):
    campaign_at("launched", facility=tree.hospital, office=office, leader=director, title="Phong trào 0")
    return as_(office)


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """Return what the clock does every night, with what follows once it is stored."""

    def pass_by():
        with django_capture_on_commit_callbacks(execute=True):
            return forget_previews()

    return pass_by


def wait(model, days):
    model.objects.update(at=timezone.now() - timedelta(days=days))


def test_a_list_of_registrations_waits_for_its_days(batch, night, as_, office):
    wait(ImportBatch, PREVIEW_DAYS - 1)
    assert night() == 0
    assert f"Sau {PREVIEW_DAYS} ngày không sửa" in as_(office).get(batch.get_absolute_url()).content.decode()
    taken(batch, office)


def test_afterwards_nothing_of_it_is_left_and_its_page_says_so(batch, night, as_, office):
    stored = batch.file.name
    wait(ImportBatch, PREVIEW_DAYS + 1)
    assert (night(), night(), batch.file.storage.exists(stored), ImportPage.objects.count()) == (1, 0, False, 0)
    left = ImportBatch.objects.get()
    assert (left.file.name, left.reading, left.fixes, left.overview, left.seen) == ("", {}, {}, {}, "")
    assert (left.name, left.sha256, history(left).last().action) == (batch.name, batch.sha256, "lapse")
    page = as_(office).get(left.get_absolute_url()).content.decode()
    assert ("<h1>Bản xem trước đã hết hạn</h1>" in page, LAPSED in page, "dòng đúng" in page) == (True, True, False)
    assert "Đã hết hạn" in as_(office).get("/dang-ky/nhap-excel/").content.decode()
    assert as_(office).get(f"{left.get_absolute_url()}tep-loi/").status_code == 404
    with pytest.raises(Refused, match="quá 30 ngày"):
        take_workbook_in(left, seen="", by=office)
    with pytest.raises(Refused, match="quá 30 ngày"):
        mend_workbook(left, place="DS|3|", fix={"skip": True}, by=office)
    as_(office).post(f"{left.get_absolute_url()}bo/")
    assert ImportBatch.objects.get().put_away_at is not None


def test_what_was_mended_lately_taken_in_or_is_worked_on_is_kept(batch, night, office):
    mend_workbook(batch, place="DS|4|", fix={"skip": True}, by=office)
    wait(ImportBatch, PREVIEW_DAYS + 1)
    assert night() == 0
    wait(AuditEvent, PREVIEW_DAYS + 1)
    ImportBatch.objects.update(job=Job.objects.create(kind="stage_registrations", label="Xem lại", by=office))
    assert night() == 0
    ImportBatch.objects.update(job=None)
    taken(ImportBatch.objects.get(), office)
    wait(ImportBatch, PREVIEW_DAYS + 1)
    assert (night(), ImportBatch.objects.get().file.name) == (0, batch.file.name)


def test_what_was_put_away_before_files_were_let_go_goes_as_well(batch, night):
    ImportBatch.objects.update(put_away_at=timezone.now())
    stored = batch.file.name
    assert (night(), batch.file.storage.exists(stored), ImportPage.objects.count()) == (1, False, 0)


@pytest.mark.parametrize("at_once", [service.AT_ONCE, 0], ids=["short", "long"])
@pytest.mark.parametrize(
    ("kind", "address"), [("staff", "/ho-so/nhan-su/nhap/"), ("quotas", "/phong-trao/nhap-so-luong/")]
)
def test_a_workbook_of_records_is_let_go_likewise(browser, night, monkeypatch, at_once, kind, address):
    monkeypatch.setattr(service, "AT_ONCE", at_once)
    url = hand_in(browser, kind)
    run_jobs()
    kept = Attachment.objects.get()
    stored = kept.file.name
    wait(Attachment, PREVIEW_DAYS - 1)
    assert (night(), "seen" in browser.get(url).context) == (0, True)
    wait(Attachment, PREVIEW_DAYS + 1)
    assert (night(), night(), kept.file.storage.exists(stored)) == (1, 0, False)
    if not at_once:
        kept.work.refresh_from_db()
        assert (kept.work.shown, kept.work.seen, kept.work.pages.count()) == ({}, "", 0)
    said = browser.get(url, follow=True)
    assert (said.redirect_chain[0][0], LAPSED in said.content.decode()) == (address, True)
    assert "Đã hết hạn" in said.content.decode()


def test_a_workbook_of_records_that_was_taken_in_is_kept_and_can_be_taken_back(browser, night):
    url = take(browser, "staff")
    wait(Attachment, PREVIEW_DAYS + 1)
    assert night() == 0
    assert "Đã hoàn tác: xóa" in taken_back(browser, url)
