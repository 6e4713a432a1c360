"""The life cycles of this app as tables, one module a noun."""

from emulation.workflow.asked import plan_sets
from emulation.workflow.jobs import JOB
from emulation.workflow.lines import lines_of, listed_elsewhere
from emulation.workflow.plans import PLAN, ROUND
from emulation.workflow.sheets import (
    SHEET,
    answers_for_the_hospital,
    endorsement_is_recorded,
    has_an_exemplar,
    round_is_open,
    unanswered_lines,
)
from emulation.workflow.standing import Standing, standings_of

__all__ = [
    "JOB",
    "PLAN",
    "ROUND",
    "SHEET",
    "Standing",
    "answers_for_the_hospital",
    "endorsement_is_recorded",
    "has_an_exemplar",
    "lines_of",
    "listed_elsewhere",
    "plan_sets",
    "round_is_open",
    "standings_of",
    "unanswered_lines",
]
