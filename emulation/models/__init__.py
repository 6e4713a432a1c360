from emulation.models.account import RoleGrant, SignIn, User
from emulation.models.audit import AuditEvent
from emulation.models.exemplar import CriterionAnswer, TypicalityScore, UnitCriterion, UnitMark, ViolationOverride
from emulation.models.import_batch import ImportBatch, ImportedSheet, ImportPage
from emulation.models.plan import Plan, PlanBasis, PlanCopy, PlanProgress, PlanRecipient
from emulation.models.records import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    Matter,
    Violation,
    YearRating,
)
from emulation.models.round import Nudge, Round, RoundExcuse
from emulation.models.sheet import Entry, Sheet, SheetComment, SheetCopy, Target
from emulation.models.staff import Posting, Staff, StaffAlias
from emulation.models.support import Attachment, Job, LocalSetting, Notification
from emulation.models.unit import Unit
from emulation.models.workbook import FindingPage, TakenRows, Taking, WorkbookWork

__all__ = [
    "Attachment",
    "AuditEvent",
    "CriterionAnswer",
    "Discipline",
    "Entry",
    "FindingPage",
    "ImportBatch",
    "ImportPage",
    "ImportedSheet",
    "Initiative",
    "InitiativeAuthor",
    "Job",
    "Leave",
    "LocalSetting",
    "Matter",
    "Notification",
    "Nudge",
    "Plan",
    "PlanBasis",
    "PlanCopy",
    "PlanProgress",
    "PlanRecipient",
    "Posting",
    "RoleGrant",
    "Round",
    "RoundExcuse",
    "Sheet",
    "SheetComment",
    "SheetCopy",
    "SignIn",
    "Staff",
    "StaffAlias",
    "TakenRows",
    "Taking",
    "Target",
    "TypicalityScore",
    "Unit",
    "UnitCriterion",
    "UnitMark",
    "User",
    "Violation",
    "ViolationOverride",
    "WorkbookWork",
    "YearRating",
]
