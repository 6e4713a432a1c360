"""A unit registers its exemplars: the clerk prepares, the head completes, records the meeting and sends."""

import re
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from tests.journeys.road.grid import add, choose, choose_by_keyboard, copy_down, row
from tests.journeys.road.steps import go, press, told, why_not

YEARS = (2022, 2023, 2024, 2025)
UNIT, NURSE, DOCTOR = "Khoa Nội tổng hợp", "Phan Thị Bích Ngọc", "Võ Thành Long"
MODEL = "Tủ thuốc cấp cứu một chạm"
ABOUT_MODEL = "Khay thuốc cấp cứu niêm phong theo màu, kiểm mỗi ca; thời gian lấy thuốc giảm từ 95 xuống 20 giây."
DEEDS = "Chăm sóc 214 ca nặng trong năm, không có sự cố; bảng chấm điểm thi đua của khoa."
EVIDENCE = "Biên bản họp khoa 28/11/2026 và báo cáo tổng kết năm của khoa."
NURSE_TITLES = ("LĐTT", "CSTĐCS", "GK Sở Y tế", "BK UBND tỉnh")


def register(visit, stage: SimpleNamespace, look) -> None:
    """Walk from an empty round to a sent sheet with its receipt number."""
    clerks = _prepare_as_clerk(visit, stage, look)
    page = visit(stage.head)
    look.at(page, "home of the head")
    go(page, "Đăng ký")
    page.get_by_role("link", name=UNIT).click()
    _complete(page, look)
    _answer_criteria(page, look)
    _record_meeting(page)
    _refused_because_of_another_window(page, clerks)
    press(page, "Gửi phòng TCCB")
    told(page, "Đã gửi phòng TCCB. Số biên nhận")
    stage.receipt = re.search(r"Số biên nhận (\S+?)\.", page.locator("#thong-bao").inner_text())[1]
    expect(page.locator(".sub")).to_contain_text(stage.receipt)
    look.at(page, "sheet that was sent")


def _prepare_as_clerk(visit, stage: SimpleNamespace, look) -> Page:
    """The clerk starts the sheet and puts the unit itself on it, but cannot send."""
    page = visit()
    page.goto("/")
    look.at(page, "sign-in")
    page = visit(stage.clerk)
    go(page, "Đăng ký")
    look.at(page, "list of sheets")
    page.get_by_role("button", name=re.compile(f"Bắt đầu đăng ký.*{UNIT}")).click()
    look.at(page, "empty sheet")
    add(page, "khoa noi", UNIT)
    for year in YEARS:
        choose(page, UNIT, year, "TTLĐTT", "TTLĐXS")
    assert "Chỉ trưởng đơn vị gửi được" in why_not(page, "Gửi phòng TCCB")
    return page


def _complete(page: Page, look) -> None:
    """The head adds people by names without accents and a model, sees what is missing, and mends it."""
    add(page, "phan thi bich ngoc", NURSE)
    add(page, "vo thanh", DOCTOR)
    add(page, MODEL, f"Thêm mô hình “{MODEL}”")
    missing = page.locator("#cho-gui .todo")
    expect(missing).to_contain_text(f"Dòng 2, {NURSE}: chưa chọn danh hiệu.")
    expect(missing).to_contain_text(f"Dòng 4, mô hình “{MODEL}”: chưa có tên hoặc mô tả nội dung.")
    expect(missing).to_contain_text(f"Dòng 2, {NURSE}: còn 9/9 tiêu chí chưa trả lời.")
    expect(missing).to_contain_text("Chưa ghi cuộc họp suy tôn của đơn vị")
    expect(page.locator("#nut-gui button")).to_have_attribute("aria-disabled", "true")
    look.at(page, "sheet with gaps")
    choose(page, NURSE, 2022, *NURSE_TITLES)
    choose_by_keyboard(page, NURSE, 2023, (0, 1), ("LĐTT", "CSTĐCS"))
    for year in YEARS[2:]:
        choose(page, NURSE, year, "LĐTT", "CSTĐCS")
    for year in YEARS:
        copy_down(page, DOCTOR, year, NURSE)
    row(page, MODEL).get_by_role("link", name="Chưa mô tả").click()
    page.get_by_role("group", name="Năm 2023").get_by_label("Giấy khen của Giám đốc đơn vị").check()
    look.at(page, "one line as a form")
    _describe(page, ABOUT_MODEL)


def _describe(page: Page, text: str) -> None:
    """Write what the model is, in the line's own form."""
    page.get_by_label("Mô tả mô hình").fill(text)
    press(page, "Lưu dòng")
    told(page, f"Đã lưu dòng {MODEL}.")


def _answer_criteria(page: Page, look) -> None:
    """The nurse's criteria: one answered by hand, which saves itself; the rest of the whole list answered alike."""
    page.locator("#cho-gui").get_by_text(f"Dòng 2, {NURSE}: còn 9/9 tiêu chí chưa trả lời.").get_by_role("link").click()
    first = page.locator(".crit").first
    first.get_by_role("radio", name="Đạt", exact=True).check()
    expect(first).to_contain_text("Đã trả lời nhưng chưa ghi minh chứng.")
    first.locator("textarea").fill(DEEDS)
    first.locator("textarea").blur()
    expect(first).to_contain_text("Đơn vị trả lời đạt, có minh chứng")
    expect(page.locator("#tien-do")).to_have_text("1/9 tiêu chí đã trả lời")
    look.at(page, "criteria of a person")
    page.get_by_label("Minh chứng chung").fill(EVIDENCE)
    page.get_by_label("Mọi dòng của bản đăng ký").check()
    press(page, "Ghi vào chỗ còn trống")
    told(page, "Đã ghi 29 tiêu chí còn trống.")
    expect(first.locator("textarea")).to_have_value(DEEDS)
    press(page, "Về bản đăng ký")
    expect(row(page, DOCTOR)).to_contain_text("9/9 tiêu chí")


def _record_meeting(page: Page) -> None:
    """The unit's meeting: a slip is told at the field, then it is kept."""
    page.get_by_label("Ngày họp suy tôn").fill("28/11/2026")
    page.get_by_label("Số người đồng ý").fill("13")
    page.get_by_label("Số người dự").fill("14")
    press(page, "Lưu cuộc họp")
    told(page, "Đã ghi cuộc họp suy tôn.")
    expect(page.locator("#suy-ton")).to_contain_text("13/14 phiếu")


def _refused_because_of_another_window(page: Page, other: Page) -> None:
    """The clerk empties a description while the head's window still says "ready": sending is refused, with why."""
    expect(page.locator("#cho-gui h2")).to_have_text("Đủ điều kiện gửi")
    other.reload()
    row(other, MODEL).locator("summary").click()
    row(other, MODEL).get_by_role("link", name="Sửa cả dòng").click()
    _describe(other, "")
    press(page, "Gửi phòng TCCB")
    told(page, "Dòng 4: mô hình cần có tên và mô tả.")
    row(page, MODEL).get_by_role("link", name="Chưa mô tả").click()
    _describe(page, ABOUT_MODEL)
    expect(page.locator("#cho-gui h2")).to_have_text("Đủ điều kiện gửi")
