"""The parts of the eligibility benchmark, each run in a process of its own."""

import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import F, QuerySet

from awards.criteria.findings import Finding, Say
from awards.criteria.titles import Judgement
from awards.selectors.assessment import assessed_people, codes_for
from core.processes import each
from emulation.choices import SubjectKind, UnitKind
from emulation.models import Staff, Unit
from support import frames, polars_pass, province
from support.per_person import judged_by_queries

_ONE_BY_ONE = 2_000
_written = json.JSONEncoder(ensure_ascii=False).encode


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
    houses = list(Unit.objects.filter(kind=UnitKind.FACILITY).order_by("pk").values_list("pk", flat=True))
    jobs = os.cpu_count() or 1
    shares = [(folder / f"{number}.jsonl", houses[number::jobs]) for number in range(jobs)]
    return each(_write_share, shares, jobs=jobs)


def _write_share(share: tuple[Path, list[int]]) -> Path:
    path, houses = share
    write_reasons(Staff.objects.filter(facility__in=houses), path)
    return path


def write_reasons(staff: QuerySet[Staff], path: Path) -> None:
    """Store for every person and title the verdict and a short reason, one JSON line a person."""
    told = _Told()
    with path.open("wb", buffering=1 << 20) as file:
        for dossier, judged in assessed_people(staff, year=frames.YEAR, on=frames.DAY):
            told.make_room()
            lines = list(map(told.get, map(id, judged.values())))
            if None in lines:
                lines = [told.get(id(one)) or told.tell(one) for one in judged.values()]
            file.write(b'["%b", %b]\n' % (dossier.code.encode(), b", ".join(lines)))


class _Told(dict[int, bytes]):
    """What is written of judgements, by their identity; they are kept, so that nothing else takes it over."""

    def __init__(self) -> None:
        self.kept: list[Judgement] = []

    def tell(self, judgement: Judgement) -> bytes:
        self.kept.append(judgement)
        about = (judgement.title, str(judgement.result), reason(judgement.finding))
        found = self[id(judgement)] = _written(about).encode()
        return found

    def make_room(self) -> None:
        if len(self) > 20_000:
            self.clear()
            self.kept.clear()


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
    ours: dict[str, dict[str, str]] = {}
    for path in files:
        with path.open(encoding="utf-8") as file:
            for line in file:
                code, *titles = json.loads(line)
                ours[code] = {title: verdict for title, verdict, _ in titles}
    theirs = {row["code"]: {title: polars_pass.RESULTS[row[title]] for title in polars_pass.TITLES} for row in verdicts}
    assert set(polars_pass.TITLES) == set(codes_for(SubjectKind.PERSON))
    assert ours.keys() == theirs.keys()
    different = [(code, mine, theirs[code]) for code, mine in ours.items() if mine != theirs[code]]
    assert not different, different[:3]


def statements(people: int, rounds: int) -> int:
    number = 0

    def count(execute: Callable[..., Any], *about: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*about)

    with connection.execute_wrapper(count):
        write_reasons(_spread(people), Path(os.devnull))
    return number


def _spread(people: int) -> QuerySet[Staff]:
    """Return so many people of all houses alike."""
    step = Staff.objects.count() // people
    return Staff.objects.annotate(place=F("pk") % step).filter(place=0)


def memory(people: int, rounds: int) -> dict[str, float]:
    """Return by how many megabytes the process grows at its peak, over one that has judged a few people."""
    write_reasons(Staff.objects.filter(pk__lte=100), Path(os.devnull))
    start = _peak()
    write_reasons(_spread(people), Path(os.devnull))
    return {"growth": _peak() - start}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS: dict[str, Callable[[int, int], Any]] = {
    "fill": fill,
    "fill_lives": fill_lives,
    "rounds": timed_rounds,
    "statements": statements,
    "memory": memory,
}
