"""What may be asked of a person's records, and what earlier answers led to.

Judging is pure: whoever gives the same answers to the same questions gets the same finding, word
for word. A question looks at one kind of record. The answers of a text are worked out once for
everybody whose records read the same; a memo keeps what was asked as a tree that people walk down
by their answers, and only who gives an answer nobody gave before is judged anew.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import partial
from typing import Any

from awards.criteria import memory
from awards.criteria.memory import Limited
from awards.criteria.packed import Packed

# The kinds of record, in the order of Packed: the first two fields, the next, two more, then one each.
SPAN, ORIGIN, JOB, RATINGS, AWARDS, WORKS, DISCIPLINES, LEAVES, MATTERS, WHOLE = range(10)
# Whoever came earlier than so many years ago and stays: no year since is asked for by itself.
_LATELY = 5
Kind = Callable[..., Any]
# The first and the last day of work; of who stays the first day of the year of joining.
Span = tuple[date | None, date | None]


class Question:
    """Something asked of one kind of record (``source``); ``about`` is what it is about.

    ``is_steady``: all calm people (see ``Answers``) answer alike.
    """

    __slots__ = ("about", "ask", "is_steady", "kind", "same", "source")

    def __init__(self, source: int, kind: Kind, about: tuple[Any, ...], questions: "Questions"):
        self.source, self.kind, self.about = source, kind, about
        self.ask: Callable[[Any], Any] = partial(kind, *about, questions)
        self.same = questions.same
        self.is_steady = source in _NONE_ON_FILE or kind in _STEADY

    def answered(self, part: Any) -> Any:
        """Return the answer of a record; equal answers of a kind are one object."""
        found = self.ask(part)
        return self.same.same((self.kind, found), found) if isinstance(found, (tuple, frozenset)) else found


# What was asked, with the answers, in the order of asking.
Trail = dict[Question, Any]


class Row(dict[Any, Any]):
    """What one record, or text of records, answers; each answer is worked out when it is first asked for.

    Beside answers to questions it holds what was heard of somebody with this record (``Heard``).
    """

    __slots__ = ("part",)

    def __init__(self, part: Any):
        self.part = part

    def __missing__(self, question: Question) -> Any:
        found = self[question] = question.answered(self.part)
        return found


class Answers:
    """One person's ``rows`` by source. What is asked of the whole person is asked of the answers themselves.

    Most people are calm: long here and staying, never disciplined, never away, nothing pending.
    """

    def __init__(self, questions: "Questions"):
        self.rows = [*(Row(None) for _ in range(WHOLE)), Row(self)]
        # What was asked in one go, each once: many memories end alike.
        self.asked = Limited()
        self.known = [Limited() for _ in range(WHOLE)]
        self.first = questions.first
        self.about(Packed())

    def about(self, packed: Packed, person: Packed | None = None) -> None:
        """Turn to a person; ``packed`` may leave out what tells nobody apart, ``person`` has it all."""
        self.packed = person or packed
        is_troubled = packed.left or packed.disciplines or packed.leaves or packed.matters
        self.is_calm = not is_troubled and (packed.joined is None or packed.joined.year < self.first)
        rows = self.rows
        rows[WHOLE].clear()
        for source, part in enumerate((_span_of(packed), packed[2], packed[3:5], *packed[5:])):
            if rows[source].part != part:
                row = self.known[source][part]
                rows[source] = self.known[source].keep(part, Row(part)) if row is None else row

    def read_all_awards(self) -> None:
        """Turn to all awards of the person: some that were left out may matter after all."""
        self.rows[AWARDS] = Row(self.packed.awards)

    def to(self, question: Question) -> Any:
        return self.rows[question.source][question]


class Questions:
    """What may be asked of a person for a year; the same question is always the same object."""

    def __init__(self, year: int):
        self.year, self.first, self.last_day = year, year - _LATELY, date(year, 12, 31)
        self.asked: dict[tuple[Any, ...], Question] = {}
        # The titles that any question about awards has looked for: no other award can have mattered.
        self.looked_for: frozenset[str] = frozenset()
        # What was asked about leave: whoever answers it all alike was away alike.
        self.of_leaves: list[Question] = []
        # Answers that many people give.
        self.same = Limited()
        # Grows with what may matter of awards and leave.
        self.grown = 0

    def of(self, source: int, kind: Kind, *about: Hashable) -> Question:
        """Return the question of a kind; ``kind`` takes what it is about, these questions, and the record."""
        key = (kind, *about)
        found = self.asked.get(key)
        if found is None:
            found = self.asked[key] = Question(source, kind, about, self)
            if source == LEAVES:
                self.of_leaves.append(found)
                self.grown += 1
        return found

    def look_for(self, codes: Iterable[str]) -> bool:
        """Note that awards of these titles matter; say whether that is new of any of them."""
        is_new = not self.looked_for.issuperset(codes)
        if is_new:
            self.looked_for = self.looked_for.union(codes)
            self.grown += 1
        return is_new


def _span_of(packed: Packed) -> Span:
    """Return what is asked of days: of who stays the year of joining; for the day itself the person is asked."""
    joined, left = packed[:2]
    return (date(joined.year, 1, 1) if joined and not left else joined), left


def is_settled(questions: Questions, span: Span) -> bool:
    """Say whether somebody has been here from before the first year until after the year under review."""
    joined, left = span
    return (left is None or left >= questions.last_day) and (joined is None or joined.year < questions.first)


def left_on(questions: Questions, span: Span) -> date | None:
    return span[1]


_STEADY = (is_settled, left_on)
_NONE_ON_FILE = (DISCIPLINES, LEAVES, MATTERS)


class Memo:
    """What was asked before and what it came to: forks of (source, question, branches), and ends.

    Calm people have a tree of their own, without the questions that all of them answer alike. It ends as
    other memories do (``Limited``).
    """

    __slots__ = ("held", "most", "roots", "turned_away")

    def __init__(self, size: float = 1) -> None:
        self.roots: dict[bool, Any] = {}
        self.most = size * memory.MOST
        self.held = self.turned_away = 0

    def find(self, answers: Answers) -> Any:
        """Return what somebody with these answers came to before, or None."""
        rows, node = answers.rows, self.roots.get(answers.is_calm)
        while node.__class__ is tuple:
            source, question, branches = node
            node = branches.get(rows[source][question])
        return node and node.reached(rows)

    def follow(self, answers: Answers, trail: Trail) -> Any:
        """Return the same, and note in the trail what was asked."""
        rows, node = answers.rows, self.roots.get(answers.is_calm)
        while node.__class__ is tuple:
            source, question, branches = node
            answer = trail[question] = rows[source][question]
            node = branches.get(answer)
        if node is None or node.reached(rows) is None:
            return None
        trail.update(zip(node.asked, node.answers, strict=True))
        return node.found

    def add(self, answers: Answers, trail: Trail, found: Any) -> None:
        """Remember a finding by what was asked for it, where there is room."""
        if self.held >= self.most and not self._starts_anew():
            return
        self.held += 1
        asked = [question for question in trail if not question.is_steady] if answers.is_calm else list(trail)
        given = [trail[question] for question in asked]
        holder, place, done = self.roots, answers.is_calm, 0
        while (node := holder.get(place)) is not None and done < len(asked):
            if node.__class__ is not tuple:
                node = holder[place] = node.fork()
            holder, place, done = node[2], given[done], done + 1
        rest = tuple(asked[done:])
        holder[place] = End(answers.asked.same(rest, rest), tuple(given[done:]), found)

    def _starts_anew(self) -> bool:
        self.turned_away += 1
        is_over = self.turned_away > memory.PATIENCE * self.most
        if is_over:
            self.roots, self.held, self.turned_away = {}, 0, 0
        return is_over


class End:
    """What somebody came to, with what was asked after the last fork and the answers."""

    __slots__ = ("answers", "asked", "found")

    def __init__(self, asked: tuple[Question, ...], answers: tuple[Any, ...], found: Any):
        self.asked, self.answers, self.found = asked, answers, found

    @classmethod
    def of(cls, answers: Answers, trail: Trail, found: Any) -> "End":
        """Return the end of all that was asked of the first one: most memories of single records hold no more."""
        asked = tuple(trail)
        return cls(answers.asked.same(asked, asked), tuple(trail.values()), found)

    def find(self, answers: Answers) -> Any:
        """Return what somebody with these answers came to, or None."""
        return self.reached(answers.rows)

    def memo(self, answers: Answers) -> Memo:
        """Return a memory that others of the same records may be added to."""
        memo = Memo(memory.INNER)
        memo.add(answers, dict(zip(self.asked, self.answers, strict=True)), self.found)
        return memo

    def reached(self, rows: list[Row]) -> Any:
        """Return what was found, or None for who answers otherwise."""
        for question, answer in zip(self.asked, self.answers, strict=True):
            if rows[question.source][question] != answer:
                return None
        return self.found

    def fork(self) -> tuple[int, Question, dict[Any, Any]]:
        """Return the fork at the next question, this end behind it."""
        question = self.asked[0]
        return question.source, question, {self.answers[0]: End(self.asked[1:], self.answers[1:], self.found)}
