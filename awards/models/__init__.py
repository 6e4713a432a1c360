from awards.models.agenda import AgendaItem, Section
from awards.models.award import Award
from awards.models.ballot import KeyShare, Mark, TellerCount, Urn
from awards.models.council import Council, CouncilMember
from awards.models.decision import DecisionLine, DecisionList
from awards.models.minutes import Minutes
from awards.models.nomination import Nomination, NominationFile
from awards.models.session import KeyHolder, Seat, Session, SessionRule

__all__ = [
    "AgendaItem",
    "Award",
    "Council",
    "CouncilMember",
    "DecisionLine",
    "DecisionList",
    "KeyHolder",
    "KeyShare",
    "Mark",
    "Minutes",
    "Nomination",
    "NominationFile",
    "Seat",
    "Section",
    "Session",
    "SessionRule",
    "TellerCount",
    "Urn",
]
