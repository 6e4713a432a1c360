"""The papers: Vietnamese whole, laid out as Nghị định 30/2020 asks, strict about their data."""

from io import BytesIO

import openpyxl
import pytest
import time_machine
from pypdf import PdfReader

from core.documents import DocumentError, pdf, pictures
from emulation.models import Unit
from reports.documents import render
from reports.services.approval import content_of
from reports.services.clock import run_clock
from reports.services.package import write_package
from tests.factories.reports import at, due_of, endorsed_list, fill, package_at

NOW = at("2026-12-02T09:00")
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậ eèẻẽéẹêềểễếệ iìỉĩíị oòỏõóọôồổỗốộơờởỡớợ uùủũúụưừửữứự yỳỷỹýỵ đ "
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ EÈẺẼÉẸÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ UÙỦŨÚỤƯỪỬỮỨỰ YỲỶỸÝỴ Đ"
)
LETTER = {
    "title": "Thử",
    "head": {"style": "state", "parent": "SỞ Y TẾ", "issuer": "BỆNH VIỆN AN HÒA", "number": "05", "symbol": "BV-TCCB",
             "place": "An Hòa", "date": "2026-01-06"},
    "about": "V/v thử chữ", "to": ["Sở Y tế"], "body": LETTERS, "attached": [], "ending": "Trân trọng",
    "receivers": ["Như trên", "Lưu: VT"], "signer_title": ["GIÁM ĐỐC"], "signer": "Lê Quang Vinh",
}  # fmt: skip


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def papers(package):
    package = package.__class__.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)
    return {spec["kind"]: render(spec) for spec in content_of(package, now=NOW)}


# --- the house of papers ---


def test_every_vietnamese_letter_comes_out_and_can_be_read_back():
    text = text_of(pdf("cong_van.typ", LETTER))
    assert [letter for letter in LETTERS if letter != " " and letter not in text] == []


def test_only_the_repositorys_own_font_is_used():
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(BytesIO(pdf("cong_van.typ", LETTER))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"Tinos"}


def test_same_data_same_bytes():
    assert pdf("cong_van.typ", LETTER) == pdf("cong_van.typ", LETTER)


@pytest.mark.parametrize("field", ["about", "body", "signer", "receivers", "ending"])
def test_a_field_that_the_template_asks_for_and_lacks_is_an_error(field):
    with pytest.raises(DocumentError):
        pdf("cong_van.typ", {key: value for key, value in LETTER.items() if key != field})


def test_what_people_type_is_never_markup():
    text = text_of(pdf("cong_van.typ", {**LETTER, "body": "#panic() *đậm* $x$ <nhãn> @ref // không phải chú thích"}))
    assert "#panic() *đậm* $x$ <nhãn> @ref // không phải chú thích" in text


def test_heading_number_and_date_stand_as_the_decree_asks():
    text = text_of(pdf("cong_van.typ", LETTER))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ Y TẾ", "BỆNH VIỆN AN HÒA",
        "Số: 05/BV-TCCB", "An Hòa, ngày 06 tháng 01 năm 2026", "V/v thử chữ", "Kính gửi: Sở Y tế", "Trân trọng./.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Lê Quang Vinh",
    ):  # fmt: skip
        assert part in text


def test_a_party_cells_paper_has_its_own_heading():
    head = {
        **LETTER["head"],
        "style": "party",
        "parent": "ĐẢNG BỘ SỞ Y TẾ",
        "issuer": "CHI BỘ BỆNH VIỆN AN HÒA",
        "symbol": "BC/CB",
    }
    text = text_of(pdf("cong_van.typ", {**LETTER, "head": head}))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Số 05-BC/CB" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in text


def test_pages_are_a4_and_numbered_from_the_second():
    long = {**LETTER, "body": "\n".join(["Một đoạn văn dài để sang trang sau, lặp lại nhiều lần cho đủ chữ."] * 60)}
    pages = PdfReader(BytesIO(pdf("cong_van.typ", long))).pages
    assert [round(float(side)) for side in (pages[0].mediabox.width, pages[0].mediabox.height)] == [595, 842]
    assert pages[1].extract_text().lstrip().startswith("2")
    assert not pages[0].extract_text().lstrip().startswith("1\n")


def test_the_signature_never_stands_alone_on_a_page():
    for lines in range(20, 34):
        body = "\n".join(["Một dòng chữ của công văn."] * lines)
        last = PdfReader(BytesIO(pdf("cong_van.typ", {**LETTER, "body": body}))).pages[-1].extract_text()
        assert "Trân trọng./." in last
        assert "Lê Quang Vinh" in last


def test_pictures_show_the_same_pages():
    drawn = pictures("cong_van.typ", LETTER)
    assert [picture[:4] for picture in drawn] == [b"\x89PNG"]


# --- the papers of packages ---


@pytest.mark.django_db
def test_the_monthly_package_names_its_exemplar_everywhere(tree):
    package = package_at("prepared", tree)
    name = package.featured.entry.name
    made = papers(package)
    assert list(made) == ["letter", "summary", "list"]
    assert name in text_of(made["letter"].content).replace("\n", " ")
    assert "Giảm 30% thời gian chờ khám" in text_of(made["summary"].content)
    assert openpyxl.load_workbook(BytesIO(made["list"].content))["Gương tháng"]["B10"].value == name


@pytest.mark.django_db
def test_the_package_has_exactly_one_exemplar(tree):
    made = papers(package_at("prepared", tree))
    sheet = openpyxl.load_workbook(BytesIO(made["list"].content))["Gương tháng"]
    assert [sheet.cell(row, 1).value for row in (9, 10, 11)] == ["STT", 1, None]


@pytest.mark.django_db
def test_what_is_missing_is_shown_as_missing(tree, office):
    package = package_at("prepared", tree)
    write_package(package, {"summary": ""}, by=office, now=NOW)
    package.featured.entry.targets.all().delete()
    text = text_of(papers(package)["summary"].content)
    assert "(chưa có tóm tắt thành tích)" in text
    assert "(chưa có trong bản đăng ký)" in text


@pytest.mark.django_db
def test_the_list_is_a_paper_too(tree):
    sheet = openpyxl.load_workbook(BytesIO(papers(package_at("prepared", tree))["list"].content))["Gương tháng"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in [cell.value for cell in sheet[1]]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$9:$9",
    )
    assert {sheet.cell(row, 1).font.name for row in (6, 9, 10)} == {"Times New Roman"}


@pytest.mark.django_db
def test_a_name_that_looks_like_a_formula_stays_text(tree):
    package = package_at("prepared", tree)
    entry = package.featured.entry
    entry.__class__.objects.filter(pk=entry.pk).update(name="=1+1")
    cell = openpyxl.load_workbook(BytesIO(papers(package)["list"].content))["Gương tháng"]["B10"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.django_db
def test_equal_lists_have_equal_bytes(tree):
    package = package_at("prepared", tree)
    with time_machine.travel(at("2026-12-02T09:30"), tick=False):
        first = papers(package)["list"].content
    with time_machine.travel(at("2026-12-02T09:35"), tick=False):
        assert papers(package)["list"].content == first
    assert openpyxl.load_workbook(BytesIO(first)).properties.modified.year == 2000


@pytest.mark.django_db
def test_a_late_letter_says_so_itself(tree):
    package = package_at("prepared", tree)
    package = package.__class__.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)
    letter = render(content_of(package, now=at("2026-12-06T09:00"))[0])
    assert "Văn bản gửi chậm 2 ngày so với hạn (04/12/2026)." in text_of(letter.content).replace("\n", " ")


@pytest.mark.django_db
def test_the_yearly_report_counts_what_is_there(tree, office):
    endorsed_list(tree, tree.noi, tree.ngoai, people=2)
    run_clock(now=at("2027-09-25T08:00"), sends=False)
    package = due_of(tree, "bao_cao_nam", "2027").packages.get()
    fill(package, by=office, now=NOW)
    made = papers(package)
    text = text_of(made["report"].content).replace("\n", " ")
    units = Unit.objects.filter(facility=tree.hospital, must_register=True).count()
    assert "BÁO CÁO" in text
    assert "Tập thể 2 2" in text
    assert "Cá nhân 4 4" in text
    assert f"2/{units} khoa, phòng, tổ chức đoàn thể có đăng ký." in text
    assert "Trong 4 cá nhân được thông qua: 4 lao động trực tiếp (100%)" in text
    assert text.count("Đã thực hiện theo kế hoạch.") == 4


@pytest.mark.django_db
def test_unwritten_parts_of_a_report_are_shown_as_unwritten(tree):
    endorsed_list(tree)
    run_clock(now=at("2027-09-25T08:00"), sends=False)
    text = text_of(papers(due_of(tree, "bao_cao_nam", "2027").packages.get())["report"].content)
    assert text.count("(chưa viết)") == 4


@pytest.mark.django_db
def test_a_reports_questions_do_not_grow_with_the_list(tree, django_assert_max_num_queries):
    endorsed_list(tree, tree.noi, tree.ngoai, tree.nhi, people=5)
    run_clock(now=at("2027-09-25T08:00"), sends=False)
    package = due_of(tree, "bao_cao_nam", "2027").packages.get()
    package = package.__class__.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)
    with django_assert_max_num_queries(20):
        content_of(package, now=at("2027-10-01T08:00"))
