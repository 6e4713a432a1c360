"""The words of history workbooks in English, for houses whose personnel software exports them so."""

SHEETS = (
    ("unit_award", r"(unit|department|collective|team)s?(awards?|commendations?)"),
    ("unit_rating", r"(unit|department|collective|team)s?(ratings?|evaluations?|appraisals?)"),
    ("party_rating", r"party(member)?s?(ratings?|evaluations?)"),
    ("award", r"(staff|employee|individual|personal)?s?(awards?|commendations?)(history)?"),
    ("rating", r"(staff|employee|individual|annual)?s?(ratings?|evaluations?|appraisals?)(history)?"),
    ("initiative", r"initiatives?|innovations?|research"),
    ("discipline", r"disciplin(e|ary).*"),
    ("violation", r"violations?"),
    ("leave", r"leaves?|leavedays|absences?"),
    ("staff", r"(staff|employees?|personnel)(list)?"),
)
_COMMON = (
    ("number", r"no|nr|s n|order"),
    ("code", r"(employee|staff|personnel|emp) (id|code|no|number)"),
    ("name", r"((full|employee|staff) )?name|name in full"),
    ("unit", r"(department|dept|unit|division|ward|faculty)( name)?"),
    ("position", r"position|job title|post"),
    ("note", r"notes?|remarks?"),
    ("year", r"year( of (award|achievement|rating|evaluation|leave|recognition))?|award year"),
    ("decision", r"decision( (no|number))?"),
    ("decided_on", r"(decision|award|issue) date|date of (decision|award|issue)|decided on"),
    ("status", r"(current )?status|validity"),
)
_AWARD = (
    ("occasion", r"occasion|(award )?type"),
    ("title_code", r"(award |title )?code"),
    ("title", r"(award|title|commendation)s?( title| name)?|(title|form|name) of (the )?(award|commendation)"),
    ("authority", r"((issuing|awarding) )?authority|(issued|awarded|granted) by"),
    ("grade", r"level"),
    ("revoked_on", r"revoked on|(revocation|revoked) date|date of revocation"),
    ("revoked_note", r"reason.*"),
    ("period_from", r"(achievement )?(from|since) year"),
)
_RATING = (("level", r"rating|evaluation|grade|level|result"),)
_ROLES = {
    "staff": (
        ("code", r"id|code"),
        ("came_from", r"(previous|former) (employer|workplace|unit|department)"),
        ("left_on", r"(leaving|end|left) date|date (left|of leaving)|left on"),
        ("is_party", r"party member(ship)?"),
        ("is_contract", r"(employment|contract) type|contract"),
    ),
    "award": _AWARD,
    "unit_award": _AWARD,
    "rating": _RATING,
    "unit_rating": _RATING,
    "party_rating": _RATING,
    "initiative": (
        ("sk_code", r"initiative (code|id)"),
        ("sk_name", r"initiative( name| title)?|(name|title) of (the )?initiative|title"),
        ("level", r"(recognition )?level"),
        ("role", r"role"),
        ("kind", r"type|kind"),
        ("is_applied", r"applied|in use"),
        ("effect", r"effect|scope"),
    ),
    "discipline": (
        ("form", r"form|(disciplinary )?(measure|action)"),
        ("cause", r"reason.*|cause"),
        ("ends_on", r"(end|expiry) date|expires( on)?"),
        ("opened_on", r"start date|opened on"),
        ("closed_on", r"closed on|closing date"),
    ),
    "violation": (("kind", r"violation|type|kind"), ("happened_on", r"date( of violation)?")),
    "leave": (("days", r"(number of |total |working )?days"), ("kind", r"(leave )?type|kind|reason")),
}
ROLES = {kind: (*roles, *_COMMON) for kind, roles in _ROLES.items()}
