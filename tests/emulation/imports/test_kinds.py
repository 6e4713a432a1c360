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


@pytest.mark.parametrize("part", ["stranger", "member", "director"])
def test_who_may_take_nothing_in_has_no_such_page(request, as_, part):
    assert as_(request.getfixturevalue(part)).get(PAGE).status_code == 404


def test_a_guide_that_is_not_there_is_not_found(as_, head):
    assert as_(head).get("/tro-giup/nhap-khong-co/").status_code == 404
    assert "Người được nhận ra thế nào" in as_(head).get("/tro-giup/nhap-nhan-su/").content.decode()
