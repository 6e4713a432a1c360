"""Workbooks of records of every kind come back with what has to be mended marked in them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

import awards.imports  # noqa: F401 - the worker knows the kinds by them
import campaigns.imports  # noqa: F401
from emulation.models import Job
from emulation.services import workbook as service
from emulation.tasks import run_jobs
from tests.emulation.imports.test_long_records import KINDS, hand_in
from tests.factories import person
from tests.factories.campaigns import campaign_at

pytestmark = pytest.mark.django_db
# The sheet and the cell of the row that each of the lists cannot take in.
WRONG = {
    "staff": ("NS", "F4"), "history": ("DanhHieu", "B4"), "initiatives": ("SangKien", "B4"), "quotas": ("ChiTieu", "B4")
}  # fmt: skip


@pytest.fixture
def at_the_office(tree, as_, office, director):
    person("Lê Văn An", tree.noi, code="A1")
    for n in range(2):
        campaign_at("launched", facility=tree.hospital, office=office, leader=director, title=f"Phong trào {n}")
    return as_(office)


def sheet_of(content, kind):
    return load_workbook(BytesIO(content))[WRONG[kind][0]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_list_comes_back_at_once(at_the_office, kind):
    page = hand_in(at_the_office, kind, 2)
    assert f'href="{page}tep-loi/"' in at_the_office.get(page).content.decode()
    answer = at_the_office.get(f"{page}tep-loi/")
    sheet = sheet_of(b"".join(answer.streaming_content), kind)
    cell = WRONG[kind][1]
    last = sheet.max_column
    assert sheet[cell].fill.fgColor.rgb == "FFF8D7DA"
    assert (sheet.cell(1, last).value, sheet.cell(4, last).value.split(":")[0]) == ("Lỗi cần sửa", cell)


def test_a_long_list_is_ordered_by_a_press_and_found_among_the_work(at_the_office, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 0)
    page = hand_in(at_the_office, "staff", 2)
    run_jobs()
    assert at_the_office.get(f"{page}tep-loi/").url == page
    ordered = at_the_office.post(f"{page}tep-loi/")
    job = Job.objects.get(kind="mark_records")
    assert ordered.url == f"/viec-nen/{job.pk}/"
    run_jobs()
    job.refresh_from_db()
    with job.result.open("rb") as made:
        assert sheet_of(made.read(), "staff")["F4"].fill.fgColor.rgb == "FFF8D7DA"
    assert (job.result_name, job.result_url) == ("ds – cần sửa.xlsx", page)


@pytest.mark.parametrize("part", ["head", "clerk", "director", "stranger", "other_office"])
def test_a_marked_list_is_nobody_elses(request, at_the_office, as_, part):
    page = hand_in(at_the_office, "staff", 2)
    assert as_(request.getfixturevalue(part)).get(f"{page}tep-loi/").status_code == 404
