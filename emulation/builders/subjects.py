"""One line of a list of registrations, as it was read."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Subject:
    """Who or what is registered, and for which titles in which years.

    ``years`` are those that the list asks for; ``texts`` keep the cells as they stood,
    ``columns`` the letters of their columns, ``name_column`` that of the names. ``staff`` is the
    person whom somebody has chosen among namesakes; ``choice`` and ``naming`` are what was chosen where the
    line, or the name of a model, differs from what is stored. ``silent`` are the columns whose
    errors are not listed, each with a code.
    """

    sheet: str
    row: int
    unit: str
    name: str
    kind: str
    position: str = ""
    prefix: str = ""
    code: str = ""
    titles: dict[int, list[str]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    name_column: str = ""
    years: tuple[int, ...] = ()
    is_held: bool = False
    staff: int | None = None
    choice: str = ""
    silent: tuple[tuple[str, str], ...] = ()
    naming: str = ""
