"""Of every file that is read a marked workbook can be made, however it is made to hurt: in little memory and time."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.core.sheets.hostile import FILES as BROKEN
from tests.core.sheets.hostile_areas import AREAS
from tests.core.sheets.hostile_lists import LISTS
from tests.core.sheets.hostile_tags import CROWDED
from tests.core.sheets.hostile_twins import TWINS
from tests.once import made_once
from tests.yardstick import least

ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEGABYTES = 10, 300
FILES = BROKEN | TWINS | CROWDED | AREAS | LISTS
# A mark in every one of the first rows; the peak of memory is that of all files of the process.
RUN = """
import sys, json, pathlib, resource, django
from tests.yardstick import watch
django.setup()
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from emulation.documents.marked_workbook import HEADING, marked_workbook
for line in sys.stdin.read().splitlines():
    path = pathlib.Path(line)
    try:
        with watch() as took:
            marks = [
                (grid.name, row, "A", "error", "Sai.")
                for grid in read(path.read_bytes(), path.name).grids for row in range(1, min(grid.height, 3_000) + 1)
            ]
            made = marked_workbook(path.read_bytes(), path.name, marks)
        told = {cell for grid in read(made, "a.xlsx").grids for row in grid.rows[:3] for cell in row}
        found = any(str(cell).startswith(HEADING) for cell in told)
    except FileRefused as refusal:
        found = refusal.code
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    path.with_suffix(".json").write_text(json.dumps({"found": found, "seconds": took.seconds, "peak": peak}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return what came of the marked workbook of every file, by its name."""
    return made_once(tmp_path_factory, "marks", _marked)


def _marked(folder):
    """Mark all files, two processes at a time, and return what came of them."""
    places = {}
    for number, (name, (file, make, _)) in enumerate(FILES.items()):
        places[name] = folder / f"{number}-{file}"
        places[name].write_bytes(make())
    groups = [list(names) for names in (BROKEN, TWINS, CROWDED, AREAS)] + [[name] for name in LISTS]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_run, ([str(places[name]) for name in names] for names in groups)))
    return {name: _told(place) for name, place in places.items()}


def _told(place):
    """Return what came of a file; what took too long is marked again, for others may use the machine too."""
    told = json.loads(place.with_suffix(".json").read_text())
    return told | {"seconds": least(SECONDS, told["seconds"], lambda: _again(place))}


def _again(place):
    _run([str(place)])
    return json.loads(place.with_suffix(".json").read_text())["seconds"]


def _run(lines):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "DATABASE_URL": "sqlite://:memory:"}
    # A shell between: a child straight of this process would count its peak as its own.
    command = ["sh", "-c", '"$0" -W ignore -c "$1"; exit $?', sys.executable, RUN]
    done = subprocess.run(
        command, input="\n".join(lines), text=True, cwd=ROOT, env=environment, capture_output=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-2_000:]


@pytest.mark.once
@pytest.mark.parametrize("name", FILES)
def test_every_file_that_is_read_comes_back_marked_in_little_time_and_memory(made, name):
    told = made[name]
    may_be_read = not FILES[name][2] or {"", "NO_DATA", "FILE_EMPTY"} & set(FILES[name][2])
    assert told["found"] is True or told["found"] in FILES[name][2] or told["found"] == "FILE_TOO_LARGE"
    assert told["found"] is not True or may_be_read
    assert told["seconds"] <= SECONDS
    assert told["peak"] <= MEGABYTES
