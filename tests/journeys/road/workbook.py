"""The office takes the official form as a workbook, of one unit and of the whole house; a reader opens it."""

from pathlib import Path
from types import SimpleNamespace

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page

from tests.journeys.road.registration import DOCTOR, MODEL, NURSE, UNIT
from tests.journeys.road.review import POSITION
from tests.journeys.road.steps import download, go, press

FIRST = "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế – Bằng khen UBND tỉnh"
LATER = "LĐTT – CSTĐ cơ sở"
HEADING = {
    "A1": "BỆNH VIỆN AN HÒA",
    "D1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "D2": "Độc lập – Tự do – Hạnh phúc",
    "D4": "An Hòa, ngày      tháng      năm 2026",
    "A5": "DANH SÁCH",
    "A6": "Đăng ký xây dựng, bồi dưỡng và nhân rộng gương điển hình tiên tiến giai đoạn 2021 - 2025",
    "A8": "STT", "B8": "Tập thể, cá nhân đăng ký", "C8": "Chức vụ", "D8": "Đăng ký thành tích qua các năm",
    "D9": 2022, "E9": 2023, "F9": 2024, "G9": 2025,
    "A10": 1, "B10": UNIT, **dict.fromkeys(("D10", "E10", "F10", "G10"), "TTLĐTT – TTLĐXS"),
    "A11": 2, "B11": NURSE, "C11": POSITION, "D11": FIRST, **dict.fromkeys(("E11", "F11", "G11"), LATER),
    "A12": 3, "B12": f"Mô hình: {MODEL}", "E12": "Giấy khen Bệnh viện",
}  # fmt: skip
MERGED = {
    "A1:C1", "D1:G1", "A2:C2", "D2:G2", "D4:G4", "A5:G5", "A6:G6", "A8:A9", "B8:B9", "C8:C9", "D8:G8", "F14:G14",
}  # fmt: skip


def workbook(visit, stage: SimpleNamespace, look) -> None:
    page = visit(stage.office)
    go(page, "Đăng ký")
    page.get_by_role("link", name=UNIT).click()
    press(page, "Xem bản in")
    look.at(page, "printed form")
    of_unit = _opened(download(page, "Tải Excel", within="body"))
    assert of_unit.title == UNIT
    assert _cells(of_unit) == {**HEADING, "A2": f"KHOA/PHÒNG: {UNIT}", "F14": "TRƯỞNG KHOA/ PHÒNG"}
    assert {str(area) for area in of_unit.merged_cells.ranges} == MERGED
    _of_the_house(page)


def _of_the_house(page: Page) -> None:
    """One list of the whole house, from the coverage board; its director signs."""
    press(page, "Về bản đăng ký", within="body")
    go(page, "Việc của tôi")
    page.locator("section.cover h2 a").click()
    sheet = _opened(download(page, "Danh sách đăng ký theo mẫu"))
    assert sheet.title == "Toàn bệnh viện"
    assert _cells(sheet) == {**HEADING, "A2": "KHOA/PHÒNG: Toàn bệnh viện", "F14": "GIÁM ĐỐC"}
    assert DOCTOR not in str(_cells(sheet))
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$8:$9")
    assert {cell.font.name for row in sheet for cell in row if cell.value is not None} == {"Times New Roman"}


def _opened(file: Path) -> Worksheet:
    with file.open("rb") as content:
        return load_workbook(content).active


def _cells(sheet: Worksheet) -> dict[str, str | int]:
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
