"""What happens to a house between the preview of a workbook of records and its taking in is shown again."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from emulation.choices import JobStatus
from emulation.models import Job, Staff
from emulation.services import staff_import
from emulation.services import workbook as service
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

HEAD = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
UPLOAD = "/ho-so/nhan-su/nhap/"
CHANGED = "Dữ liệu đã thay đổi từ lúc xem trước."


@pytest.fixture
def browser(as_, office):
    return as_(office)


def hand_in(browser, *rows):
    return browser.post(UPLOAD, {"file": SimpleUploadedFile("ns.xlsx", workbook({"NS": [HEAD, *rows]}))}).url


def take(browser, url, seen):
    return browser.post(f"{url}ghi/", {"seen": seen}, follow=True).content.decode()


def test_the_code_that_was_shown_for_somebody_new_is_the_one_that_is_given(browser, tree):
    url = hand_in(browser, [1, "", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Bác sĩ"])
    shown = browser.get(url)
    code = shown.context["made"][0]["code"]
    person("Vũ An", tree.nhi, code=code)
    assert CHANGED in take(browser, url, shown.context["seen"])
    again = browser.get(url)
    assert (Staff.objects.filter(full_name="Ngô Ký").count(), again.context["made"][0]["code"] != code) == (0, True)
    take(browser, url, again.context["seen"])
    assert Staff.objects.get(full_name="Ngô Ký").code == again.context["made"][0]["code"]


def test_a_line_that_means_somebody_else_by_now_is_shown_again(browser, tree):
    born = {"birth_date": date(1980, 1, 1)}
    meant = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", **born)
    other = person("Lê Văn An", tree.noi, code="A9", position="Y sĩ", **born)
    url = hand_in(browser, [1, "A1", "Lê Văn An", "", "", "Khoa Nhi", "Bác sĩ"])
    seen = browser.get(url).context["seen"]
    for staff, code in ((meant, "TMP"), (other, "A1"), (meant, "A9")):
        Staff.objects.filter(pk=staff.pk).update(code=code)
    assert CHANGED in take(browser, url, seen)
    assert set(Staff.objects.filter(full_name="Lê Văn An").values_list("unit", "position")) == {(tree.noi.pk, "Y sĩ")}


def refuse_storing(monkeypatch, meanwhile=lambda: None):
    """Have the database refuse what is stored, for what stands there ``meanwhile`` and stays."""
    take_locked, carry_out = service._take_locked, staff_import.carry_out

    def write(plan, **told):
        person("Trần Bình", next(iter(plan.house.units.values())), code="S2")
        carry_out(plan, **told)

    def take(*which, **told):
        try:
            return take_locked(*which, **told)
        except IntegrityError:
            meanwhile()
            raise

    monkeypatch.setattr(staff_import, "carry_out", write)
    monkeypatch.setattr(service, "_take_locked", take)


@pytest.mark.parametrize("at_once", [service.AT_ONCE, 0])
def test_what_cannot_be_stored_though_nothing_changed_is_a_matter_for_the_administrator(
    browser, tree, monkeypatch, caplog, at_once
):
    monkeypatch.setattr(service, "AT_ONCE", at_once)
    url = hand_in(browser, [1, "S2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Y sĩ"])
    run_jobs()
    seen = browser.get(url).context["seen"]
    refuse_storing(monkeypatch)
    said = take(browser, url, seen)
    run_jobs()
    said += browser.get(url).content.decode()
    assert (service.UNSTORED in said, CHANGED in said) == (True, False)
    assert "IntegrityError" in caplog.text and "cannot be stored" in caplog.text
    assert Staff.objects.filter(code="S2").count() == 0


@pytest.mark.parametrize("at_once", [service.AT_ONCE, 0])
def test_a_code_that_is_taken_as_the_list_is_stored_is_no_error(browser, tree, monkeypatch, at_once):
    monkeypatch.setattr(service, "AT_ONCE", at_once)
    url = hand_in(browser, [1, "S2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Y sĩ"])
    run_jobs()
    seen = browser.get(url).context["seen"]
    refuse_storing(monkeypatch, lambda: person("Trần Bình", tree.noi, code="S2"))
    said = take(browser, url, seen)
    run_jobs()
    assert CHANGED in said + browser.get(url).content.decode()
    assert Staff.objects.filter(full_name="Ngô Ký").count() == 0
    assert set(Job.objects.values_list("status", flat=True)) <= {JobStatus.DONE, JobStatus.FAILED}
