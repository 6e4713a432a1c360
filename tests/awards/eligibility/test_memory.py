"""Memories of the judges end, and keep what is asked for again and again."""

from datetime import date

import pytest

from awards.criteria.answers import SPAN, Answers, Memo, Questions
from awards.criteria.memory import Recent
from awards.criteria.packed import Packed


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr("awards.criteria.memory.MOST", 3)


def test_what_is_asked_for_again_and_again_is_kept_and_the_rest_goes():
    memory = Recent()
    memory.keep("often", 1)
    for number in range(100):
        memory.keep(number, number)
        assert memory["often"] == 1
    assert memory[0] is None
    assert len(memory) <= 3 and len(memory.older) <= 3


def test_what_was_never_kept_is_none_and_is_not_kept_by_asking():
    memory = Recent()
    assert memory["never"] is None
    assert not memory and not memory.older


def test_a_memory_may_be_larger_than_usual():
    memory = Recent(size=2)
    for number in range(6):
        memory.keep(number, number)
    assert memory[0] == 0


def test_of_two_things_alike_the_first_is_given_back():
    memory, first = Recent(), (1, 2)
    assert memory.same(first, first) is first
    assert memory.same((1, 2), tuple([1, 2])) is first


def test_a_memory_of_answers_keeps_what_people_come_to_again():
    questions = Questions(2025)
    answers, memo = Answers(questions), Memo()
    question = questions.of(SPAN, lambda asked, span: span)

    def turn_to(number: int) -> None:
        answers.about(Packed(came_from=bool(number), joined=None if not number else _day(number)))

    for number in range(50):
        turn_to(number)
        memo.add(answers, {question: answers.to(question)}, f"found {number}")
        turn_to(0)
        noted: dict = {}
        assert memo.follow(answers, noted) == memo.find(answers) == "found 0"
        assert noted == {question: answers.to(question)}
    turn_to(1)
    assert memo.find(answers) is None


def _day(number: int) -> date:
    return date(2024, 1 + number // 28, 1 + number % 28)
