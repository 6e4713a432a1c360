"""What was answered about lines of staff lists, for lists that tell less of people: names, positions, a code at times.

An answer serves where the list alone says nobody or several, and only as far as it tells the same as the line did.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.sheets.normalise import name_sign
from core.text import fold
from emulation.builders.findings import Issue, warning
from emulation.builders.matching import House
from emulation.builders.subjects import Subject
from emulation.models import Staff, StaffAlias, Unit


class Answer(NamedTuple):
    """Who was meant by a line; without a birth date another position may be another person."""

    staff: int
    position: str
    is_dated: bool


@dataclass
class NameAnswers:
    """The answers of a house, read by one query at the first doubt; ``people`` are those whom a list may name."""

    facility: Unit
    people: Mapping[int, Staff]

    def by_code(self, name: str, code: str) -> Staff | None:
        """Return who was meant by a name and a code."""
        return self.people.get(self._coded.get((name_sign(name), code.lower()), 0))

    def by_name(self, name: str, *, position: str = "", among: Iterable[Staff] = ()) -> Staff | None:
        """Return the one who was meant by a name; where several have it (``among``), by name and position."""
        namesakes = {staff.pk for staff in among}
        told = [one for one in self._named.get(name_sign(name), ()) if _is_meant(one, fold(position), namesakes)]
        meant = {one.staff for one in told}
        return self.people.get(meant.pop()) if len(meant) == 1 else None

    def of(self, subject: Subject, people: list[Staff], house: House, host: Unit) -> Staff | None:
        """Return who was meant by a line of a unit's registrations; ``people`` have its name there."""
        said = self.by_code(subject.name, subject.code) if subject.code else None
        said = said or self.by_name(subject.name, position=subject.position, among=people)
        return said if said and house.belongs(said, host) else None

    @cached_property
    def _stored(self) -> list[StaffAlias]:
        columns = ("staff_id", "full_name", "code", "birth_date", "position")
        return list(StaffAlias.objects.filter(facility=self.facility).only(*columns))

    @cached_property
    def _coded(self) -> dict[tuple[str, str], int]:
        return {(name_sign(one.full_name), one.code.lower()): one.staff_id for one in self._stored if one.code}

    @cached_property
    def _named(self) -> dict[str, list[Answer]]:
        found: dict[str, list[Answer]] = defaultdict(list)
        for one in self._stored:
            answer = Answer(one.staff_id, fold(one.position), one.birth_date is not None)
            found[name_sign(one.full_name)].append(answer)
        return dict(found)


def _is_meant(answer: Answer, position: str, namesakes: set[int]) -> bool:
    """Whether an answer may be about a line: of namesakes only one whom nothing but the position told apart."""
    if namesakes:
        return answer.staff in namesakes and not answer.is_dated and answer.position == position != ""
    return answer.is_dated or not position or answer.position == position


def known_by_answer(staff: Staff, name: str) -> Issue:
    """Say who was taken for a name, to be looked at before it is taken in."""
    told = f"“{name}” được hiểu là {staff.full_name} ({staff.code}) theo câu trả lời lúc nhập danh sách nhân sự."
    return warning("KNOWN_BY_ANSWER", f"{told} Nếu không phải, hãy ghi mã nhân viên vào tệp.", name)
