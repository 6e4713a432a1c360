"""What is judged here, as pure functions without a database: votes (``vote``) and titles (``judge``)."""

from awards.criteria.vote import (
    SMALL,
    Count,
    Share,
    Terms,
    Verdict,
    few_voters,
    judge,
    need_words,
    quorum,
    revealing,
    share,
    sum_words,
)

__all__ = [
    "SMALL",
    "Count",
    "Share",
    "Terms",
    "Verdict",
    "few_voters",
    "judge",
    "need_words",
    "quorum",
    "revealing",
    "share",
    "sum_words",
]
