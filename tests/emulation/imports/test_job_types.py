"""The kind of work in staff lists: read, told when unknown, taken from a position where nothing else says it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.sheets.reader import read
from emulation.builders.job_words import job_of, job_of_position
from emulation.builders.staff_list import read_staff
from emulation.choices import JobType
from emulation.models import Staff
from emulation.services.staff_import import import_staff
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

HEAD = ["Mã NV", "Họ và tên", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
WITH_JOB = [*HEAD, "Loại công việc"]
KY = ["A2", "Ngô Ký", 1970, "Khoa Nhi"]


def found_in(*rows):
    return read_staff(read(workbook({"NS": list(rows)}), "ns.xlsx"))


def take(tree, *rows):
    found = found_in(*rows)
    import_staff(found, facility=tree.hospital, source="ns.xlsx", by=None)
    return found


def told(found):
    return [(f.place, f.code) for f in found.findings if f.code in ("UNKNOWN_JOB", "JOB_FROM_POSITION")]


@pytest.mark.parametrize(
    ("word", "job"),
    [
        ("Bác sĩ", JobType.DOCTOR), ("BÁC SỸ", JobType.DOCTOR), ("BSCKII", JobType.DOCTOR), ("Doctor", JobType.DOCTOR),
        ("điều dưỡng", JobType.NURSE), ("ĐD", JobType.NURSE), ("CN Điều dưỡng", JobType.NURSE),
        ("Nurse", JobType.NURSE),
        ("Hộ sinh", JobType.MIDWIFE), ("NHS", JobType.MIDWIFE), ("midwife", JobType.MIDWIFE),
        ("Dược sỹ", JobType.PHARMACIST), ("DS", JobType.PHARMACIST), ("Pharmacist", JobType.PHARMACIST),
        ("Kỹ thuật y", JobType.TECHNICIAN), ("KTV", JobType.TECHNICIAN), ("Kĩ thuật viên", JobType.TECHNICIAN),
        ("Y sĩ", JobType.ASSISTANT), ("y sy", JobType.ASSISTANT), ("Assistant doctor", JobType.ASSISTANT),
        ("Hộ lý", JobType.ORDERLY), ("Hộ lí", JobType.ORDERLY), ("Hành chính", JobType.OFFICE), ("HC", JobType.OFFICE),
        ("Kỹ sư", JobType.ENGINEER), ("Kỹ sư, công nghệ", JobType.ENGINEER), ("Engineer", JobType.ENGINEER),
        ("Trưởng trạm y tế", JobType.STATION_HEAD), ("Khác", JobType.OTHER), ("khac", JobType.OTHER),
        ("Bác sĩ, dược sĩ", None), ("Phi công", None), ("", None),
    ],
)  # fmt: skip
def test_a_word_of_a_list_names_one_kind_of_work_or_none(word, job):
    assert job_of(word) == job


@pytest.mark.parametrize("job", JobType)
def test_every_kind_of_work_is_known_by_its_own_name(job):
    assert (job_of(job.label), job_of(job.value)) == (job, job)


@pytest.mark.parametrize(
    ("position", "job"),
    [
        ("Bác sĩ", JobType.DOCTOR), ("Điều dưỡng trưởng", JobType.NURSE), ("KTV trưởng", JobType.TECHNICIAN),
        ("Trưởng khoa", None), ("Giám đốc", None), ("Trợ lý bác sĩ", None), ("Nhân viên", None), ("Khác", None),
    ],
)  # fmt: skip
def test_only_a_position_that_begins_with_the_work_tells_it(position, job):
    assert job_of_position(position) == job


@pytest.mark.parametrize("head", ["Loại công việc", "Nhóm nghề", "Nhóm chức danh nghề nghiệp", "Job type"])
def test_the_work_of_a_list_is_stored(tree, head):
    take(tree, [*HEAD, head], [*KY, "Phó khoa", "Hộ sinh"])
    assert Staff.objects.get(code="A2").job_type == JobType.MIDWIFE


def test_an_unknown_word_is_told_at_its_cell_and_changes_nothing(tree):
    hoa = person("Lê Thị Hoa", tree.nhi, code="A1", position="Bác sĩ", job_type=JobType.DOCTOR)
    found = take(
        tree, WITH_JOB, ["A1", "Lê Thị Hoa", 1980, "Khoa Nhi", "Bác sĩ", "Phi công"], [*KY, "Y sĩ", "Phi công"]
    )
    hoa.refresh_from_db()
    assert told(found) == [("F2", "UNKNOWN_JOB"), ("F3", "UNKNOWN_JOB")]
    assert (hoa.job_type, Staff.objects.get(code="A2").job_type) == (JobType.DOCTOR, JobType.OTHER)


def test_without_the_column_new_people_get_what_their_position_leaves_no_doubt_about(tree):
    hoa = person("Lê Thị Hoa", tree.nhi, code="A1", position="Bác sĩ")
    rows = (
        ["A1", "Lê Thị Hoa", "", "Khoa Nhi", "Bác sĩ"],
        [*KY, "Điều dưỡng trưởng"],
        ["A3", "Vũ An", 1971, "Khoa Nhi", ""],
    )
    found = take(tree, HEAD, *rows)
    hoa.refresh_from_db()
    jobs = dict(Staff.objects.values_list("code", "job_type"))
    assert jobs == {"A1": JobType.OTHER, "A2": JobType.NURSE, "A3": JobType.OTHER}
    assert told(found) == [("", "JOB_FROM_POSITION")]
    assert "(Điều dưỡng 1); 1 người ghi là “Khác”" in found.findings[-1].message


def test_the_preview_shows_the_work_before_and_after(as_, office, tree):
    person("Lê Thị Hoa", tree.nhi, code="A1", position="Bác sĩ")
    rows = [WITH_JOB, ["A1", "Lê Thị Hoa", "", "Khoa Nhi", "Bác sĩ", "BS"], [*KY, "Phó khoa", "KTV"]]
    client = as_(office)
    file = SimpleUploadedFile("ns.xlsx", workbook({"NS": rows}))
    shown = client.get(client.post("/ho-so/nhan-su/nhap/", {"file": file}).url)
    assert shown.context["changed"][0][1] == [("Loại công việc", "Khác", "Bác sĩ")]
    assert shown.context["made"][0]["job"] == "Kỹ thuật y"
