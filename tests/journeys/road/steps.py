"""What people do on any page: press a button, read what the page tells, take a step of a life cycle."""

from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect


def go(page: Page, place: str) -> None:
    """Go to a part of the product by the rail on the left."""
    page.locator(".rail a.nav").filter(has_text=place).first.click()
    page.wait_for_load_state()


def press(page: Page, label: str, *, within: str = "main") -> None:
    """Press the button or link of that name and wait for the page that comes."""
    page.locator(within).get_by_role("button", name=label, exact=True).or_(
        page.locator(within).get_by_role("link", name=label, exact=True)
    ).first.click()
    page.wait_for_load_state()


def take(page: Page, label: str, *, note: str = "") -> None:
    """Take a step of a life cycle that asks back: open it, write why, confirm."""
    page.locator("summary", has_text=label).first.click()
    form = page.locator("details[open] form.ask-form")
    if note:
        form.locator("textarea").fill(note)
    form.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def told(page: Page, words: str) -> None:
    """Read the message on top of the page."""
    expect(page.locator("#thong-bao")).to_contain_text(words)


def why_not(page: Page, label: str) -> str:
    """Return the reason that stands at a button that cannot be pressed."""
    button = page.locator("main").get_by_role("button", name=label).first
    expect(button).to_have_attribute("aria-disabled", "true")
    return page.locator(f"#{button.get_attribute('aria-describedby')}").inner_text()


def pick(page: Page, box: Locator, typed: str, name: str) -> None:
    """Type into an accent-free picker and choose the line of that name."""
    box.press_sequentially(typed, delay=15)
    page.get_by_role("option").filter(has_text=name).first.click()


def download(page: Page, label: str, *, within: str = "main") -> Path:
    """Press a link and return the file that the browser keeps."""
    with page.expect_download() as waiting:
        page.locator(within).get_by_role("link", name=label).first.click()
    kept: Download = waiting.value
    return Path(kept.path())
