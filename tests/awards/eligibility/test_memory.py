"""Memories of the judges end, and keep what is asked for again and again."""

from datetime import date

import pytest

from awards.criteria.answers import SPAN, Answers, Memo, Questions
from awards.criteria.memory import PATIENCE, Limited
from awards.criteria.packed import Packed

MOST = 3


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr("awards.criteria.memory.MOST", MOST)


def test_what_comes_first_is_kept_and_what_finds_no_room_is_given_back_all_the_same():
    memory = Limited()
    assert [memory.keep(number, -number) for number in range(10)] == [-number for number in range(10)]
    assert dict(memory) == {0: 0, 1: -1, 2: -2}
    assert memory[5] is None


def test_what_is_kept_may_be_replaced_also_where_there_is_no_room():
    memory = Limited()
    for number in range(MOST):
        memory.keep(number, "old")
    memory.keep(0, "new")
    assert memory == {0: "new", 1: "old", 2: "old"}


def test_a_memory_that_turned_away_many_times_what_it_holds_starts_anew_with_who_comes_now():
    memory = Limited()
    for number in range(MOST + PATIENCE * MOST):
        memory.keep(number, number)
    assert list(memory) == [0, 1, 2]
    for number in range(100, 105):
        memory.keep(number, number)
    assert list(memory) == [100, 101, 102]
    memory.keep(200, 200)
    assert list(memory) == [100, 101, 102], "it is patient again"


def test_what_was_never_kept_is_none_and_is_not_kept_by_asking():
    memory = Limited()
    assert memory["never"] is None
    assert not memory


def test_a_memory_may_be_larger_than_usual():
    memory = Limited(size=2)
    for number in range(9):
        memory.keep(number, number)
    assert list(memory) == [0, 1, 2, 3, 4, 5]


def test_of_two_things_alike_the_first_is_given_back():
    memory, first = Limited(), (1, 2)
    assert memory.same(first, first) is first
    assert memory.same((1, 2), tuple([1, 2])) is first


def test_a_memory_of_answers_keeps_what_people_came_to_first_and_starts_anew_when_others_come():
    questions = Questions(2025)
    answers, memo = Answers(questions), Memo()
    question = questions.of(SPAN, lambda asked, span: span)

    def come(number: int) -> None:
        answers.about(Packed(joined=_day(number), left=date(2026, 1, 1)))

    def found() -> str | None:
        noted: dict = {}
        known = memo.follow(answers, noted)
        assert known == memo.find(answers)
        assert noted == {question: answers.to(question)} or known is None
        return known

    def kept(numbers: range) -> list[int]:
        return [number for number in numbers if come(number) or found() == f"found {number}"]

    for number in range(MOST + PATIENCE * MOST):
        come(number)
        memo.add(answers, {question: answers.to(question)}, f"found {number}")
    assert kept(range(50)) == [0, 1, 2]
    for number in range(40, 50):
        come(number)
        memo.add(answers, {question: answers.to(question)}, f"found {number}")
    assert kept(range(50)) == [40, 41, 42]


def _day(number: int) -> date:
    return date(2024, 1 + number // 28, 1 + number % 28)
