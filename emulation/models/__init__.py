from emulation.models.account import RoleGrant, SignIn, User
from emulation.models.audit import AuditEvent
from emulation.models.plan import Plan, PlanBasis, PlanRecipient, Round
from emulation.models.sheet import Entry, Sheet, SheetComment, Target
from emulation.models.staff import Posting, Staff
from emulation.models.support import Attachment, Job, LocalSetting, Notification
from emulation.models.unit import Unit

__all__ = [
    "Attachment",
    "AuditEvent",
    "Entry",
    "Job",
    "LocalSetting",
    "Notification",
    "Plan",
    "PlanBasis",
    "PlanRecipient",
    "Posting",
    "RoleGrant",
    "Round",
    "Sheet",
    "SheetComment",
    "SignIn",
    "Staff",
    "Target",
    "Unit",
    "User",
]
