import pytest
from django.test import RequestFactory

from core.views import window
from emulation.models import Unit
from tests.factories.people import unit

pytestmark = pytest.mark.django_db
ORDER = ("search_key", "pk")


@pytest.fixture
def units():
    return [unit(f"Khoa {number:02}", "khoa", None, code=f"K{number:02}") for number in range(10)]


def shown(query, size=4, order=ORDER):
    found = window(Unit.objects.all(), RequestFactory().get("/", query), order=order, size=size)
    return [row.code for row in found.rows], found


def test_the_first_page_has_no_way_back(units):
    codes, found = shown({})
    assert codes == ["K00", "K01", "K02", "K03"]
    assert found.previous_mark == ""


def test_pages_follow_each_other_without_gap_or_overlap(units):
    codes, found = shown({})
    while found.next_mark:
        more, found = shown({"sau": found.next_mark})
        codes += more
    assert codes == [f"K{number:02}" for number in range(10)]


def test_the_way_back_shows_the_page_before_in_order(units):
    _, first = shown({})
    _, second = shown({"sau": first.next_mark})
    codes, back = shown({"truoc": second.previous_mark})
    assert codes == ["K00", "K01", "K02", "K03"]
    assert back.previous_mark == ""


def test_a_descending_list_pages_too(units):
    codes, found = shown({}, order=("-search_key", "-pk"))
    more, _ = shown({"sau": found.next_mark}, order=("-search_key", "-pk"))
    assert codes + more == [f"K{number:02}" for number in range(9, 1, -1)]


def test_a_forged_mark_shows_the_first_page(units):
    codes, _ = shown({"sau": "rubbish"})
    assert codes == ["K00", "K01", "K02", "K03"]


def test_deep_pages_cost_one_query(units, django_assert_num_queries):
    _, first = shown({})
    with django_assert_num_queries(1):
        shown({"sau": first.next_mark})
