"""The titles and forms of commendation, read from the rulebook (``awards/rules/titles``).

Data may be read across apps; a registration names a title by its code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from core import rulebook

JOINT = " – "


@dataclass(frozen=True)
class Title:
    """One title (danh hiệu) or form of commendation (hình thức khen thưởng)."""

    code: str
    name: str
    short: str
    kind: str
    subjects: tuple[str, ...]
    order: int
    level: str
    form_text: dict[str, str]
    spellings: tuple[str, ...] = ()
    rests_on: str = ""

    def text(self, subject_kind: str) -> str:
        """Return the wording in the official form's cells, which differs by subject."""
        return self.form_text.get(subject_kind, self.short)


@cache
def titles() -> dict[str, Title]:
    """Return every title by code, in the order in which documents list them."""
    rows = (rulebook.fact(f"awards.titles.{slug}") for slug in rulebook.names("awards.titles"))
    found = [
        Title(
            code=row["code"],
            name=row["name"],
            short=row["short"],
            kind=row["kind"],
            subjects=tuple(row["subjects"]),
            order=row["order"],
            level=row["level"],
            form_text=dict(row["form_text"]),
            spellings=tuple(row.get("spellings", ())),
            rests_on=row.get("rests_on", ""),
        )
        for row in rows
    ]
    return {found_title.code: found_title for found_title in sorted(found, key=lambda t: t.order)}


def title(code: str) -> Title:
    """Return a title by code, or raise KeyError."""
    return titles()[code]


def titles_for(subject_kind: str) -> list[Title]:
    """Return the titles that a kind of subject may hold (S0-42, S0-45)."""
    return [found for found in titles().values() if subject_kind in found.subjects]


def form_text(codes: Iterable[str], subject_kind: str) -> str:
    """Return the text of a cell of the official form: "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế"."""
    chosen = set(codes)
    return JOINT.join(t.text(subject_kind) for t in titles().values() if t.code in chosen)
