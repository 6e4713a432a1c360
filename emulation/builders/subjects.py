"""One line of a list of registrations, as it was read."""

from dataclasses import dataclass, field


@dataclass
class Subject:
    """Who or what is registered, and for which titles in which years.

    ``texts`` keep the cells as they stood, ``columns`` the letters of the columns of the years,
    ``name_column`` that of the names.
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
    is_held: bool = False
