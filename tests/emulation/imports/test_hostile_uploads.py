"""Files made to hurt, through the command in a process of its own and through the page: refused, and nothing stored."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation.models import Entry, ImportBatch, Sheet, Staff
from emulation.services.registration_import import read_workbook
from tests.core.sheets.hostile import FILES as BROKEN
from tests.core.sheets.hostile import plain
from tests.core.sheets.hostile_areas import AREAS
from tests.core.sheets.hostile_lists import LISTS, OF_THE_KIND, ROWS
from tests.core.sheets.hostile_tags import CROWDED
from tests.core.sheets.hostile_twins import TWINS
from tests.factories.sheets import open_round
from tests.once import made_once
from tests.yardstick import least

ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEGABYTES = 10, 300
FORMED = BROKEN | TWINS | CROWDED | AREAS
FILES = FORMED | LISTS
KINDS = ("registrations", "staff", "awards", "initiatives", "quotas")
# The command over many files, one after another: the peak of memory is that of the worst.
RUN = """
import sys, io, pathlib, django
from tests.yardstick import watch
django.setup()
from django.core.management import call_command
sys.stderr = io.StringIO()
for line in sys.stdin.read().splitlines():
    kind, path = line.split(" ", 1)
    options = {"period": "2021-2025"} if kind == "registrations" else {}
    options |= {"dry_run": True, "report": f"{path}.{kind}.json", "stdout": io.StringIO()}
    with watch() as took:
        try:
            call_command(f"import_{kind}", path, **options)
        except SystemExit:
            pass
    pathlib.Path(f"{path}.{kind}.seconds").write_text(str(took.seconds))
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Return what the commands report of every file, by kind and name."""
    found = made_once(tmp_path_factory, "hostile", _reports)
    return {(kind, name): told for name, kinds in found.items() for kind, told in kinds.items()}


def _reports(folder):
    """Carry all commands out, two processes at a time, and return the reports by name and kind."""
    places = {}
    for number, (name, (file, make, _)) in enumerate(FILES.items()):
        places[name] = folder / f"{number}-{file}"
        places[name].write_bytes(make())
    kinds = {name: OF_THE_KIND.get(name) or KINDS for name in FILES}
    formed = [[f"{kind} {places[name]}" for name in FORMED if kind in kinds[name]] for kind in KINDS]
    lists = [[f"{kind} {places[name]}" for kind in kinds[name]] for name in LISTS]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_run, formed + lists))
    return {name: {kind: _report(kind, places[name]) for kind in kinds[name]} for name in FILES}


def _report(kind, path):
    """Return what a command reported, with the seconds of a server that it took: others may use the machine too."""
    told = json.loads(Path(f"{path}.{kind}.json").read_text(encoding="utf-8"))
    return told | {"seconds": least(SECONDS, _seconds(kind, path), lambda: _again(kind, path))}


def _again(kind, path):
    _run([f"{kind} {path}"])
    return _seconds(kind, path)


def _seconds(kind, path):
    return float(Path(f"{path}.{kind}.seconds").read_text(encoding="utf-8"))


@pytest.mark.once
@pytest.mark.parametrize("name", FORMED)
def test_a_file_made_to_hurt_is_refused_with_its_code(reports, name):
    report, codes = reports["registrations", name], FORMED[name][2]
    refused = report["outcome"] == "reject" and set(report["codes"]) & set(codes)
    assert refused or ("" in codes and report["outcome"] == "import"), report["codes"]
    assert "root:" not in json.dumps(report)


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("name", FORMED)
def test_every_import_refuses_it_with_a_code(reports, name, kind):
    report, codes = reports[kind, name], FORMED[name][2]
    may_be_read = {"", "NO_DATA", "FILE_EMPTY"} & set(codes)
    assert report["outcome"] == "import" or set(report["codes"]) & {*codes, *(["NO_DATA"] if may_be_read else [])}
    assert may_be_read or report["rows"] == []
    assert "root:" not in json.dumps(report)


@pytest.mark.once
@pytest.mark.parametrize("name", LISTS)
def test_a_list_made_to_hurt_is_refused_or_its_rows_are_held(reports, name):
    for kind in OF_THE_KIND.get(name) or KINDS:
        report, codes = reports[kind, name], LISTS[name][2]
        assert report["codes"][:1] == [] or report["codes"][0] in (*codes, "NO_DATA", "FILE_TOO_LARGE")
        if report["outcome"] == "import":
            wrong = {(item["sheet"], item["row"]) for item in report["errors"] if item["severity"] == "error"}
            assert {(row["sheet"], row["row"]) for row in report["held"]} <= wrong
            assert len(report["held"]) + len(report["rows"]) >= ROWS[name]


@pytest.mark.once
@pytest.mark.parametrize("name", FILES)
def test_it_costs_little_time_and_memory(reports, name):
    for kind in OF_THE_KIND.get(name) or KINDS:
        assert reports[kind, name]["seconds"] <= SECONDS
        assert reports[kind, name]["peak_rss_mb"] <= MEGABYTES


def _run(lines):
    """Carry commands out in one process; the long lists have one each, for its peak is that of the worst."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "DATABASE_URL": "sqlite://:memory:"}
    # A shell between: a child straight of this process would count its peak as its own.
    command = ["sh", "-c", '"$0" -c "$1"; exit $?', sys.executable, RUN]
    told = "\n".join(lines)
    done = subprocess.run(command, input=told, text=True, cwd=ROOT, env=environment, capture_output=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2_000:]


def _read_here():
    for batch in ImportBatch.objects.all():
        read_workbook(batch)


SMALL = [
    name for name in FORMED if name not in ("bomb", "bomb that lies", "many sheets", "csv of commas", "csv of lines")
]


@pytest.mark.parametrize("name", SMALL)
def test_a_file_made_to_hurt_stores_nothing_through_the_page(tree, as_, office, name):
    called = open_round(tree)
    people = Staff.objects.count()
    file, make, codes = FORMED[name]
    sent = {"round": called.pk, "unit": "", "file": SimpleUploadedFile(file, make())}
    response = as_(office).post(reverse("emulation:registration_import"), sent)
    assert response.status_code in (302, 422)
    _read_here()
    assert (Entry.objects.count(), Sheet.objects.count(), Staff.objects.count()) == (0, 0, people)
    if "" not in codes:
        assert all(batch.refusals for batch in ImportBatch.objects.all())


def test_a_sound_file_leads_on_from_the_same_page(tree, as_, office):
    sent = {"round": open_round(tree).pk, "unit": "", "file": SimpleUploadedFile("a.xlsx", plain)}
    assert as_(office).post(reverse("emulation:registration_import"), sent).status_code == 302
    _read_here()
    assert ImportBatch.objects.get().refusals == []
