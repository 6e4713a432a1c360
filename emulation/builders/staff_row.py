"""One line of a staff list, as it was read."""

from dataclasses import dataclass, field

from core.sheets.dates import Day


@dataclass
class StaffRow:
    """One person of a staff list."""

    sheet: str
    row: int
    name: str
    unit: str = ""
    code: str = ""
    prefix: str = ""
    gender: str = ""
    dob: Day | None = None
    position: str = ""
    qualification: str = ""
    email: str = ""
    job_type: str = ""
    joined: Day | None = None
    columns: dict[str, str] = field(default_factory=dict)
    is_held: bool = False
