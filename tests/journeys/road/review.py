"""The office reads the sheet, sends it back with a reason, takes it when it comes again; the board shows it."""

from types import SimpleNamespace

from playwright.sync_api import Page, expect

from tests.journeys.road.grid import row
from tests.journeys.road.registration import NURSE, UNIT
from tests.journeys.road.steps import go, press, told

REMARK = "Ghi đúng chức vụ theo quyết định bổ nhiệm: Điều dưỡng trưởng."
REASON = "Đề nghị khoa sửa chức vụ đã ghi ở dòng 2 rồi gửi lại."
POSITION = "Điều dưỡng trưởng khoa"


def review(visit, stage: SimpleNamespace, look) -> None:
    """Walk from the office's queue, back to the unit once, to a sheet in force."""
    office = visit(stage.office)
    look.at(office, "home of the office")
    _return(office, stage, look)
    _mend(visit, stage, look)
    _accept(office, look)


def _open_in_queue(page: Page) -> None:
    go(page, "Đăng ký")
    press(page, "Hàng đợi xem xét")
    page.get_by_role("link", name=UNIT).click()


def _return(page: Page, stage: SimpleNamespace, look) -> None:
    """Write a remark at the line, then send the sheet back with the reason and a day."""
    _open_in_queue(page)
    look.at(page, "sheet under review")
    row_of(page, NURSE).locator("td.who b").click()
    expect(page.locator("#yk")).to_be_focused()
    page.fill("#yk", REMARK)
    press(page, "Ghi ý kiến")
    told(page, "Đã ghi ý kiến.")
    page.get_by_role("link", name="Trả lại…").click()
    dialog = page.get_by_role("dialog")
    look.at(page, "reason for returning")
    dialog.get_by_label("Lý do chung").fill(REASON)
    dialog.get_by_label("Gửi lại trước hết ngày").fill("07/12/2026")
    dialog.get_by_role("button", name="Trả lại").click()
    told(page, "Đã trả lại bản đăng ký")
    look.at(page, "queue that is empty")


def row_of(page: Page, name: str):
    return page.locator("table.sheet tbody tr").filter(has_text=name)


def _mend(visit, stage: SimpleNamespace, look) -> None:
    """The head finds the reason in large letters on the first page, mends the cell, answers, sends again."""
    page = visit(stage.head)
    banner = page.locator("section.returned")
    expect(banner).to_contain_text(REASON)
    look.at(page, "home with a returned sheet")
    banner.get_by_role("link", name="Sửa và gửi lại").click()
    expect(page.locator("section.returned h2")).to_have_text(REASON)
    assert _size(page, "section.returned h2") >= 1.2 * _size(page, "section.returned ol")
    expect(page.locator("section.returned")).to_contain_text(REMARK)
    look.at(page, "returned sheet")
    place = row(page, NURSE).locator("td.pos")
    place.click()
    place.locator("input").fill(POSITION)
    place.locator("input").press("Enter")
    expect(page.locator("#tu-luu")).to_contain_text("Đã lưu")
    expect(row(page, NURSE).locator("td.pos")).to_have_text(POSITION)
    expect(page.locator("#nut-gui button")).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Trả lời ý kiến 1").fill("Đã sửa theo quyết định bổ nhiệm.")
    press(page, "Đã xong")
    told(page, "Đã đánh dấu xong ý kiến.")
    press(page, "Gửi lại phòng TCCB")
    told(page, "Số biên nhận")


def _size(page: Page, selector: str) -> float:
    """Return the size of letters in CSS pixels."""
    return page.locator(selector).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")


def _appraise(page: Page, look) -> None:
    """Four questions with a sentence each, for the whole list; before that nothing can be taken."""
    expect(page.locator("#vi-sao-nhan")).to_contain_text("chưa thẩm định đủ 4 câu")
    form = page.locator(".appraise[open] .appraise-form").first
    for question in form.locator("fieldset").all():
        question.locator(".levels label").nth(3).click()
        question.locator("input[type=text]").fill("Đã xem sổ sách và hỏi tại khoa.")
    form.get_by_label("Ghi như vậy cho các dòng chưa thẩm định").check()
    page.locator("h1").scroll_into_view_if_needed()
    look.at(page, "appraisal of an exemplar")
    form.get_by_role("button", name="Ghi thẩm định").click()
    told(page, "Đã thẩm định 4 điển hình.")


def _accept(page: Page, look) -> None:
    """The office sees what changed since the last time, takes the sheet, and finds it on the board."""
    _open_in_queue(page)
    expect(page.locator("table.sheet .was")).to_have_text("Điều dưỡng viên")
    look.at(page, "sheet sent again")
    _appraise(page, look)
    press(page, "Tiếp nhận")
    told(page, f"{UNIT}: ")
    expect(page.locator("main")).to_contain_text("Không có bản nào chờ xem")
    go(page, "Việc của tôi")
    page.locator("section.cover h2 a").click()
    line = page.locator("#bang-phu tbody tr").filter(has_text=UNIT)
    expect(line).to_contain_text("Đã tiếp nhận")
    expect(page.locator("#bang-phu .panel-head")).to_contain_text("1/")
    look.at(page, "coverage board")
