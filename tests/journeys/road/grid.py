"""The registration grid as a person works it: with the mouse, and with the keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.road.steps import pick


def row(page: Page, name: str) -> Locator:
    return page.locator("#bang tbody tr[id^=dong-]").filter(has=page.locator("b", has_text=name))


def cell(page: Page, name: str, year: int) -> Locator:
    return row(page, name).locator(f"td[data-y='{year}']")


def add(page: Page, typed: str, option: str) -> None:
    """Type into the last line of the grid and take what is offered; the new line stands in the grid."""
    lines = page.locator("#bang tbody tr[id^=dong-]")
    before = lines.count()
    pick(page, page.locator("#them-go"), typed, option)
    expect(lines).to_have_count(before + 1)


def choose(page: Page, name: str, year: int, *titles: str) -> None:
    """Press a cell and tick titles in the list that opens."""
    cell(page, name, year).click()
    for title in titles:
        page.locator(".picker label").filter(has_text=re.compile(f"^{title}")).locator("input").click()
    page.locator(".picker").get_by_role("button", name="Xong").click()
    _kept(page, name, year, titles)


def choose_by_keyboard(page: Page, name: str, year: int, downs: tuple[int, ...], titles: tuple[str, ...]) -> None:
    """Go right from the year before, open the list, and tick with the space bar; ``downs`` are the ways between."""
    cell(page, name, year - 1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    for down in downs:
        for _ in range(down):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    page.keyboard.press("Escape")
    _kept(page, name, year, titles)


def copy_down(page: Page, name: str, year: int, above: str) -> None:
    """Copy the cell of the line above by Ctrl+D."""
    cell(page, name, year).focus()
    page.keyboard.press("Control+d")
    _kept(page, name, year, tuple(cell(page, above, year).locator(".chip").all_inner_texts()))


def _kept(page: Page, name: str, year: int, titles: tuple[str, ...]) -> None:
    expect(cell(page, name, year).locator(".chip")).to_have_text(list(titles))
    expect(page.locator("#tu-luu")).to_contain_text("Đã lưu")
