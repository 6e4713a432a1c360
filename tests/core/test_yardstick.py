"""A bound in seconds is missed only by what misses it every time."""

import pytest

from tests.yardstick import TRIES, least, took


@pytest.mark.parametrize(
    "first, later, wanted, again", [(3, [], 3, 0), (10, [], 10, 0), (13, [7, 6], 7, 1), (13, [12, 11], 11, 2)]
)
def test_what_took_too_long_is_done_again_and_the_least_counts(first, later, wanted, again):
    done = iter(later)
    counted = []

    def once():
        counted.append(1)
        return next(done)

    assert least(10, first, once) == wanted
    assert len(counted) == again <= TRIES - 1


def test_work_within_its_bound_is_done_once_and_other_work_as_often_as_it_may_be():
    done = []
    assert took(60, lambda: done.append(1)) <= 60
    assert len(done) == 1
    assert took(-1, lambda: done.append(1)) >= 0
    assert len(done) == 1 + TRIES
