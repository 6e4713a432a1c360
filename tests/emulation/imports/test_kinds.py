"""The page of every workbook that may be taken in, and the guide of each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.emulation.imports.workbooks import workbook
from tests.factories.sheets import open_round

PAGE = "/nhap-excel/"
STAFF = workbook({"NS": [["STT", "Mã NV", "Họ và tên", "Khoa/Phòng"], [1, "A1", "Lê An", "Khoa Nhi"]]})


def kinds(client):
    return [kind.label for kind in client.get(PAGE).context["kinds"]]


def test_the_office_sees_every_kind_with_its_template_its_guide_and_what_was_handed_in(as_, office, tree):
    open_round(tree)
    client = as_(office)
    client.post("/ho-so/nhan-su/nhap/", {"file": SimpleUploadedFile("ns.xlsx", STAFF)})
    found = client.get(PAGE).context["kinds"]
    assert [kind.label for kind in found] == [
        "Danh sách đăng ký", "Nhân sự", "Lịch sử thi đua, khen thưởng", "Sáng kiến, đề tài",
        "Số lượng xét của phong trào",
    ]  # fmt: skip
    pages = [url for kind in found for url in (kind.url, kind.template, kind.guide)]
    assert [client.get(url).status_code for url in pages] == [200] * 15
    assert [[name for name, _, _ in kind.uploads] for kind in found] == [[], ["ns.xlsx"], [], [], []]


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("head", ["Danh sách đăng ký"]),
        ("admin", ["Danh sách đăng ký", "Nhân sự"]),
        ("department", ["Số lượng xét của phong trào"]),
    ],
)
def test_everybody_sees_the_kinds_that_are_theirs(request, as_, part, wanted):
    assert kinds(as_(request.getfixturevalue(part))) == wanted


@pytest.mark.parametrize("part", ["office", "head", "clerk", "admin"])
def test_the_menu_leads_to_the_page_and_marks_it(request, as_, part):
    items = as_(request.getfixturevalue(part)).get(PAGE).context["frame"]["items"]
    assert [(item["label"], item["url"]) for item in items if item["current"]] == [("Nhập từ Excel", PAGE)]


def test_a_page_that_the_menu_does_not_lead_to_is_not_marked_as_the_first(as_, office):
    client = as_(office)
    first, search = (client.get(url).context["frame"]["items"] for url in ("/", "/tim/"))
    assert [item["label"] for item in first if item["current"]] == ["Việc của tôi"]
    assert [item["label"] for item in search if item["current"]] == []


@pytest.mark.parametrize("part", ["stranger", "member", "director"])
def test_who_may_take_nothing_in_has_no_such_page(request, as_, part):
    client = as_(request.getfixturevalue(part))
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/").content.decode()


def test_a_guide_that_is_not_there_is_not_found(as_, head):
    assert as_(head).get("/tro-giup/nhap-khong-co/").status_code == 404
    assert "Người được nhận ra thế nào" in as_(head).get("/tro-giup/nhap-nhan-su/").content.decode()
