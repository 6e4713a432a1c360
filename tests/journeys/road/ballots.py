"""Five members vote in secret on their phones; two keys open each urn; the chair makes the results known."""

import re
from types import SimpleNamespace

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.road.council import SESSION, open_session, phrase_of
from tests.journeys.road.registration import DOCTOR, MODEL, NURSE, UNIT
from tests.journeys.road.steps import press, take, told

YES, NO = "Đồng ý", "Không đồng ý"
# heading, its candidates, who says no to whom; everybody else says yes
HEADINGS = (
    ("Điển hình tiên tiến: tập thể", (UNIT,), {("uyvien1", UNIT)}),
    (
        "Điển hình tiên tiến: cá nhân",
        (NURSE, DOCTOR),
        {("uyvien1", NURSE), ("uyvien1", DOCTOR), ("phogiamdoc", DOCTOR)},
    ),
    ("Điển hình tiên tiến: mô hình", (MODEL,), set()),
    ("Giấy khen của Giám đốc đơn vị năm 2026", (NURSE,), {("uyvien1", NURSE)}),
)
PASSED, FAILED = "Đạt: 4 ≥ 4", "Không đạt: 3 < 4, thiếu 1"
RESULTS = {
    HEADINGS[0][0]: [(UNIT, "4", "1", PASSED)],
    HEADINGS[1][0]: [(NURSE, "4", "1", PASSED), (DOCTOR, "3", "2", FAILED)],
    HEADINGS[2][0]: [(MODEL, "5", "0", "Đạt: 5 ≥ 4")],
    HEADINGS[3][0]: [(NURSE, "4", "1", PASSED)],
}
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def vote(visit, stage: SimpleNamespace, look) -> None:
    """Walk through every heading of the agenda: open, vote, close, count, publish."""
    desk = visit(stage.director)
    open_session(desk)
    press(desk, "Bàn điều hành")
    phones = {user.username: visit(user, viewport=PHONE) for user in stage.voters}
    for phone in phones.values():
        _pledge(phone, look)
    stage.receipts = {}
    for number, (name, candidates, noes) in enumerate(HEADINGS):
        desk.locator(".agenda a").nth(number).click()
        expect(desk.locator("h1")).to_have_text(name)
        _open_urns(desk, look)
        late = _same_ballot_elsewhere(visit, stage) if number == 0 else None
        for username, phone in phones.items():
            choices = {one: NO if (username, one) in noes else YES for one in candidates}
            stage.receipts[username, name] = _vote(phone, choices, look)
        if late:
            _second_ballot(late)
        _close_and_count(desk, phones["phogiamdoc"], stage, look)
        _publish(desk, name, look)


def _pledge(page: Page, look) -> None:
    """A member comes from the first page of the phone and promises secrecy; nothing can be voted on yet."""
    look.at(page, "home of a member on the phone")
    page.get_by_role("link", name=f"{SESSION} đang họp").first.click()
    look.at(page, "agenda on the phone before the pledge")
    press(page, "Tôi cam kết", within="body")
    expect(page.locator("main")).to_contain_text("đã cam kết giữ bí mật")
    expect(page.get_by_role("link", name="Xem hồ sơ")).to_have_count(0)


def _open_urns(desk: Page, look) -> None:
    look.at(desk, "desk before a vote")
    press(desk, "Mở bỏ phiếu")
    expect(desk.locator("#vi-sao-close")).to_contain_text("còn 5 ủy viên có mặt chưa bỏ đủ phiếu")
    look.at(desk, "desk during a vote")
    press(desk, "Màn chiếu")
    expect(desk.locator(".big")).to_have_text("0/5")
    look.at(desk, "wall during a vote")
    desk.go_back()


def _vote(page: Page, choices: dict[str, str], look) -> dict[str, str]:
    """Vote on one candidate by its own page, on several by the page of the heading; return the codes."""
    page.reload()
    look.at(page, "agenda on the phone")
    codes = _vote_on_all(page, choices, look) if len(choices) > 1 else _vote_on_one(page, *choices.items(), look)
    press(page, "Chương trình", within="body")
    assert all(CODE.fullmatch(code) for code in codes.values())
    return codes


def _vote_on_one(page: Page, chosen: tuple[str, str], look) -> dict[str, str]:
    name, choice = chosen
    press(page, f"Xem hồ sơ {name}", within="body")
    look.at(page, "dossier on the phone")
    press(page, "Sang bỏ phiếu", within="body")
    look.at(page, "ballot on the phone")
    _mark(page.locator("main"), choice)
    expect(page.locator(".review b:visible")).to_have_text(f"chọn {choice}")
    press(page, "Bỏ phiếu", within="body")
    expect(page.locator("h1")).to_have_text("Phiếu đã vào hòm")
    look.at(page, "receipt on the phone")
    return {name: page.locator(".receipt .code").inner_text()}


def _vote_on_all(page: Page, choices: dict[str, str], look) -> dict[str, str]:
    """Mark every paper of the heading, read them once more, send them together."""
    press(page, f"Bỏ phiếu cả mục ({len(choices)})", within="body")
    for name, choice in choices.items():
        _mark(page.locator(".paper").filter(has_text=name), choice)
    look.at(page, "ballots of a heading on the phone")
    press(page, "Xem lại trước khi bỏ", within="body")
    for name, choice in choices.items():
        expect(page.locator(".codes li").filter(has_text=name).locator("b:visible")).to_have_text(choice)
    look.at(page, "ballots read once more")
    press(page, f"Bỏ {len(choices)} phiếu", within="body")
    expect(page.locator("h1")).to_have_text(f"{len(choices)} phiếu đã vào hòm")
    look.at(page, "receipts of a heading")
    return {name: page.locator(".codes li").filter(has_text=name).locator(".code").inner_text() for name in choices}


def _mark(within: Locator, choice: str) -> None:
    within.locator(".ballot label").filter(has_text=re.compile(rf"^\s*{choice}")).click()


def _same_ballot_elsewhere(visit, stage: SimpleNamespace) -> Page:
    """A member opens the ballot on a second device, and leaves it there."""
    page = visit(stage.member)
    page.get_by_role("link", name="chờ anh/chị bỏ phiếu").first.click()
    press(page, f"Xem hồ sơ {UNIT}", within="body")
    press(page, "Sang bỏ phiếu", within="body")
    return page


def _second_ballot(late: Page) -> None:
    """A ballot that stood open on another device is refused: one person, one paper."""
    _mark(late.locator("main"), YES)
    press(late, "Bỏ phiếu", within="body")
    told(late, "Bạn đã bỏ phiếu cho hồ sơ này; mỗi người một phiếu, bỏ rồi không sửa được.")


def _close_and_count(desk: Page, phone: Page, stage: SimpleNamespace, look) -> None:
    """The desk counts who has voted without being loaded anew; a wrong phrase opens nothing; two right ones do."""
    expect(desk.locator("#dang-bo-phieu .big")).to_have_text("5/5")
    take(desk, "Đóng hòm và kiểm phiếu")
    look.at(desk, "desk with a closed urn")
    _turn(desk, "một câu không phải của tôi", "Nhập chìa thứ nhất")
    expect(desk.get_by_role("alert")).to_contain_text("Mật khẩu mở hòm của Chủ tịch không đúng.")
    _turn(desk, phrase_of(stage.director), "Nhập chìa")
    told(desk, "Đã nhận chìa thứ nhất. Cần một chìa nữa.")
    phone.goto("/")
    phone.get_by_role("link", name="Nhập chìa").click()
    look.at(phone, "key on the phone")
    _turn(phone, phrase_of(stage.vice), "Nhập chìa")
    told(phone, "Đã mở hòm và kiểm phiếu.")
    phone.goto("/")
    phone.get_by_role("link", name=f"{SESSION} đang họp").first.click()


def _turn(page: Page, phrase: str, label: str) -> None:
    page.get_by_label("Mật khẩu mở hòm").fill(phrase)
    press(page, label)


def _publish(desk: Page, name: str, look) -> None:
    desk.reload()
    table = desk.get_by_role("table", name=f"Kết quả {name}")
    for candidate, agree, disagree, words in RESULTS[name]:
        line = table.get_by_role("row").filter(has_text=candidate)
        expect(line.get_by_role("cell")).to_have_text([candidate, agree, disagree, "0", words])
    expect(desk.locator("main")).to_contain_text("2/3 × 5 thành viên = 3,33, làm tròn lên 4")
    look.at(desk, "desk with a count")
    take(desk, "Công bố kết quả")
    expect(desk.get_by_role("region", name=f"Kết quả {name}")).to_contain_text("Đã công bố")
    look.at(desk, "desk with a published result")
