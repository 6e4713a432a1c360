"""Judge everyone for every title and write a report: who may be proposed, who may not, and why."""

import json
import shutil
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TextIO

from django.core.management.base import BaseCommand, CommandError

from awards.criteria.titles import Judgement
from awards.selectors.assessment import Panels, assess_units, collectives_of, crew_of, day_of, judged_by, local_of
from awards.selectors.shares import shares
from core.processes import each
from emulation.choices import SubjectKind, UnitKind
from emulation.models import Unit


class Command(BaseCommand):
    help = "Xét điều kiện của mọi người, mọi tập thể cho mọi danh hiệu, hình thức khen thưởng của một năm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="năm thành tích")
        parser.add_argument("--on", default="", help="ngày mà quy định có hiệu lực, dạng 2025-12-20")
        parser.add_argument("--facility", metavar="CODE", default="", help="mã bệnh viện; không ghi thì mọi cơ sở")
        parser.add_argument("--jobs", type=int, default=1, help="số tiến trình cùng xét, cho nhiều cơ sở")
        parser.add_argument("--report", metavar="R.json", required=True, help="nơi ghi báo cáo")

    def handle(self, *args: Any, **options: Any) -> None:
        year, on = options["year"], _day(options["on"], options["year"])
        houses = list(_facilities(options["facility"]))
        counts: Counter[str] = Counter()
        with Path(options["report"]).open("w", encoding="utf-8") as file, TemporaryDirectory() as folder:
            parts = shares(houses, on, jobs=max(options["jobs"], 1))
            work = [_Share(part, Path(folder), year, on) for part in parts]
            for found in each(_assess, work, jobs=options["jobs"]):
                counts += found
            file.write(f'{{"on": "{on.isoformat()}", "year": {year}, "results": [')
            _gather((Path(folder) / str(house.pk) for house in houses), file)
            file.write("\n]}\n")
        said = ", ".join(f"{name}: {number}" for name, number in sorted(counts.items())) or "không có ai"
        self.stdout.write(f"Xét năm {year} theo quy định ngày {on:%d/%m/%Y}. {said}.")


class _Share(NamedTuple):
    """The houses that one process judges, those that decided the same together, and the folder for their results."""

    houses: list[int]
    folder: Path
    year: int
    on: date


def _assess(share: _Share) -> Counter[str]:
    """Write the results of each house, each after a comma and a line's end, and return the verdicts counted."""
    panels, counts = Panels(share.year, share.on), Counter[str]()
    facilities = Unit.objects.in_bulk(share.houses)
    for facility in map(facilities.__getitem__, share.houses):
        panels.keep_only(facility.pk)
        with (share.folder / str(facility.pk)).open("w", encoding="utf-8") as file:
            for row in _results(facility, panels):
                file.write(",\n" + json.dumps(row, ensure_ascii=False))
                counts[row["verdict"]] += 1
    return counts


def _gather(parts: Iterable[Path], file: TextIO) -> None:
    """Write the results of houses one after another, without the comma before the first."""
    is_first = True
    for path in parts:
        with path.open(encoding="utf-8") as part:
            comma = part.read(1)
            file.write("" if is_first else comma)
            is_first = is_first and not comma
            shutil.copyfileobj(part, file)


def _day(text: str, year: int) -> date:
    if not 1990 <= year <= 2100:
        raise CommandError("--year phải là một năm, ví dụ 2025.", returncode=2)
    try:
        return date.fromisoformat(text) if text else day_of(year)
    except ValueError as error:
        raise CommandError("--on phải có dạng 2025-12-20.", returncode=2) from error


def _facilities(code: str) -> Iterator[Unit]:
    found = Unit.objects.filter(kind=UnitKind.FACILITY).order_by("pk")
    if code:
        found = found.filter(code__iexact=code)
        if not found.exists():
            raise CommandError(f"Không tìm thấy cơ sở y tế có mã {code}.", returncode=2)
    yield from found


def _results(facility: Unit, panels: Panels) -> Iterator[dict[str, Any]]:
    """Yield a house's people in a stream, then its collectives."""
    year, on = panels.year, panels.on
    local = local_of(facility, on)
    crew = crew_of(facility, year, local, on)
    names = dict(Unit.objects.filter(facility=facility).values_list("pk", "name"))
    for dossier, judged in judged_by(panels, facility.facility_staff.all()):
        crew.add(dossier, judged)
        about = {"subject": dossier.code, "name": dossier.name, "unit": names.get(dossier.unit, "")}
        for judgement in judged.values():
            yield _row(about, SubjectKind.PERSON, judgement)
    units = list(collectives_of(facility))
    judged_units = assess_units(units, crew, on=on, local=local)
    for unit in units:
        about = {"subject": unit.code, "name": unit.name, "unit": unit.name}
        for judgement in judged_units[unit.pk].values():
            yield _row(about, SubjectKind.COLLECTIVE, judgement)


def _row(about: dict[str, str], kind: str, judgement: Judgement) -> dict[str, Any]:
    return {
        **about,
        "kind": str(kind),
        "title": judgement.title,
        "verdict": str(judgement.result),
        "rule": judgement.rule,
        "unset": list(judgement.unset),
        "findings": [
            {
                "criterion": leaf.criterion,
                "verdict": str(leaf.say),
                "text": leaf.text,
                "article": leaf.article,
                "advice": leaf.is_advice,
            }
            for leaf in judgement.finding.leaves()
        ],
    }
