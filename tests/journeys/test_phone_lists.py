"""What lists and previews of workbooks look like on a phone: whole words, the current choice in sight, whole sheets."""

import pytest

import emulation.imports  # noqa: F401 - the worker knows the jobs by it
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from emulation.tasks import run_jobs
from tests.emulation.imports.test_taking_in import received, rows
from tests.factories import person
from tests.factories.sheets import open_round
from tests.journeys.axe import WIDTH_ONCE_DRAWN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 320)
LINES = "(cell) => Math.round(cell.clientHeight / parseFloat(getComputedStyle(cell).lineHeight))"
BOX = "(node) => { const box = node.getBoundingClientRect(); return [box.left, box.right]; }"


def on_phone(visit, user, width):
    return visit(user, viewport={"width": width, "height": 844})


@pytest.fixture
def batch(tree, office):
    """A workbook that changes what a sheet says."""
    called = open_round(tree)
    sheet = open_sheet(called, tree.noi, by=office)
    entry = add_entry(sheet, staff=person("Lê Thị Hoa", tree.noi, position="Bác sĩ"), by=office)
    set_targets(entry, called.years[0], chosen=["LDTT"], by=office)
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT – CSTĐ cơ sở – Bằng khen UBND tỉnh"]), called, office)
    run_jobs()
    return batch


@pytest.mark.parametrize("width", WIDTHS)
def test_a_changed_cell_of_a_preview_says_old_and_new_below_each_other(visit, office, batch, width):
    page = on_phone(visit, office, width)
    page.goto(batch.get_absolute_url())
    cell = page.locator("td[data-c]:has(del)").first

    assert cell.inner_text().split("\n") == ["LĐTT", "LĐTT – CSTĐ cơ sở – Bằng khen UBND tỉnh"]
    assert cell.evaluate(LINES) == 3
    assert page.evaluate(WIDTH_ONCE_DRAWN) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_of_columns_is_as_wide_as_the_phone(visit, office, batch, width):
    page = on_phone(visit, office, width)
    page.goto("/dang-ky/")
    page.locator("summary", has_text="Cột").click()

    assert page.locator("[data-columns-menu]").evaluate(BOX) == [0, width]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_chosen_chip_is_in_sight(visit, office, batch, width):
    page = on_phone(visit, office, width)
    page.goto("/dang-ky/?trang_thai=endorsed")
    left, right = page.locator(".fchip.on").evaluate(BOX)

    assert 0 <= left < right <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_what_may_be_taken_in_is_listed_with_its_buttons_apart(visit, office, batch, width):
    page = on_phone(visit, office, width)
    page.goto("/nhap-excel/")
    label = page.locator("td.tools").first
    tops = label.locator(".btn").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")

    assert min(tops) - label.bounding_box()["y"] > 20
    assert page.evaluate(WIDTH_ONCE_DRAWN) <= width


def test_a_sheet_has_its_menu_of_workbooks_on_a_phone(visit, office, batch, tree):
    page = on_phone(visit, office, 390)
    page.goto(tree.noi.sheets.get().get_absolute_url())
    page.locator("summary", has_text="Excel").click()

    assert page.get_by_role("link", name="Nhập tệp Excel").evaluate(BOX)[1] > 350
