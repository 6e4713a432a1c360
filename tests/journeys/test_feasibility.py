"""Feasibility in the grid in a real browser: marks follow the typing, a chip tells why by key and by finger."""

import pytest
from django.utils import timezone

from emulation.choices import Role
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories import facility_tree, person, user_with
from tests.factories.people import PASSWORD
from tests.factories.records import award, rating
from tests.factories.sheets import published_plan, round_of, sheet_at
from tests.journeys.axe import Lookout
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = timezone.localdate().year
YEARS = [NOW - 1, NOW, NOW + 1]
BUTTON = f"Bỏ khỏi năm {NOW + 1}"


class Place:
    """A person who won a title last year and registers it for two more, with the commendation that follows."""

    def __init__(self):
        self.tree = facility_tree()
        self.head = user_with("truong.noi", "Trần Đình Phúc", (Role.HEAD, self.tree.noi))
        plan = published_plan(self.tree, period_from=YEARS[0], period_to=YEARS[-1], target_years=YEARS)
        self.sheet = open_sheet(round_of(plan), self.tree.noi, by=self.head)
        staff = person("Hoàng Thị Lan", self.tree.noi, position="Điều dưỡng")
        rating(staff, NOW - 1)
        for won in ("LDTT", "CSTDCS"):
            award(staff, won, NOW - 1)
        self.entry = add_entry(self.sheet, staff=staff, by=self.head)
        targets = {NOW - 1: ["LDTT"], NOW: ["CSTDCS"], NOW + 1: ["CSTDCS", "BK_TINH"]}
        for year, codes in targets.items():
            set_targets(self.entry, year, chosen=codes, by=self.head)

    def cell(self, year):
        return f"#o-{self.entry.pk}-{year}"

    def chip(self, year, code, state=""):
        return f'{self.cell(year)} a[data-code="{code}"]{state and f".{state}"}'


@pytest.fixture
def place():
    return Place()


def opened(visit, place, **how):
    page = visit(place.head, **how)
    page.goto(place.sheet.get_absolute_url())
    page.locator(place.chip(NOW + 1, "BK_TINH", "ok")).wait_for()
    return page


def focus(page):
    return page.evaluate("document.activeElement.id || document.activeElement.dataset.code")


def test_marks_follow_the_typing(visit, place):
    page = opened(visit, place)
    assert page.locator(place.chip(NOW - 1, "LDTT", "res.done")).get_attribute("aria-label") == "LĐTT, đã đạt"
    assert "closed" in page.locator(place.cell(NOW - 1)).get_attribute("class")

    page.locator(place.cell(NOW)).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.locator(place.chip(NOW + 1, "BK_TINH", "bad")).wait_for()

    assert focus(page) == place.cell(NOW)[1:]
    assert page.locator(f"{place.cell(NOW)} [data-code]").count() == 0
    spoken = page.locator(place.cell(NOW + 1)).get_attribute("aria-label")
    assert (
        spoken == f"Năm {NOW + 1} của Hoàng Thị Lan: CSTĐCS, khả thi (xét thử); BK UBND tỉnh, không khả thi (xét thử)"
    )


def test_the_keyboard_reaches_a_chip_and_comes_back(visit, place):
    page = opened(visit, place)
    page.locator(place.cell(NOW + 1)).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focus(page) == "BK_TINH"

    page.keyboard.press("Enter")
    page.get_by_role("dialog", name=f"BK UBND tỉnh {NOW + 1} khả thi").wait_for()
    assert focus(page) == "vi-sao-h"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert (page.locator("dialog.fz-pop").count(), focus(page)) == (0, "BK_TINH")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    assert focus(page) == place.cell(NOW)[1:]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_press_tells_why_without_leaving_the_page(visit, place, viewport):
    page, lookout = opened(visit, place, viewport=viewport), Lookout()
    page.locator(place.chip(NOW + 1, "BK_TINH")).click()
    box = page.get_by_role("dialog", name=f"BK UBND tỉnh {NOW + 1} khả thi")
    box.wait_for()

    at, cell = box.bounding_box(), page.locator(place.cell(NOW + 1)).bounding_box()
    if viewport == PHONE:
        assert (round(at["y"] + at["height"]), at["width"]) == (PHONE["height"], PHONE["width"])
    else:
        assert at["x"] >= cell["x"] + cell["width"] or at["x"] + at["width"] <= cell["x"]
    assert page.locator(".picker").count() == 0 and page.url.endswith(place.sheet.get_absolute_url())
    box.get_by_role("button", name="Đóng").click()
    assert (box.count(), focus(page)) == (0, "BK_TINH")
    page.locator(place.chip(NOW + 1, "BK_TINH")).click()
    box.wait_for()
    lookout.at(page, "explained")
    assert str(lookout) == ""


def test_a_target_is_dropped_from_its_explanation(visit, place):
    page = opened(visit, place)
    page.locator(place.chip(NOW + 1, "BK_TINH")).click()
    page.get_by_role("button", name=BUTTON).click()
    page.locator(place.chip(NOW + 1, "BK_TINH")).wait_for(state="detached")
    page.locator("#tu-luu", has_text="Đã lưu lúc").wait_for()

    assert set(place.entry.targets.filter(year=NOW + 1).values_list("title", flat=True)) == {"CSTDCS"}
    assert (page.locator("dialog").filter(has_text=BUTTON).count(), focus(page)) == (0, place.cell(NOW + 1)[1:])


def test_without_javascript_a_link_leads_to_the_same_in_a_page(chromium, live_server, place):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/dang-nhap/?next={place.sheet.get_absolute_url()}")
    page.fill("input[name=username]", place.head.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.get_by_role("link", name="Xem khả thi từng dòng").click()
    page.locator("summary", has_text="BK UBND tỉnh").click()
    page.get_by_role("link", name="năm sớm nhất của BK UBND tỉnh").click()
    page.get_by_role("button", name=BUTTON).click()

    assert place.entry.targets.filter(title="BK_TINH").count() == 0
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_their_width(visit, place, theme):
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, place.tree.hospital))
    sent = sheet_at("submitted", place.tree, unit=place.tree.ngoai, round=place.sheet.round)
    whole = f"/khen-thuong/kha-thi/{place.sheet.pk}/"
    one = f"{whole}{place.entry.pk}/{NOW + 1}/BK_TINH/"
    page, lookout = visit(office), Lookout()
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    for address in (whole, one, place.sheet.get_absolute_url(), f"/dang-ky/xem-xet/{sent.pk}/"):
        page.goto(address)
        if "dang-ky" in address:
            page.locator("table.sheet a[data-code]").first.wait_for()
        lookout.at(page, f"{address} {theme}")
    page.locator("table.sheet a[data-code]").first.click()
    page.get_by_role("dialog").locator(".finds").wait_for()
    assert str(lookout) == ""
