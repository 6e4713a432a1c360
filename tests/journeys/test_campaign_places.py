"""A campaign in real browsers: a head proposes by keyboard, the office accepts, the meter moves."""

import pytest

from tests.factories import person
from tests.factories.campaigns import campaign_at, pdf
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 820, "height": 1100}
EVIDENCE = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}


@pytest.fixture
def campaign(tree, office, director):
    return campaign_at("launched", facility=tree.hospital, office=office, leader=director, quotas=(1, 2))


def propose(page, campaign, words):
    """Walk from the campaign to a sent proposal, picking the person by typing without accents."""
    page.goto(f"/phong-trao/{campaign.pk}/de-xuat/moi/")
    page.fill("[role=combobox]", words)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.click("button:has-text('Tiếp tục')")
    with page.expect_response("**/luu-nhap/"):
        page.locator("textarea[name=achievements]").press_sequentially("Cấp cứu 312 ca trong năm.")
    page.wait_for_selector("#da-luu:has-text('Đã lưu lúc')")
    page.set_input_files("input[name=file]", EVIDENCE)
    page.click("button:has-text('Đính kèm')")
    assert page.input_value("textarea[name=achievements]") == "Cấp cứu 312 ca trong năm."
    page.click("button:has-text('Lưu và xem lại')")


def test_a_head_proposes_and_the_office_accepts_until_the_places_are_gone(visit, campaign, tree, head, office):
    for name in ("Nguyễn Thị Đào", "Phan Văn Đức", "Đỗ Thị Hạnh"):
        person(name, tree.noi, position="Điều dưỡng")
    unit = visit(head)
    for words in ("thi dao", "van duc"):
        propose(unit, campaign, words)
        unit.click("button:has-text('Gửi đề xuất')")
        assert unit.is_visible("text=Đã gửi, chờ xem")

    propose(unit, campaign, "thi hanh")
    assert unit.is_visible("text=Đã đủ 2/2 cá nhân của phong trào này, không còn chỗ.")
    unit.click("button:has-text('Gửi vào danh sách dự bị')")
    assert unit.is_visible("text=Dự bị, chờ chỗ")

    desk = visit(office)
    desk.goto("/phong-trao/")
    assert desk.is_visible("text=3 người được giới thiệu cho 2 chỗ.")
    desk.goto(f"/phong-trao/{campaign.pk}/de-xuat/?status=submitted")
    desk.check("[data-check-all]")
    assert desk.inner_text("[data-count-of]") == "2"
    desk.click("button:has-text('Nhận những đề xuất đã chọn')")
    desk.click("button:has-text('Nhận 2 đề xuất')")
    assert desk.is_visible("text=Đã nhận 2 đề xuất.")


def test_a_list_filters_while_one_types_and_keeps_the_address(visit, campaign, tree, head, office):
    unit = visit(head)
    person("Nguyễn Thị Đào", tree.noi)
    propose(unit, campaign, "thi dao")
    unit.goto(f"/phong-trao/{campaign.pk}/de-xuat/")

    unit.fill("#id_q", "khong co ai")
    unit.wait_for_selector("text=Không có đề xuất nào khớp")
    assert "q=khong+co+ai" in unit.url or "q=khong%20co%20ai" in unit.url
    unit.fill("#id_q", "dao")
    unit.wait_for_selector("a:has-text('Nguyễn Thị Đào')")


@pytest.mark.parametrize("viewport", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/de-xuat/", "{pk}/phat-dong/", "{pk}/so-luong/", "moi/"])
def test_pages_of_campaigns_have_no_side_scroll(visit, campaign, office, viewport, path):
    page = visit(office, viewport=viewport)
    page.goto("/phong-trao/" + path.format(pk=campaign.pk))
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
