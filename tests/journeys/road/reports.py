"""The month's exemplar goes to the Department of Health: drafted by the clock, written, approved, sent, proved."""

from email import message_from_bytes
from email.policy import default
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from reports.services.outbox import send_due
from tests.journeys.road.campaign import DEEDS
from tests.journeys.road.registration import DOCTOR, MODEL, NURSE, UNIT
from tests.journeys.road.stage import BEGINS, DEPARTMENT_MAIL
from tests.journeys.road.steps import download, go, press

MONTH = "Gương điển hình tháng 11/2026"
SUMMARY = "Rút ngắn thời gian thay băng từ 40 xuống 25 phút.\nHướng dẫn 12 điều dưỡng mới; được suy tôn 13/14 phiếu."


def report(visit, stage: SimpleNamespace, look) -> None:
    """Walk from the clock's draft to the letter that left and its proof."""
    call_command("run_clock", on=f"{BEGINS:%Y-%m-%d}T16:00")
    office = visit(stage.office)
    press(office, "Việc tự động hôm nay")
    expect(office.locator("main")).to_contain_text(f"Mở kỳ “{MONTH}”, hạn 04/12/2026.")
    look.at(office, "what the clock did")
    go(office, "Việc của tôi")
    _open_the_month(office, look)
    _choose_the_nurse(office, look)
    _write(office, look)
    _approve(visit, stage, look)
    assert send_due() == 1
    _read_the_mail(office, look)
    _keep_the_proof(office)


def _open_the_month(page: Page, look) -> None:
    """The office finds the open month on its first page; the clock has drafted a package with an exemplar."""
    page.get_by_role("link", name=MONTH).first.click()
    expect(page.locator(".sub")).to_contain_text("hạn 04/12/2026")
    look.at(page, "package drafted by the clock")
    go(page, "Báo cáo")
    look.at(page, "deadlines and packages")
    page.locator("#danh-sach").get_by_role("link", name=MONTH).locator("visible=true").first.click()
    page.locator("#goi-chon").get_by_role("link", name=MONTH).click()
    expect(page.locator("main")).to_contain_text(MODEL)


def _choose_the_nurse(page: Page, look) -> None:
    """Only who was endorsed and never sent is offered; what the nurse's dossier says comes along with her."""
    press(page, "Chọn gương khác")
    offered = page.locator(".pick-list label b")
    expect(offered).to_have_text([MODEL, NURSE, UNIT])
    expect(page.locator("main")).not_to_contain_text(DOCTOR)
    look.at(page, "choice of an exemplar")
    page.locator(".pick-list label").filter(has_text=NURSE).locator("input").check()
    page.get_by_label("Lý do chọn").fill("Tháng này giới thiệu cá nhân trực tiếp chăm sóc người bệnh.")
    press(page, "Dùng gương này")
    expect(page.locator("main")).to_contain_text(DEEDS)


def _write(page: Page, look) -> None:
    page.locator("main").get_by_role("link", name="Sửa", exact=True).first.click()
    page.get_by_label("Số văn bản").fill("412")
    page.get_by_label("Ký hiệu").fill("BV-TCCB")
    expect(page.get_by_label("Tóm tắt thành tích")).to_have_value(DEEDS)
    page.get_by_label("Tóm tắt thành tích").fill(SUMMARY)
    page.get_by_label("Chức vụ người ký").fill("GIÁM ĐỐC")
    page.get_by_label("Người ký", exact=True).fill("Lê Quang Vinh")
    look.at(page, "words of a package")
    press(page, "Lưu gói")
    press(page, "Trình lãnh đạo")
    look.at(page, "package before its leader")


def _approve(visit, stage: SimpleNamespace, look) -> None:
    """The leader sees every page of every paper, then approves."""
    page = visit(stage.director)
    page.get_by_role("link", name=MONTH).first.click()
    expect(page.locator(".paper h2")).to_have_text([
        "1. Công văn 412/BV-TCCB", f"2. Tóm tắt thành tích {NURSE}",
        "3. Danh sách gương điển hình tháng 11 năm 2026",
    ])  # fmt: skip
    for picture in page.locator(".sheets img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("node => node.naturalWidth") > 500
    look.at(page, "papers before the leader")
    press(page, "Duyệt và gửi")
    expect(page.locator("main")).to_contain_text("Chờ gửi")


def _read_the_mail(page: Page, look) -> None:
    """The page shows the letter as it left, with its three attachments."""
    page.reload()
    expect(page.locator(".sub")).to_contain_text("Đã gửi")
    look.at(page, "package that was sent")
    press(page, "Xem thư")
    look.at(page, "letter as it left")
    expect(page.locator("main h2")).to_have_text(f"{MONTH} – Bệnh viện An Hòa")
    expect(page.locator("main")).to_contain_text(DEPARTMENT_MAIL)
    letter = message_from_bytes(download(page, "Tải thư (.eml)").read_bytes(), policy=default)
    assert letter["To"].addresses[0].addr_spec == DEPARTMENT_MAIL
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert [name.rpartition(".")[2] for name in files] == ["pdf", "pdf", "xlsx"]
    expect(page.locator(".files li a").filter(has_text=".")).to_have_text(list(files))
    _check(*files.values())


def _check(letter: bytes, summary: bytes, listed: bytes) -> None:
    text = _text(letter)
    for words in ("BỆNH VIỆN AN HÒA", "Số: 412/BV-TCCB", "Kính gửi: Sở Y tế", NURSE, "GIÁM ĐỐC", "Lê Quang Vinh"):
        assert words in text, words
    assert "Rút ngắn thời gian thay băng từ 40 xuống 25 phút." in _text(summary)
    rows = list(load_workbook(BytesIO(listed)).active.iter_rows(values_only=True))
    assert any(NURSE in row and UNIT in row for row in rows)


def _text(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(" ".join(pages).split())


def _keep_the_proof(page: Page) -> None:
    """The proof holds the frozen papers, the letter and the record of what happened."""
    page.go_back()
    with ZipFile(download(page, "Tải bằng chứng")) as proof:
        names = proof.namelist()
        record = proof.read("bang-chung.txt").decode()
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "pdf", "xlsx", "eml", "txt"]
    for words in ("Số văn bản: 412/BV-TCCB", "Duyệt: Lê Quang Vinh", "SHA-256", DEPARTMENT_MAIL, "Lần 1"):
        assert words in record, words
