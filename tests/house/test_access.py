"""Who reaches what: role × page × object, for every address of the product.

What a person may not see does not exist for that person: 404, by GET and by POST.
"""

import json
from pathlib import Path

import pytest
from django.test import Client

from emulation.models import User
from tests.house.pages import address, names
from tests.house.world import objects_of_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MATRIX = Path(__file__).parent / "access.json"
# Pages of a law of their own: open to everybody who works anywhere in the product.
OPEN_TO_ALL = {
    "awards:setting_preview",
    "emulation:criteria_set_detail",
    "emulation:guide_page",
    "emulation:setting_detail",
    "reports:duty_day",
}
PARTS = {
    "stranger": None,
    "other_hospital": "tchc.binhminh",
    "other_head": "truong.nhi",
    "head": "truong.noitonghop",
    "clerk": "nhap.noitonghop",
    "office": "tccb2",
    "member": "uyvien1",
    "chair": "giamdoc",
    "admin": "quantri",
    "department": "soyte",
    "staff": "nhanvien",
}


@pytest.fixture(scope="module")
def objects(demo, django_db_blocker):
    with django_db_blocker.unblock():
        User.objects.create_user("nguoila", password="x", full_name="Người Lạ")
        return objects_of_the_demo()


def client_of(part):
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.get(username=PARTS[part] or "nguoila"), "django.contrib.auth.backends.ModelBackend")
    return client


def answer(client, url):
    """Return the answer to reading a page; a page that only takes posts is asked by an empty one."""
    status = client.get(url).status_code
    return client.post(url, {}).status_code if status == 405 else status


@pytest.mark.parametrize("name", names(with_arguments=True))
@pytest.mark.parametrize("part", ["stranger", "other_hospital"])
def test_a_stranger_and_another_hospital_get_404(objects, part, name):
    if name in OPEN_TO_ALL:
        name = "emulation:sheet_detail"
    assert answer(client_of(part), address(name, objects)) == 404


@pytest.mark.parametrize("name", [*names(with_arguments=True), *names(with_arguments=False)])
def test_nobody_gets_in_without_signing_in(objects, name):
    if name in ("emulation:login", "emulation:locked_out"):
        name = "emulation:account"
    response = Client().get(address(name, objects))
    assert response.status_code in (302, 405)
    assert response.status_code == 405 or response["Location"].startswith("/dang-nhap/")


def test_every_part_reaches_exactly_the_pages_of_the_matrix(objects, request):
    found = {}
    clients = {part: client_of(part) for part in PARTS}
    for name in names(with_arguments=True):
        url = address(name, objects)
        found[name] = {part: client.get(url).status_code for part, client in clients.items()}
    if request.config.getoption("--write-matrix"):
        MATRIX.write_text(json.dumps(found, indent=1), encoding="utf-8")
    assert found == json.loads(MATRIX.read_text(encoding="utf-8"))
