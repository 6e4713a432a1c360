"""What the sheets of a round hold now, laid out so that a line of a workbook is found at once: three queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from core.sheets.normalise import name_sign
from emulation.builders.target_cells import sorted_codes
from emulation.choices import SubjectKind
from emulation.models import Entry, Round, Sheet, Target, Unit

Key = tuple[int, str, str]


@dataclass
class Shelf:
    """The latest sheet of each unit, its lines by what makes them one, and their titles by year."""

    sheets: dict[int, Sheet] = field(default_factory=dict)
    entries: dict[Key, Entry] = field(default_factory=dict)
    titles: dict[int, dict[int, list[str]]] = field(default_factory=lambda: defaultdict(dict))

    @cached_property
    def by_pk(self) -> dict[int, Entry]:
        return {entry.pk: entry for entry in self.entries.values()}

    def of(self, entry: Entry | None) -> dict[int, list[str]]:
        """Return the stored titles of a line by year, in their usual order."""
        return self.titles.get(entry.pk, {}) if entry else {}


def shelf_of(round: Round, *, scope: Unit | None = None) -> Shelf:
    """Return the sheets of a round, of one unit alone where a scope is given."""
    latest = Sheet.objects.filter(round=round, is_latest=True, **({"unit": scope} if scope else {}))
    shelf = Shelf({sheet.unit_id: sheet for sheet in latest.select_related("unit", "round__plan", "facility")})
    units = {sheet.pk: unit for unit, sheet in shelf.sheets.items()}
    wanted = ("pk", "sheet_id", "kind", "staff_id", "subject_unit_id", "name", "position")
    for entry in Entry.objects.filter(sheet__in=latest).only(*wanted).order_by("order", "pk"):
        shelf.entries.setdefault(key_of(units[entry.sheet_id], entry), entry)
    stored: dict[tuple[int, int], list[str]] = defaultdict(list)
    targets = Target.objects.filter(entry__sheet__in=latest).order_by("pk")
    for entry_id, year, code in targets.values_list("entry_id", "year", "title"):
        stored[entry_id, year].append(code)
    for (entry_id, year), codes in stored.items():
        shelf.titles[entry_id][year] = sorted_codes(codes)
    return shelf


def key_of(unit: int, entry: Entry) -> Key:
    """Return what makes two lines one: the unit of the sheet and the subject."""
    if entry.staff_id:
        return unit, SubjectKind.PERSON, str(entry.staff_id)
    if entry.subject_unit_id and entry.kind != SubjectKind.MODEL:
        return unit, SubjectKind.COLLECTIVE, str(entry.subject_unit_id)
    return unit, SubjectKind.MODEL, name_sign(entry.name)
