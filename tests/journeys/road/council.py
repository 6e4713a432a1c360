"""The council's session is prepared: agenda, invitation, keys of the urn, attendance, opening."""

import re
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from emulation.models import User
from tests.journeys.road.registration import DOCTOR, MODEL, NURSE, UNIT
from tests.journeys.road.steps import go, press, take, told

NUMBER = "04/2026"
SESSION = f"Phiên số {NUMBER}"


def prepare(visit, stage: SimpleNamespace, look) -> None:
    """Walk from accepted papers to an open session."""
    office = visit(stage.office)
    _plan(office, look)
    _fill_the_agenda(office, look)
    take(office, "Mời họp")
    told(office, "Đã mời họp. Mọi thành viên đã nhận thông báo.")
    look.at(office, "session that was convened")
    chair = visit(stage.director)
    _cannot_open_yet(chair)
    for user in (stage.director, stage.vice, stage.office):
        _set_passphrase(visit(user), phrase_of(user), look)
    _note_attendance(office)
    _open(chair, look)


def phrase_of(user: User) -> str:
    return f"mưa nắng bàn ghế {user.username}"


def open_session(page: Page) -> None:
    go(page, "Hội đồng")
    page.get_by_role("link", name=SESSION).click()


def _plan(page: Page, look) -> None:
    go(page, "Hội đồng")
    look.at(page, "no session yet")
    page.get_by_role("link", name=re.compile("Phiên mới|Lập phiên họp")).first.click()
    look.at(page, "form of a session")
    page.get_by_label("Phiên số").fill(NUMBER)
    page.get_by_label("Loại phiên").select_option(label="Xét thi đua cuối năm")
    page.get_by_label("Họp lúc").fill("01/12/2026 14:00")
    page.get_by_label("Địa điểm").fill("Phòng họp tầng 2")
    press(page, "Lập phiên họp")
    told(page, "Đã lập phiên. Hãy thêm hồ sơ vào chương trình.")


def _fill_the_agenda(page: Page, look) -> None:
    """Everything that was accepted comes on the agenda, under the heading of its kind or title."""
    press(page, "Thêm hồ sơ")
    look.at(page, "papers that wait for the council")
    page.get_by_label("Chọn cả 4").check()
    page.get_by_label("Chọn cả 1").check()
    press(page, "Thêm hồ sơ đã chọn")
    headings = page.locator(".sec-head h3")
    expect(headings).to_have_text([
        "1. Điển hình tiên tiến: tập thể", "2. Điển hình tiên tiến: cá nhân", "3. Điển hình tiên tiến: mô hình",
        "4. Giấy khen của Giám đốc đơn vị năm 2026",
    ])  # fmt: skip
    for name in (UNIT, NURSE, DOCTOR, MODEL):
        expect(page.locator("main table").filter(has_text=name).first).to_be_visible()


def _cannot_open_yet(page: Page) -> None:
    """The chair reads at the button what is still missing."""
    look_at = page.locator("#vi-sao-open")
    open_session(page)
    expect(look_at).to_contain_text("Chưa đặt mật khẩu mở hòm: Chủ tịch Lê Quang Vinh")
    expect(look_at).to_contain_text("Mới có mặt 0/5")


def _set_passphrase(page: Page, phrase: str, look) -> None:
    open_session(page)
    press(page, "Đặt mật khẩu mở hòm")
    look.at(page, "passphrase of a key holder")
    page.get_by_label("Mật khẩu mở hòm").fill(phrase)
    page.get_by_label("Ghi lại lần nữa").fill(phrase)
    press(page, "Đặt mật khẩu mở hòm")
    told(page, "Đã đặt mật khẩu mở hòm.")


def _note_attendance(page: Page) -> None:
    open_session(page)
    boxes = page.locator("ul.roll input[type=checkbox]")
    expect(boxes).to_have_count(5)
    for box in boxes.all():
        box.check()
    press(page, "Ghi điểm danh")
    expect(page.locator("#thanh-phan")).to_have_text("Có mặt 5/5")
    expect(page.locator("main")).to_contain_text("Đủ túc số")


def _open(page: Page, look) -> None:
    page.reload()
    take(page, "Khai mạc phiên")
    told(page, "Phiên đã khai mạc. Danh sách bỏ phiếu đã khóa.")
    look.at(page, "open session")
