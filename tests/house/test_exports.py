"""Every list that goes out as a workbook goes out as text too: the same columns, the same rows."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from campaigns.models import Campaign
from core.text import file_name
from emulation.models import User
from tests.house.pages import address, names
from tests.house.world import objects_of_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The official form is made to be printed and signed; it has no twin in text.
FORMS = {"emulation:registration_export", "emulation:endorsed_export", "emulation:form_export"}
# A register has its title over the columns of the workbook, and some of them under one heading; nothing in the demo
# changes under the settings of today.
TITLED, EMPTY = {"emulation:entry_export"}, {"awards:what_if_export"}
READERS = {
    "emulation:account_export": "quantri", "reports:hospital_export": "soyte", "reports:package_export": "soyte",
}  # fmt: skip
LISTS = [name for name in (*names(False), *names(True)) if name.endswith("_export") and name not in FORMS]


@pytest.fixture(scope="module")
def demo_objects(demo, django_db_blocker):
    with django_db_blocker.unblock():
        return objects_of_the_demo()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_as_text(name, demo_objects):
    client = Client()
    reader = User.objects.get(username=READERS.get(name, "tccb"))
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")
    url = address(name, demo_objects)
    more = {"year": 2026} if name == "awards:what_if_export" else {}

    book, text = client.get(url, more), client.get(url, {**more, "dang": "csv"})

    assert (book.status_code, text.status_code) == (200, 200)
    assert text["Content-Type"] == "text/csv; charset=utf-8"
    assert book["Content-Disposition"].replace("xlsx", "csv") == text["Content-Disposition"]
    rows = list(load_workbook(BytesIO(b"".join(book.streaming_content))).active.values)
    lines = list(csv.reader(StringIO(b"".join(text.streaming_content).decode("utf-8-sig"), newline="")))
    shown, told = ([[_plain(cell) for cell in row] for row in found] for found in (rows, lines))
    body = len(shown) - len(told) + 1
    columns = [next(cell for cell in reversed(column) if cell) for column in zip(*shown[:body], strict=True)]
    assert (body > 1, len(told) == 1) == (name in TITLED, name in EMPTY)
    assert told == [columns, *shown[body:]]


@pytest.mark.parametrize("name", [name for name in LISTS if name != "awards:decision_export"])  # has a name of its own
def test_a_file_is_named_with_its_day(name, demo_objects):
    client = Client()
    reader = User.objects.get(username=READERS.get(name, "tccb"))
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")
    more = {"year": 2026} if name == "awards:what_if_export" else {}

    given = client.get(address(name, demo_objects), more)["Content-Disposition"]

    assert f"-{timezone.localdate():%Y%m%d}.xlsx" in given


@pytest.mark.parametrize("name", ["launch", "pledge", "proposal"])
def test_a_list_of_a_campaign_is_named_after_it(name, demo_objects):
    client = Client()
    client.force_login(User.objects.get(username="tccb"), "django.contrib.auth.backends.ModelBackend")
    campaign = Campaign.objects.get(pk=demo_objects["campaigns:campaign"]["pk"])

    given = client.get(address(f"campaigns:{name}_export", demo_objects))["Content-Disposition"]

    assert f"-{file_name(campaign.title)}-" in given


def _plain(cell):
    """Return a cell without the marks by which a text of a list (.csv) stays one, a day as that shows it."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str("" if cell is None else cell).lstrip("'\t")
