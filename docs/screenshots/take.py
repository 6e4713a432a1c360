"""Takes the screenshots of the README from the running demo.

python docs/screenshots/take.py http://127.0.0.1:8000     (needs requirements-dev.txt and Chromium)
"""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
PASSWORD = "Thi-dua-2026"
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
# picture, account, page; a second address is a link on the first one, by its pattern
PICTURES = (
    ("viec-cua-toi", "tccb", "/", ""),
    ("viec-cua-khoa", "truong.noitonghop", "/", ""),
    ("dang-ky", "truong.noitonghop", "/dang-ky/?trang-thai=returned", r"/dang-ky/\d+/$"),
    ("xem-xet", "tccb", "/dang-ky/xem-xet/", r"/dang-ky/xem-xet/\d+/$"),
    ("phong-trao", "tccb", "/phong-trao/", ""),
    ("khen-thuong", "tccb", "/khen-thuong/", ""),
    ("hoi-dong", "giamdoc", "/hoi-dong/", r"/hoi-dong/\d+/$"),
    ("phieu-kin", "uyvien3", "/hoi-dong/", r"/hoi-dong/\d+/$"),
    ("bao-cao", "tccb", "/bao-cao/", ""),
    ("nhap-excel", "tccb", "/dang-ky/nhap-excel/", ""),
    ("nhan-su", "tccb", "/ho-so/nhan-su/", ""),
)


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for name, account, address, link in PICTURES:
                window = {"width": width, "height": height}
                context = browser.new_context(viewport=window, base_url=base, locale="vi-VN")
                page = context.new_page()
                sign_in(page, account)
                open_page(page, address, link)
                page.screenshot(path=FOLDER / f"{name}-{size}.png")
                context.close()
        browser.close()


def sign_in(page: Page, account: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", account)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/")


def open_page(page: Page, address: str, link: str) -> None:
    page.goto(address)
    if link:
        found = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href'))")
        page.goto(next(href for href in found if re.search(link, href)))
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1])
