"""What each page may ask of the database: a committed number, and no question repeated row by row."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from emulation.models import User
from tests.house.pages import address, names
from tests.house.world import objects_of_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BUDGET = Path(__file__).parent / "query_counts.json"
READERS = ("tccb", "tccb2", "giamdoc", "quantri", "soyte", "truong.noitonghop")
MOST_ALIKE = 4
LITERALS = re.compile(r"'[^']*'|\b\d+\b|%s|\([^()]*,[^()]*\)")
# Pages that write a file row by row, or that change something when they are read.
LEFT_OUT = re.compile(r"export|_file|_paper|_page|_proof|letter_|notification_open|import_marked|logout")


@pytest.fixture(scope="module")
def objects(demo, django_db_blocker):
    with django_db_blocker.unblock():
        return objects_of_the_demo()


@pytest.fixture(scope="module")
def asked(objects, django_db_blocker):
    """Return, for each page, the statements of the reader who is asked for most."""
    found: dict[str, list[str]] = {}
    with django_db_blocker.unblock():
        for reader in READERS:
            client = Client()
            client.force_login(User.objects.get(username=reader), "django.contrib.auth.backends.ModelBackend")
            for name in ["home", "search", *names(False), *names(True)]:
                if LEFT_OUT.search(name):
                    continue
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    response = client.get(
                        "/" if name == "home" else "/tim/?q=nguyen" if name == "search" else address(name, objects)
                    )
                if response.status_code == 200 and len(queries) > len(found.get(name, ())):
                    found[name] = [query["sql"] for query in queries.captured_queries]
    return found


def test_no_page_repeats_a_question_row_by_row(asked):
    repeated = {}
    for name, statements in asked.items():
        shape, times = Counter(LITERALS.sub("?", sql) for sql in statements).most_common(1)[0]
        if times > MOST_ALIKE and not shape.startswith(("SAVEPOINT", "RELEASE")):
            repeated[name] = (times, shape[:160])
    assert repeated == {}


def test_every_page_keeps_to_its_number_of_queries(asked, request):
    counts = {name: len(statements) for name, statements in sorted(asked.items())}
    if request.config.getoption("--write-matrix"):
        BUDGET.write_text(json.dumps(counts, indent=1), encoding="utf-8")
    budget = json.loads(BUDGET.read_text(encoding="utf-8"))
    assert {name: count for name, count in counts.items() if count > budget.get(name, 0)} == {}
