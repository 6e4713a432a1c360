from reports.choices.obligations import ONE_OFF, Obligation, Recipient, Rhythm, obligations
from reports.choices.papers import PAPERS, Paper, Section
from reports.choices.states import (
    CLOSED_DUES,
    EDITABLE_PACKAGES,
    GONE_PACKAGES,
    DeliveryStatus,
    DueStatus,
    FileKind,
    LetterKind,
    Outcome,
    PackageStatus,
    Phase,
)

__all__ = [
    "CLOSED_DUES",
    "EDITABLE_PACKAGES",
    "GONE_PACKAGES",
    "ONE_OFF",
    "PAPERS",
    "DeliveryStatus",
    "DueStatus",
    "FileKind",
    "LetterKind",
    "Obligation",
    "Outcome",
    "PackageStatus",
    "Paper",
    "Phase",
    "Recipient",
    "Rhythm",
    "Section",
    "obligations",
]
