"""The workbooks to fill in: as they are they hold nothing; filled in, they are read back without a word."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from emulation.builders.registration_form import Period, registrations_in
from emulation.builders.staff_list import staff_in
from emulation.choices import JobType, SubjectKind, titles_for
from emulation.documents.registration_sheets import blank_workbook
from emulation.documents.registration_template import registration_template
from emulation.documents.staff_template import staff_template
from tests.factories import person
from tests.factories.sheets import open_round


def filled(content, sheet, *rows):
    """Return a template with rows under its example, as somebody would type them."""
    book = load_workbook(BytesIO(content))
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            book[sheet].cell(number, column, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def choices(content, sheet):
    """Return the words that a sheet offers, column by column."""
    book, found = load_workbook(BytesIO(content)), {}
    for rule in book[sheet].data_validations.dataValidation:
        area = rule.formula1.removeprefix("=DanhMuc!").replace("$", "")
        found[str(rule.sqref).split(":")[0]] = [row[0].value for row in book["DanhMuc"][area]]
    return found


def codes(found):
    return [(f.row, f.code) for f in found.findings]


def test_the_blank_form_has_room_to_sign_on_its_page(tree):
    sheet = load_workbook(BytesIO(blank_workbook(open_round(tree), tree.noi))).active
    height = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    page = 595 - (sheet.page_margins.top + sheet.page_margins.bottom) * 72
    assert str(sheet.cell(sheet.max_row, 6).value).startswith("TRƯỞNG KHOA")
    assert page - height > 30


def test_the_staff_template_offers_the_units_of_the_house(tree):
    offered = choices(staff_template(tree.hospital), "Nhân sự")
    assert (offered["D2"], offered["H2"]) == (["Nam", "Nữ"], JobType.labels)
    assert set(offered["F2"]) == {"Ban Giám đốc", "Khoa Nội tổng hợp", "Khoa Ngoại", "Khoa Nhi",
                                  "Phòng Tổ chức cán bộ", "Phòng Tài chính – Kế toán", "Công đoàn cơ sở"}  # fmt: skip


def test_what_is_typed_into_the_staff_template_stays_as_it_is_typed(tree):
    sheet = load_workbook(BytesIO(staff_template(tree.hospital)))["Nhân sự"]
    formats = [sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]]
    assert formats == ["General", *["@"] * 9]
    assert [cell.number_format for cell in sheet[2]] == formats


def test_codes_and_days_are_read_as_they_are_typed(tree):
    rows = [
        [1, "0012345", "Lê Thị Hoa", "Nữ", "05/06/1990", "Khoa Nhi", "", "", "2015-03-01"],
        [2, "0012346", "Trần Văn Bình", "Nam", "1988", "Khoa Nhi", "", "", "1/3/2015"],
    ]
    found = staff_in(filled(staff_template(tree.hospital), "Nhân sự", *rows), "mau.xlsx")
    assert codes(found) == [(2, "SAMPLE_ROW")]
    assert [(row.code, row.dob and row.dob.iso, row.joined and row.joined.iso) for row in found.ready] == [
        ("0012345", "1990-06-05", "2015-03-01"), ("0012346", "1988", "2015-03-01"),
    ]  # fmt: skip


def test_the_templates_are_printed_lying_and_as_wide_as_a_page(tree):
    book = load_workbook(BytesIO(staff_template(tree.hospital)))
    laid = [(sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) for sheet in book]
    assert laid[:2] == [("landscape", 0, "$1:$1"), ("portrait", 0, None)]
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book.worksheets[:2])


def test_the_empty_staff_template_holds_nothing(tree):
    found = staff_in(staff_template(tree.hospital), "mau.xlsx")
    assert (found.is_refused, found.codes, codes(found)) == (True, ["NO_DATA"], [(2, "SAMPLE_ROW")])


def test_the_staff_template_is_read_back_without_an_error(tree):
    row = [2, "NV0002", "Lê Thị Hoa", "Nữ", "01/02/1990", "Khoa Nhi", "Y sĩ", "Hộ lý", "01/03/2015",
           "hoa@example.org"]  # fmt: skip
    found = staff_in(filled(staff_template(tree.hospital), "Nhân sự", row), "mau.xlsx")
    read = found.ready[0]
    assert (len(found.ready), codes(found)) == (1, [(2, "SAMPLE_ROW")])
    assert (read.code, read.name, read.gender, read.unit, read.position, read.email) == (
        "NV0002", "Lê Thị Hoa", "F", "Khoa Nhi", "Y sĩ", "hoa@example.org"
    )  # fmt: skip
    assert (read.dob.iso, read.joined.iso, read.job_type) == ("1990-02-01", "2015-03-01", JobType.ORDERLY)


@pytest.fixture
def called(tree, office):
    return open_round(tree)


def period(called):
    return Period(called.plan.period_from, called.plan.period_to, tuple(called.years))


def test_the_empty_registration_template_holds_nothing(called):
    found = registrations_in(registration_template(called), "mau.xlsx", period=period(called))
    assert (found.is_refused, found.codes) == (True, ["NO_DATA"])
    assert codes(found) == [(2, "SAMPLE_ROW")]


def test_every_title_that_the_registration_template_offers_is_read(called, tree):
    content = registration_template(called)
    texts = choices(content, "Đăng ký")["E2"]
    kinds = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)
    names = {kind: {t.text(kind) for t in titles_for(kind)} for kind in kinds}
    assert set(texts) == names[SubjectKind.PERSON] | names[SubjectKind.COLLECTIVE]
    people = [[n, "Khoa Nhi", f"Lê Văn {chr(64 + n)}n", "Y sĩ", text]
              for n, text in enumerate(sorted(names[SubjectKind.PERSON]), 1)]  # fmt: skip
    found = registrations_in(filled(content, "Đăng ký", *people), "mau.xlsx", period=period(called))
    assert [f for f in found.findings if f.severity == "error"] == []
    assert len(found.ready) == len(people)
    assert {s.unit for s in found.ready} == {"Khoa Nhi"}


def test_a_person_of_the_house_is_found_again_from_the_template(tree, as_, office):
    person("Lê Thị Hoa", tree.nhi, code="NV0002")
    content = as_(office).get("/ho-so/nhan-su/nhap/mau/").getvalue()
    assert staff_in(content, "mau.xlsx").codes == ["NO_DATA"]
