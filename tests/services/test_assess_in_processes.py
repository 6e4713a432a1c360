"""A province judged by several processes on a real PostgreSQL: the same report as by one."""

import json

import pytest
from django.core.management import call_command

from tests.factories import facility_tree, person
from tests.factories.records import rating

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def report(tmp_path, *more):
    path = tmp_path / "r.json"
    call_command("assess", "--year", "2025", "--on", "2025-12-20", "--report", str(path), *more)
    return json.loads(path.read_text(encoding="utf-8"))


def test_houses_judged_by_two_processes_stand_in_the_report_as_judged_by_one(tmp_path):
    for name in ("A", "B", "C"):
        tree = facility_tree(name)
        for number in range(3):
            rating(person(f"Người {name}{number}", tree.noi), 2025, "HTXSNV" if number else "HTNV")
    alone = report(tmp_path)
    assert len({row["subject"] for row in alone["results"]}) >= 9
    assert report(tmp_path, "--jobs", "2") == alone
    assert report(tmp_path, "--jobs", "5") == alone
