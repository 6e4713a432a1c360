"""Every list goes out as a file: to whoever may open it, with the columns that are seen, in few statements."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from emulation.models import User
from tests.house.pages import address, names
from tests.house.test_access import PARTS, client_of
from tests.house.test_exports import LISTS as EXPORTS
from tests.house.test_exports import READERS as EXPORT_READERS
from tests.house.test_queries import LITERALS, MOST_ALIKE
from tests.house.world import objects_of_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Lists that are no files, each with its reason.
STAY = {
    "awards:session_board": "a meeting that is going on, one candidate after the other; its minutes are the file",
    "awards:nomination_sources": "what a unit may nominate from; its lines are in the files of proposals and entries",
    "campaigns:campaign_list": "cards of one year; campaign_table shows the same campaigns as rows and gives the file",
    "emulation:criteria_set_list": "names of rules that every hospital has alike; their wording is on their pages",
    "emulation:job_list": "a person's own work in the background, whose results are files themselves",
    "emulation:notification_list": "messages to one person, gone when they are read",
    "emulation:own_criterion_list": "a form of a few sentences of one sheet; they stand in its appraisal",
}
NO_CELLS = {"viec"}  # a column of buttons
READERS = {"emulation:account_list": "quantri", "reports:hospital_board": "soyte"}
OFFERED = re.compile(r"""{% url ["'](\w+:\w+_export)["']""")
HEADS = re.compile(r"""<th\b[^>]*\bdata-column="([a-z-]+)\"""")


def source(name):
    file = TEMPLATES / f"{name.replace(':', '/')}.html"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def is_list(name):
    return bool(re.search(r"_(list|queue|board|table)$", name)) or "ui/pager.html" in source(name)


LISTS = [name for name in (*names(False), *names(True)) if is_list(name)]
OFFERING = [name for name in LISTS if OFFERED.search(source(name))]
IN_COLUMNS = [name for name in OFFERING if "ui/list_tools.html" in source(name)]


@pytest.fixture(scope="module")
def objects(demo, django_db_blocker):
    with django_db_blocker.unblock():
        User.objects.create_user("nguoila", password="x", full_name="Người Lạ")
        return objects_of_the_demo()


def reader(username):
    client = Client()
    client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def export_of(name):
    return next(export for export in OFFERED.findall(source(name)) if export in EXPORTS)


def head(client, url, hidden=()):
    answer = client.get(url, {"an-cot": ",".join(hidden)})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    above = next(place for place, row in enumerate(rows) if row[0] and (len(row) == 1 or any(row[1:])))
    return [text or below for text, below in zip(rows[above], (rows + [()])[above + 1] or rows[above], strict=False)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_gives_a_file_or_says_why_not(name):
    offers = set(OFFERED.findall(source(name)))

    assert bool(offers) != (name in STAY), f"{name} is a list: give it an export, or write its reason into STAY"
    assert offers <= {*EXPORTS, "emulation:registration_export", "emulation:endorsed_export"}


def test_every_reason_belongs_to_a_list():
    assert set(STAY) <= set(LISTS)


@pytest.mark.parametrize("name", OFFERING)
def test_a_file_goes_to_exactly_those_who_may_open_its_list(name, objects):
    wanted, url = address(name, objects), address(export_of(name), objects)
    clients = {part: client_of(part) for part in PARTS}

    lists = {part: client.get(wanted).status_code == 200 for part, client in clients.items()}
    files = {part: client.get(url).status_code == 200 for part, client in clients.items()}

    assert lists == files


@pytest.mark.parametrize("name", IN_COLUMNS)
def test_every_column_of_a_list_takes_its_own_out_of_the_file(name, objects):
    client, url = reader(READERS.get(name, "tccb")), address(export_of(name), objects)
    keys = [key for key in HEADS.findall(source(name)) if key not in NO_CELLS]
    years = [f"y{year}" for year in range(2000, 2100)] if 'data-column="y{{' in source(name) else []
    whole = head(client, url)

    left = {key: head(client, url, [key]) for key in keys}

    assert len(keys) == len(set(keys)) > 2
    assert [key for key, rest in left.items() if len(rest) >= len(whole)] == []
    first, *others = keys
    assert head(client, url, [*others, *years]) == [text for text in whole if text not in left[first]]
    assert head(client, url, [*keys, *years]) == whole


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_takes_no_statement_for_each_row(name, objects):
    client, url = reader(EXPORT_READERS.get(name, "tccb")), address(name, objects)
    more = {"year": 2026} if name == "awards:what_if_export" else {}

    with CaptureQueriesContext(connection) as queries:
        assert b"".join(client.get(url, more).streaming_content)

    shape, times = Counter(LITERALS.sub("?", query["sql"]) for query in queries.captured_queries).most_common(1)[0]
    assert times <= MOST_ALIKE, shape[:200]
