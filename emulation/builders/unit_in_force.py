"""To which unit a line belongs: a column says so, or the section or collective that opens the group, or the heading."""

import re

from core.text import fold
from emulation.builders import units
from emulation.builders.header_words import POSITION, UNIT
from emulation.builders.leftovers import DITTO
from emulation.builders.list_view import ListView
from emulation.builders.subjects import Subject
from emulation.builders.title_block import Heading
from emulation.choices import SubjectKind

_NOTHING = re.compile(r"[-–.…\s]*")
_UNNAMED = ("tap the", "tap the khoa", "tap the phong", "tap the don vi", "khoa", "phong", "ca khoa", "tap the tram")
_PARTS = ("to ", "nhom ", "kip ", "bo phan ", "don nguyen ")


class UnitInForce:
    """Follows the rows of a list from top to bottom."""

    def __init__(self, view: ListView, heading: Heading):
        self.view, self.heading = view, heading
        self.unit = heading.unit
        self.group = ""
        self.section, self.holds_groups = "", False
        self.is_fresh = False
        self.is_given = view.gives_units()
        self.collectives = view.collectives()

    def enter(self, unit: str) -> None:
        self.unit, self.group = unit, ""
        self.section, self.holds_groups, self.is_fresh = unit, False, True

    def enter_group(self, kind: str) -> None:
        """Groups of collectives, of people: the collectives listed together open no unit.

        A group right below the heading of a unit, and the next one of that unit, stand within it.
        """
        self.holds_groups = bool(self.section) and (self.is_fresh or self.holds_groups)
        self.section = self.section if self.holds_groups else ""
        self.unit, self.group = self.section or self.heading.unit, kind

    def settle(self, subject: Subject) -> None:
        self.is_fresh = False
        given = self._given(subject.row)
        if subject.kind == SubjectKind.COLLECTIVE:
            self._settle_collective(subject, given)
            return
        subject.unit = given or ("" if self.is_given else self.unit)
        if not subject.unit and not self.is_given and len(self.collectives) == 1:
            subject.unit = next(iter(self.collectives.values()))

    def _given(self, row: int) -> str:
        if self.view.table.posts_name_units:
            return units.part_unit(self.view.text(row, POSITION))[1]
        column = self.view.table.roles.get(UNIT)
        text = self.view.grid.shown(row, column) if column else ""
        if DITTO.fullmatch(fold(text)):
            return self.unit
        if not text or _NOTHING.fullmatch(text):
            return ""
        self.unit = units.collective_name(text)
        return self.unit

    def _settle_collective(self, subject: Subject, given: str) -> None:
        if fold(subject.name) in _UNNAMED:
            subject.name = self.unit or given or subject.name
        subject.unit = given or self._opened_by(subject.name)

    def _opened_by(self, name: str) -> str:
        """Return the unit of a collective; in a list of many units it opens the group of its people."""
        is_part = fold(name).startswith(_PARTS)
        if self.heading.unit and not self.group and (len(self.collectives) <= 1 or is_part):
            return self.heading.unit
        if self.unit and is_part:
            return self.unit
        if not self.group:
            self.unit = name
        return name
