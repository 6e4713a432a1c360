"""The registration sheet in every width from a small phone to a small desktop, with the longest words people write."""

import pytest

from emulation.choices import Role, UnitKind
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories import facility_tree, person, user_with
from tests.factories.people import unit
from tests.factories.sheets import open_round, sheet_at
from tests.journeys.axe import WIDTH_ONCE_DRAWN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNIT = "Khoa Phẫu thuật thần kinh – cột sống, chấn thương chỉnh hình và phục hồi chức năng theo yêu cầu"
NAME = "Công Tằng Tôn Nữ Thị Phương Thảo Nguyên Hoàng Bảo Trâm"
POSITION = "Phó Trưởng khoa kiêm Bí thư chi bộ, Chủ tịch công đoàn bộ phận"
MODEL = "https://benhvien-an-hoa.example/mo-hinh/tu-thuoc-cap-cuu-mot-cham-ban-2026"
TITLES = {"staff": ["LDTT", "CSTDCS", "GK_SYT", "BK_TINH"], "unit": ["TTLDTT", "TTLDXS"], "name": ["GK_DV"]}
WIDTHS = range(360, 1281, 20)
SPILLED = """() => {
  const hidden = (e) => e.closest(".visually-hidden, template, details:not([open]) > :not(summary)");
  const edge = (e) => e.closest("td, th, .acts, .panel") || document.documentElement;
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || hidden(text.parentElement)) continue;
    range.selectNodeContents(text);
    const right = Math.max(...Array.from(range.getClientRects(), (box) => box.right), 0);
    if (right > edge(text.parentElement).getBoundingClientRect().right + 1) found.push(text.data.trim());
  }
  return found.slice(0, 3);
}"""


@pytest.fixture
def place():
    """A unit with the longest name, a person, itself and a model on its sheet, each with titles in every year."""
    tree = facility_tree()
    ward = unit(UNIT, UnitKind.KHOA, tree.hospital)
    head = user_with("truong.khoa", NAME, (Role.HEAD, ward))
    sheet = open_sheet(open_round(tree), ward, by=head)
    staff = person(NAME, ward, position=POSITION)
    for subject in ({"staff": staff}, {"unit": ward}, {"name": MODEL}):
        entry = add_entry(sheet, by=head, **subject)
        for year in sheet.round.years:
            set_targets(entry, year, chosen=TITLES[next(iter(subject))], by=head)
    add_entry(sheet, staff=person(f"{NAME} Hai", ward, position=""), by=head)
    return tree, head, sheet


def wrong(page):
    """Return in which widths the page is wider than its window, or words are wider than what they stand in."""
    own, found = page.viewport_size, []
    for width in WIDTHS:
        page.set_viewport_size({**own, "width": width})
        needed = page.evaluate(WIDTH_ONCE_DRAWN)
        spilled = page.evaluate(SPILLED)
        if needed > width or spilled:
            found.append((width, needed, spilled))
    page.set_viewport_size(own)
    return found


@pytest.mark.parametrize("answered", [True, False], ids=["judged", "before-the-answer"])
def test_a_sheet_with_gaps_and_long_names_fits_every_width(visit, place, answered):
    _, head, sheet = place
    page = visit(head)
    if not answered:
        page.route("**/kha-thi/**", lambda route: route.fulfill(status=204))
    page.goto(sheet.get_absolute_url())
    if answered:
        page.locator("table.sheet a[data-code]").first.wait_for()
    assert wrong(page) == []


def test_the_pages_around_a_sheet_fit_every_width(visit, place):
    tree, head, sheet = place
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    line = sheet.entries.first()
    sent = sheet_at("submitted", tree, unit=unit(f"{UNIT} Hai", UnitKind.KHOA, tree.hospital), round=sheet.round)
    whole, own = f"/khen-thuong/kha-thi/{sheet.pk}/", sheet.get_absolute_url()
    pages = {
        head: [f"/dang-ky/dong/{line.pk}/", f"/dang-ky/dong/{line.pk}/tieu-chi/"],
        office: [own, sent.get_absolute_url(), f"/dang-ky/xem-xet/{sent.pk}/", whole,
                 f"{whole}{line.pk}/{sheet.round.years[-1]}/CSTDCS/"],
    }  # fmt: skip
    found = []
    for user, addresses in pages.items():
        page = visit(user)
        for address in addresses:
            assert page.goto(address).ok, address
            found += [(address, *fault) for fault in wrong(page)]
    assert found == []
