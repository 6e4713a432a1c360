"""After the vote: everybody finds the own paper, the minutes are on paper, the passed ones are on the list."""

from types import SimpleNamespace

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import PHONE
from tests.journeys.road.ballots import HEADINGS, NO, YES
from tests.journeys.road.council import SESSION, open_session
from tests.journeys.road.registration import DOCTOR, MODEL, NURSE, UNIT
from tests.journeys.road.steps import download, go, press, take, told


def papers(visit, stage: SimpleNamespace, look) -> None:
    """Walk from the published results to the hospital's list and the list for a decision."""
    _find_own_papers(visit, stage, look)
    chair = visit(stage.director)
    _end(chair, look)
    _read_minutes(chair)
    office = visit(stage.office)
    _see_the_list(office, look)
    _draft_decision(office, look)


def _find_own_papers(visit, stage: SimpleNamespace, look) -> None:
    """Every receipt stands once among the published papers, with the choice that was made."""
    page = visit(stage.member, viewport=PHONE)
    page.get_by_role("link", name=f"{SESSION} đang họp").first.click()
    look.at(page, "agenda on the phone with results")
    for number, (name, candidates, noes) in enumerate(HEADINGS):
        page.get_by_role("link", name="Danh sách phiếu theo mã biên nhận").nth(number).click()
        look.at(page, "published papers on the phone")
        for user in stage.voters:
            for one in candidates:
                code = stage.receipts[user.username, name][one]
                choice = NO if (user.username, one) in noes else YES
                _find(page, one, code, choice)
        page.go_back()


def _find(page: Page, candidate: str, code: str, choice: str) -> None:
    page.get_by_label("Tìm mã của tôi").fill(code.lower())
    expect(page.locator("[data-found]")).to_have_text("Tìm thấy phiếu của mã này, đã tô màu.")
    slip = page.get_by_role("region", name=candidate, exact=True).locator(f"[data-code='{code}']")
    expect(slip).to_have_class("hit")
    expect(slip).to_have_text(f"{code}{choice}")


def _end(page: Page, look) -> None:
    open_session(page)
    take(page, "Kết thúc phiên")
    told(page, "Phiên đã kết thúc. Biên bản họp đã lập.")
    look.at(page, "session that has ended")
    page.get_by_role("link", name=NURSE).first.click()
    expect(page.locator("main")).to_contain_text(
        "4/5 phiếu đồng ý, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên): đạt."
    )
    look.at(page, "dossier with its result")
    page.go_back()


def _read_minutes(page: Page) -> None:
    """The minutes say who was there, each sum and each result; those of a count carry the papers by code."""
    text = _text(download(page, "Biên bản họp Hội đồng"))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BIÊN BẢN", f"phiên số {SESSION[-7:]}",
        "Có mặt 5/5 thành viên có quyền bỏ phiếu", "2/3 × 5 thành viên = 3,33, làm tròn lên 4", UNIT, NURSE, MODEL,
        "Hội đồng thông qua 1/2 hồ sơ của mục này.", "Lê Quang Vinh", "Nguyễn Thu Hà",
    ):  # fmt: skip
        assert words in text, words
    counted = _text(download(page, f"Biên bản kiểm phiếu: {HEADINGS[1][0]}"))
    assert "3/5 phiếu đồng ý, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên): không đạt, thiếu 1 phiếu." in counted
    assert "Chủ tịch" in counted and "dấu vân tay SHA-256" in counted


def _text(file) -> str:
    """Return the text of a PDF with its lines joined."""
    pages = (page.extract_text() for page in PdfReader(file).pages)
    return " ".join(" ".join(pages).split())


def _see_the_list(page: Page, look) -> None:
    go(page, "Đăng ký")
    press(page, "Danh sách của viện")
    names = page.locator("#danh-sach tbody tr td:first-child b")
    expect(names).to_have_text([UNIT, NURSE, MODEL])
    look.at(page, "list of the hospital")
    expect(page.locator("main")).not_to_contain_text(DOCTOR)


def _draft_decision(page: Page, look) -> None:
    """What passed waits as one list for a decision; the commendation of the movement stands on it."""
    go(page, "Quyết định")
    look.at(page, "lists for decisions")
    press(page, "Lập danh sách")
    told(page, "Đã lập danh sách từ các hồ sơ đạt.")
    expect(page.get_by_role("table", name="Giấy khen của Giám đốc đơn vị năm 2026")).to_contain_text(NURSE)
    expect(page.locator("main")).not_to_contain_text(DOCTOR)
    look.at(page, "list for a decision")
