"""The parts of the eligibility benchmark, each run in a process of its own."""

import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management import call_command
from django.db import connection
from django.db.models import F, QuerySet

from awards.criteria.findings import Finding, Say
from awards.criteria.memory import Limited
from awards.criteria.titles import Judgement
from awards.selectors.assessment import Panels, codes_for, decided_as, judged_by, local_of
from awards.selectors.shares import shares
from core.processes import each
from emulation.choices import SubjectKind, UnitKind
from emulation.models import Staff, Unit
from support import frames, polars_pass, province
from support.per_person import judged_by_queries

_ONE_BY_ONE = 2_000


def fill(people: int, rounds: int, *, has_history: bool = False) -> dict[str, Any]:
    start = time.perf_counter()
    call_command("migrate", verbosity=0)
    return {"rows": province.fill(people, has_history=has_history), "seconds": time.perf_counter() - start}


def fill_lives(people: int, rounds: int) -> dict[str, Any]:
    return fill(people, rounds, has_history=True)


def timed_rounds(people: int, rounds: int) -> list[dict[str, float]]:
    """Time the three, one after another in every round; in the first the verdicts have to agree."""
    tables = frames.frames()
    polars_pass.verdicts(tables)
    found = []
    each = _ONE_BY_ONE // rounds
    for number in range(rounds):
        polars, verdicts = _timed(lambda: polars_pass.verdicts(tables))
        with tempfile.TemporaryDirectory() as folder:
            ours, files = _timed(lambda place=folder: list(reasons_of_all(Path(place))))
            if number == 0:
                _agree(verdicts.iter_rows(named=True), files)
        step = people // each
        some = Staff.objects.filter(pk__in=range(1 + number, people + 1, step)).order_by("pk")[:each]
        query, judged = _timed(lambda rows=some: sum(1 for _ in judged_by_queries(rows)))
        found.append({"polars": polars, "ours": ours, "query_per_person": query / judged})
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def reasons_of_all(folder: Path) -> Iterator[Path]:
    """Store every verdict with a short reason, by as many processes as the machine has cores; yield the files."""
    jobs = os.cpu_count() or 1
    work = [(folder / f"{part[0]}.jsonl", part) for part in _shares(jobs)]
    return each(_write_share, work, jobs=jobs)


def _shares(jobs: int) -> list[list[int]]:
    """Return the keys of all houses as ``assess`` shares them out."""
    houses = list(Unit.objects.filter(kind=UnitKind.FACILITY).order_by("pk"))
    return shares(houses, frames.DAY, jobs=jobs)


def _write_share(share: tuple[Path, list[int]]) -> Path:
    path, houses = share
    write_reasons(houses, Staff.objects.all(), path)
    return path


def write_reasons(houses: list[int], staff: QuerySet[Staff], path: Path) -> None:
    """Store for every person and title the verdict with a short reason, in lines of JSON.

    Houses that decided the same come one after another, and their panel goes with the last of them.

    A verdict with its reason stands once, under a number, before the first person who has it:
    ``[7, title, verdict, reason]``; then a person: ``["NV000001", 7, 12, …]``.
    """
    panels = Panels(frames.YEAR, frames.DAY)
    with path.open("wb", buffering=1 << 20) as file:
        told = _Told(file)
        for some in _alike(houses):
            panels.keep_only(some[0])
            for dossier, judged in judged_by(panels, staff.filter(facility__in=some)):
                numbers = b", ".join([(told[id(one)] or told.tell(one))[0] for one in judged.values()])
                file.write(b'["%b", %b]\n' % (dossier.code.encode(), numbers))
            told.clear()


def _alike(houses: list[int]) -> list[list[int]]:
    """Return the keys of houses in the runs that decided the same."""
    units = Unit.objects.in_bulk(houses)
    return [list(run) for _, run in groupby(houses, lambda key: decided_as(local_of(units[key], frames.DAY)))]


class _Told(Limited):
    """The numbers under which judgements are written, by their identity; they are kept, so that nothing takes it over.

    What found no room is written again, under another number.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(size=8)
        self.file, self.number = file, 0

    def tell(self, judgement: Judgement) -> tuple[bytes, Judgement]:
        self.number += 1
        why = encode_basestring(reason(judgement.finding))
        self.file.write(f'[{self.number}, "{judgement.title}", "{judgement.result}", {why}]\n'.encode())
        self.keep(id(judgement), told := (b"%d" % self.number, judgement))
        return told


def reason(finding: Finding) -> str:
    """Return the first sentence that a verdict follows from, with its article."""
    first = _first(finding, finding.say) or finding
    return f"{first.text} ({first.article})"


def _first(finding: Finding, say: Say) -> Finding | None:
    """Return the first leaf that says so."""
    for part in finding.parts:
        found = _first(part, say) if part.parts else part
        if found is not None and found.say == say:
            return found
    return None


def _agree(verdicts: Iterator[dict[str, Any]], files: list[Path]) -> None:
    """Raise AssertionError unless both have the same verdict for every person and title."""
    ours = {code: found for path in files for code, found in _read(path)}
    theirs = {row["code"]: {title: polars_pass.RESULTS[row[title]] for title in polars_pass.TITLES} for row in verdicts}
    assert set(polars_pass.TITLES) == set(codes_for(SubjectKind.PERSON))
    assert ours.keys() == theirs.keys()
    different = [(code, mine, theirs[code]) for code, mine in ours.items() if mine != theirs[code]]
    assert not different, different[:3]


def _read(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every person's code with the verdicts by title."""
    told: dict[int, tuple[str, str]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            about, *more = json.loads(line)
            if isinstance(about, int):
                title, verdict, why = more
                assert not why.startswith(" (") and not why.endswith("()"), about
                told[about] = title, verdict
            else:
                yield about, dict(told[number] for number in more)


def statements(people: int, rounds: int) -> int:
    number = 0

    def count(execute: Callable[..., Any], *about: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*about)

    with connection.execute_wrapper(count):
        _write(_spread(people))
    return number


def _spread(people: int) -> QuerySet[Staff]:
    """Return so many people of all houses alike."""
    step = max(Staff.objects.count() // people, 1)
    return Staff.objects.annotate(place=F("pk") % step).filter(place=0)


def memory(people: int, rounds: int) -> dict[str, float]:
    """Return by how many megabytes the process grows at its peak, over one that has judged a few people."""
    _write(_spread(100))
    start = _peak()
    _write(_spread(people))
    return {"growth": _peak() - start}


def _write(staff: QuerySet[Staff]) -> None:
    """Judge people of all houses in this process, and let go of what is written."""
    for houses in _shares(1):
        write_reasons(houses, staff, Path(os.devnull))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS: dict[str, Callable[[int, int], Any]] = {
    "fill": fill,
    "fill_lives": fill_lives,
    "rounds": timed_rounds,
    "statements": statements,
    "memory": memory,
}
