"""The frame around every page: keyboard, theme, menus, phone; with and without JavaScript."""

import pytest

from tests.journeys.conftest import DESKTOP, PHONE

TABLET = {"width": 820, "height": 1100}
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_keyboard_reaches_search_help_and_work(visit, office):
    page = visit(office)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#loi-tat")
    page.keyboard.press("Escape")
    assert not page.is_visible("#loi-tat")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/dang-ky/**")


def test_the_theme_is_painted_by_the_server(visit, office):
    page = visit(office)
    page.click("[data-theme-toggle]:visible")
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    assert 'data-bs-theme="dark"' in page.request.get("/").text()


def test_a_menu_closes_by_escape_and_gives_the_focus_back(visit, office):
    page = visit(office)
    page.click("summary.me")
    assert page.is_visible("text=Đăng xuất")
    page.keyboard.press("Escape")
    assert not page.is_visible("text=Đăng xuất")
    assert page.evaluate("document.activeElement.classList.contains('me')")


@pytest.mark.parametrize("viewport", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_home_has_no_side_scroll(visit, office, viewport):
    page = visit(office, viewport=viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_phone_finds_everything_under_more(visit, office):
    page = visit(office, viewport=PHONE)
    page.click(".bottombar summary")
    assert page.is_visible(".more-list a:has-text('Quyết định')")


def test_the_menus_open_without_javascript(visit, office, chromium, live_server):
    signed_in = visit(office)
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.goto("/")
    page.click("summary.me")
    assert page.is_visible("button:has-text('Đăng xuất')")
    context.close()
