"""The registration grid in a real browser: keyboard, saving as one types, paste, lost connection, phone, paper."""

import pytest

from emulation.choices import Role
from emulation.models import Entry
from emulation.services.entry import add_entry
from emulation.services.sheet import open_sheet
from tests.factories import facility_tree, person, user_with
from tests.factories.people import PASSWORD
from tests.factories.sheets import open_round, sheet_at
from tests.journeys.axe import Lookout
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def place():
    """A unit with two people on its sheet and one who can be added."""
    tree = facility_tree()
    head = user_with("truong.noi", "Trần Đình Phúc", (Role.HEAD, tree.noi))
    sheet = open_sheet(open_round(tree), tree.noi, by=head)
    lines = [
        add_entry(sheet, staff=person(name, tree.noi, position="Điều dưỡng"), by=head)
        for name in ("Hoàng Thị Lan", "Đặng Quốc Huy")
    ]
    person("Bùi Văn Thịnh", tree.noi, position="Bác sĩ")
    return tree, head, sheet, lines


def opened(visit, place, **how):
    page = visit(place[1], **how)
    page.goto(place[2].get_absolute_url())
    return page


def saved(page):
    page.locator("#tu-luu", has_text="Đã lưu lúc").wait_for()


def codes(line, year=2022):
    return set(Entry.objects.get(pk=line.pk).targets.filter(year=year).values_list("title", flat=True))


def test_a_cell_is_filled_by_the_keyboard_alone(visit, place):
    page, (first, second) = opened(visit, place), place[3]

    page.locator(f"#o-{first.pk}-2022").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    saved(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == f"o-{first.pk}-2022"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+d")
    page.locator(f"#o-{second.pk}-2022 .chip").nth(1).wait_for()
    saved(page)

    page.wait_for_function("!localStorage.getItem(`cho-luu:${location.pathname}`).includes('url')")
    assert (codes(first), codes(second)) == ({"LDTT", "CSTDCS"}, {"LDTT", "CSTDCS"})


def test_cells_copied_from_excel_land_where_they_belong(visit, place):
    page, (first, second) = opened(visit, place), place[3]

    page.locator(f"#o-{first.pk}-2022").focus()
    page.evaluate(PASTE, "LĐTT – CSTĐ cơ sở\tLĐTT\nTTLĐXS\tGiấy khen SYT")
    page.get_by_text("Đã ghi 3 ô, 1 ô chưa ghi được:").wait_for()

    assert page.get_by_text("“TTLĐXS” không dùng cho cá nhân.").is_visible()
    assert (codes(first), codes(second), codes(second, 2023)) == ({"LDTT", "CSTDCS"}, set(), {"GK_SYT"})


def test_a_person_is_added_by_typing_without_accents(visit, place):
    page = opened(visit, place)

    page.fill("#them-go", "bui thinh")
    page.get_by_role("option", name="Bùi Văn Thịnh").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("tr[id^=dong]").nth(2).wait_for()

    assert page.locator("#cho-gui h2").inner_text() == "Còn 7 việc trước khi gửi"
    assert page.evaluate("document.activeElement.matches('tr:nth-child(3) [data-cell]')")


def test_a_position_is_written_in_its_cell(visit, place):
    page, (first, _) = opened(visit, place), place[3]

    page.locator(f"#chuc-vu-{first.pk}").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Điều dưỡng trưởng")
    page.keyboard.press("Enter")
    saved(page)

    assert Entry.objects.get(pk=first.pk).position == "Điều dưỡng trưởng"


def test_what_is_typed_without_a_connection_is_kept_and_sent_later(chromium, live_server, place):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/dang-nhap/?next={place[2].get_absolute_url()}")
    page.fill("input[name=username]", place[1].username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    first = place[3][0]
    page.locator(f"#o-{first.pk}-2024").wait_for()
    context.set_offline(True)

    page.locator(f"#o-{first.pk}-2024").click()
    page.keyboard.press("Space")
    page.get_by_text("Chưa lưu được, đang thử lại").wait_for()
    assert codes(first, 2024) == set()
    assert page.evaluate("localStorage.getItem(`cho-luu:${location.pathname}`)").count("LDTT") == 1
    context.set_offline(False)
    page.get_by_text("Đã lưu lúc").wait_for()

    assert codes(first, 2024) == {"LDTT"}
    context.close()


def test_on_a_phone_the_picker_is_a_sheet_from_below_and_nothing_scrolls_sideways(visit, place):
    page, (first, _) = opened(visit, place, viewport=PHONE), place[3]

    page.locator(f"#o-{first.pk}-2022").click()
    box = page.locator(".picker").bounding_box()
    assert round(box["y"] + box["height"]) == PHONE["height"] and box["width"] == PHONE["width"]
    page.get_by_label("LĐTT").first.check()
    page.get_by_role("button", name="Xong").click()
    saved(page)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert codes(first) == {"LDTT"}


def test_without_javascript_every_cell_leads_to_a_form(chromium, live_server, place):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/dang-nhap/?next={place[2].get_absolute_url()}")
    page.fill("input[name=username]", place[1].username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    first = place[3][0]

    page.locator(f"#o-{first.pk}-2022 .chip-add").click()
    page.locator("#id_y2022").get_by_label("Lao động tiên tiến").check()
    page.get_by_role("button", name="Lưu dòng").click()

    assert page.locator(f"#o-{first.pk}-2022 .chip").inner_text() == "LĐTT"
    assert codes(first) == {"LDTT"}
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_screens_are_accessible_and_fit_their_width(visit, place, theme, viewport):
    tree, head, sheet, _ = place
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    sent = sheet_at("submitted", tree, unit=tree.ngoai, round=sheet.round)
    own, plan = sheet.get_absolute_url(), sheet.round.plan.get_absolute_url()
    pages = {
        head: ["/", "/dang-ky/", own, f"{own}dan/", f"/dang-ky/dong/{place[3][0].pk}/"],
        office: ["/", "/dang-ky/xem-xet/", f"/dang-ky/xem-xet/{sent.pk}/", sheet.round.get_absolute_url(), plan,
                 f"{plan}sua/", "/dang-ky/ke-hoach/", "/dang-ky/danh-sach-vien/"],
    }  # fmt: skip
    lookout = Lookout()
    for user, addresses in pages.items():
        page = visit(user, viewport=viewport)
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        for address in addresses:
            page.goto(address)
            lookout.at(page, f"{address} {theme}")
    assert str(lookout) == ""
