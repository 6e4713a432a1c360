from emulation.choices.roles import Role
from emulation.choices.states import (
    OPEN_SHEETS,
    REGISTERED_SHEETS,
    JobStatus,
    PlanStatus,
    RoundStatus,
    SheetStatus,
)
from emulation.choices.subjects import (
    AttachmentKind,
    Audience,
    BirthPrecision,
    Gender,
    JobType,
    PlanKind,
    Purpose,
    RecipientKind,
    SubjectKind,
    UnitKind,
)
from emulation.choices.titles import Title, form_text, title, titles, titles_for

__all__ = [
    "OPEN_SHEETS",
    "REGISTERED_SHEETS",
    "AttachmentKind",
    "Audience",
    "BirthPrecision",
    "Gender",
    "JobStatus",
    "JobType",
    "PlanKind",
    "PlanStatus",
    "Purpose",
    "RecipientKind",
    "Role",
    "RoundStatus",
    "SheetStatus",
    "SubjectKind",
    "Title",
    "UnitKind",
    "form_text",
    "title",
    "titles",
    "titles_for",
]
