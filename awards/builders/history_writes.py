"""What taking a history workbook in would write: rows to make and rows to change, kept until it is decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from awards.builders.history_people import Directory
from core.text import fold
from emulation.choices import UnitKind
from emulation.models import Unit


@dataclass
class Writes:
    """New rows by table, and changed rows with the names of their changed columns and what stood there ``before``."""

    facility: Unit | None
    created: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[Model], dict[int, Model]] = field(default_factory=lambda: defaultdict(dict))
    columns: dict[type[Model], set[str]] = field(default_factory=lambda: defaultdict(set))
    before: dict[type[Model], dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))

    def create(self, obj: Model) -> None:
        self.created[type(obj)].append(obj)

    def change(self, obj: Model, values: Mapping[str, Any]) -> None:
        """Put values into a row and write them, with what stood there before; a row not yet made is only filled."""
        if obj.pk is not None:
            kept = self.before[type(obj)].setdefault(obj.pk, {})
            for name in values:
                kept.setdefault(name, getattr(obj, name))
        for name, value in values.items():
            setattr(obj, name, value)
        self.update(obj, values)

    def update(self, obj: Model, names: Iterable[str]) -> None:
        """Write columns of a stored row; one that is only about to be made needs no word."""
        if obj.pk is None:
            return
        self.changed[type(obj)][obj.pk] = obj
        self.columns[type(obj)].update(names)

    def new_unit(self, directory: Directory, name: str, kind: UnitKind, must_register: bool) -> Unit:
        """Make a unit under the facility, with a code that nobody has."""
        code = self._free_unit_code(directory, name)
        unit = Unit(
            code=code, name=name, kind=kind, parent=self.facility, facility=self.facility, must_register=must_register
        )
        unit.search_key = fold(f"{code} {name} ")[:260]
        directory.enter_unit(unit)
        self.create(unit)
        return unit

    def _free_unit_code(self, directory: Directory, name: str) -> str:
        words = "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()
        rest = words[1:] if len(words) > 1 and words[0] in ("khoa", "phong", "tram") else words
        start = f"{self.facility.code if self.facility else 'BV'}-"[:15]
        short = rest[0][:8] if len(rest) == 1 else "".join(word[:1] for word in rest)
        plain = f"{start}{short.upper() or 'DV'}"[:26]
        code, number = plain, 1
        while code in directory.known.unit_codes:
            number += 1
            code = f"{plain}{number}"
        directory.known.unit_codes.add(code)
        return code
