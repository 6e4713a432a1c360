"""What somebody came to, with what it rested on, and what may be heard of it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from awards.criteria.answers import (
    DISCIPLINES,
    JOB,
    LEAVES,
    MATTERS,
    RATINGS,
    SPAN,
    WHOLE,
    Answers,
    Memo,
    Question,
    Trail,
)


class Kept(NamedTuple):
    """What somebody came to, with the questions beside those about records that had a part in it: days and work.

    Among them is what was heard: whoever answers it alike may come to it by other questions, so it is for
    ``told`` to look into it for each person. ``sources`` are the kinds of record that were looked at, WHOLE where
    something was heard.
    """

    what: Any
    beside: tuple[Question, ...]
    sources: frozenset[int]
    parts: list[Any]


class Heard(ABC):
    """A part of the judging that others ask about, as a question on the whole person: it has questions of its own."""

    memo: Memo

    def heard(self, answers: Answers) -> Kept:
        """Return what somebody comes to; calm people of whom only ratings were asked, by their ratings."""
        rows, is_calm = answers.rows, answers.is_calm
        found = rows[WHOLE].get(self) or (is_calm and rows[RATINGS].get(self))
        if not found:
            found = rows[WHOLE][self] = self.memo.find(answers) or self.judged(answers)
            if is_calm and found.sources <= _OF_CALM and not found.beside:
                rows[RATINGS][self] = found
        kept: Kept = found
        return kept

    @abstractmethod
    def judged(self, answers: Answers) -> Kept:
        """Judge somebody anew, and remember it."""


def kept(what: Any, trail: Trail, answers: Answers, parts: list[Any]) -> Kept:
    return Kept(what, beside(trail, answers), _one(frozenset([question.source for question in trail])), parts)


def beside(trail: Trail, answers: Answers) -> tuple[Question, ...]:
    """Return what was asked beside the records; calm people answer some of it alike."""
    is_told = not answers.is_calm
    return tuple([asked for asked in trail if asked.source in _BESIDE and (is_told or not asked.is_steady)])


def told(beside: Iterable[Question], answers: Answers, trail: Trail) -> None:
    """Note in the trail what a person answers to questions beside those about records, also in what was heard."""
    for question in beside:
        if question.source == WHOLE and question.about and isinstance(question.about[0], Heard):
            told(question.about[0].heard(answers).beside, answers, trail)
        else:
            trail[question] = answers.to(question)


@cache
def _one(sources: frozenset[int]) -> frozenset[int]:
    """Return the same kinds of record as the same object: there are few, and many who remember them."""
    return sources


# What tells people of the same records apart.
_BESIDE = (SPAN, JOB, WHOLE)
# Calm people of the same ratings answer alike to all of this but for their days, which are among the questions beside.
_OF_CALM = {SPAN, RATINGS, DISCIPLINES, LEAVES, MATTERS}
