from awards.models.nomination import Nomination, NominationFile

__all__ = [
    "Nomination",
    "NominationFile",
]
