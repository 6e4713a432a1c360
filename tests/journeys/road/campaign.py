"""A movement of the hospital: written, approved, launched; a unit proposes in it and nominates from it."""

from types import SimpleNamespace

from playwright.sync_api import Page, expect

from tests.journeys.road.registration import NURSE
from tests.journeys.road.steps import go, pick, press, take, told

TITLE = "Nụ cười người điều dưỡng"
DEEDS = "Giảm 30% thời gian chờ thay băng; 12 tháng không có phản ánh của người bệnh."
AWARD = "Giấy khen của Giám đốc đơn vị"
REPORT = {"name": "bao-cao-thanh-tich.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 bao cao"}


def campaign(visit, stage: SimpleNamespace, look) -> None:
    """Walk from an empty page of movements to an accepted nomination of one of its people."""
    office, head = visit(stage.office), visit(stage.head)
    _write(office, look)
    _approve(visit, stage, look)
    office.reload()
    take(office, "Phát động")
    expect(office.locator(".sub")).to_contain_text("Đang chạy")
    _propose(head, look)
    _take_proposal(office, look)
    _nominate(head, look)
    _take_nomination(office, look)


def _write(page: Page, look) -> None:
    """The office states the five facts and the criteria; without criteria the movement cannot be launched."""
    go(page, "Phong trào")
    press(page, "Phát động")
    look.at(page, "form of a movement")
    main = page.locator("main")
    main.get_by_label("Tên phong trào").fill(TITLE)
    main.get_by_label("Cơ quan chủ trì", exact=True).fill("Bệnh viện An Hòa")
    main.get_by_label("Cơ quan, bộ phận phụ trách").fill("Phòng Tổ chức cán bộ")
    main.get_by_label("Nội dung thi đua").fill("Giao tiếp ân cần, thay băng đúng giờ, không để người bệnh chờ.")
    main.get_by_label("Thời điểm xét", exact=True).select_option(label="Cuối năm")
    main.get_by_label("Số tập thể được xét").fill("2")
    main.get_by_label("Số cá nhân được xét").fill("3")
    press(page, "Lưu và ghi tiêu chí")
    told(page, "Đã lập phong trào.")
    look.at(page, "criteria of a movement")
    main.get_by_label("Tiêu chí (nếu có)").first.fill("Không có phản ánh của người bệnh trong năm")
    press(page, "Lưu tiêu chí")
    look.at(page, "movement being written")


def _approve(visit, stage: SimpleNamespace, look) -> None:
    page = visit(stage.director)
    look.at(page, "home of the director")
    go(page, "Phong trào")
    page.get_by_role("link", name=TITLE).click()
    take(page, "Phê duyệt")
    expect(page.locator(".sub")).to_contain_text("Đã phê duyệt, chưa phát động")


def _propose(page: Page, look) -> None:
    """The unit puts a person forward; what is missing stands at the button until it is there."""
    go(page, "Phong trào")
    look.at(page, "board of movements")
    page.get_by_role("link", name=TITLE).click()
    expect(_meter(page, "Cá nhân")).to_have_text("còn 3/3")
    look.at(page, "movement that runs")
    page.get_by_role("link", name="Đề xuất").first.click()
    press(page, "Đề xuất")
    look.at(page, "for whom")
    page.get_by_label("Tập thể", exact=True).first.check()
    expect(page.get_by_role("combobox", name="Cá nhân")).to_be_hidden()
    page.get_by_label("Cá nhân", exact=True).first.check()
    expect(page.get_by_role("combobox", name="Tập thể")).to_be_hidden()
    pick(page, page.get_by_role("combobox", name="Cá nhân"), "bich ngoc", NURSE)
    press(page, "Tiếp tục, ghi thành tích")
    page.get_by_label("Thành tích", exact=True).fill(DEEDS)
    press(page, "Lưu và xem lại")
    expect(page.locator("#vi-sao-submit")).to_contain_text("Chưa có tệp minh chứng")
    look.at(page, "proposal without its paper")
    press(page, "Soạn tiếp")
    page.locator("input[type=file]").set_input_files(REPORT)
    press(page, "Đính kèm")
    told(page, "Đã đính kèm tệp.")
    look.at(page, "proposal being written")
    press(page, "Thôi")
    press(page, "Gửi đề xuất")
    told(page, NURSE)


def _take_proposal(page: Page, look) -> None:
    """The office takes the proposal from its home page; the meter has fallen."""
    go(page, "Phong trào")
    page.get_by_role("link", name=TITLE).click()
    page.locator(".tabs").get_by_role("link", name="Đề xuất").click()
    look.at(page, "proposals of a movement")
    page.get_by_role("link", name=NURSE).click()
    press(page, "Nhận")
    told(page, f"{NURSE}: đã nhận.")
    look.at(page, "accepted proposal")
    press(page, TITLE)
    expect(_meter(page, "Cá nhân")).to_have_text("còn 2/3")
    expect(_meter(page, "Tập thể")).to_have_text("còn 2/2")


def _nominate(page: Page, look) -> None:
    """The unit makes a nomination of the accepted proposal; deeds and paper come along."""
    go(page, "Khen thưởng")
    press(page, "Từ đăng ký, phong trào")
    look.at(page, "what a nomination may come from")
    page.get_by_role("link", name=f"Lập đề nghị cho {NURSE}").click()
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option(label=AWARD)
    press(page, "Lập bản nháp")
    expect(page.get_by_label("Thành tích", exact=True)).to_have_value(DEEDS)
    look.at(page, "nomination being written")
    press(page, "Lưu và xem lại")
    press(page, "Gửi phòng TCCB")
    expect(page.locator(".sub").first).to_contain_text("Đã gửi, chờ xem")
    look.at(page, "nomination that was sent")


def _take_nomination(page: Page, look) -> None:
    go(page, "Khen thưởng")
    look.at(page, "list of nominations")
    press(page, "Xem xét (1)")
    look.at(page, "queue of nominations")
    page.get_by_role("link", name=NURSE).click()
    press(page, "Tiếp nhận")
    expect(page.locator(".sub").first).to_contain_text("Đã tiếp nhận, chờ Hội đồng")


def _meter(page: Page, label: str):
    """Return the words of a quota's meter: "còn 2/3"."""
    return page.locator("#dong-ho .quota").filter(has_text=label).locator(".left")
