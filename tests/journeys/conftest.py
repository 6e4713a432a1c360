"""A real browser for journeys: Debian's Chromium, one context a person, no console errors."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.factories.people import PASSWORD

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Return a function that opens a browser window in which a person has signed in by the form."""
    contexts, errors = [], []

    def open_as(user=None, *, viewport=DESKTOP, password=PASSWORD):
        context = chromium.new_context(
            viewport=viewport, base_url=live_server.url, locale="vi-VN", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        if user is not None:
            page.goto("/dang-nhap/")
            page.fill("input[name=username]", user.username)
            page.fill("input[name=password]", password)
            page.click("button[type=submit]")
            page.wait_for_url("**/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []
