"""What was typed beside a page's main form and refused is there again; what was taken does not come back."""

import pytest

from tests.factories.sheets import published_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Hội nghị biểu dương điển hình tiên tiến"


def test_words_that_were_refused_come_back_and_those_that_were_taken_do_not(visit, office, tree):
    page = visit(office)
    page.goto(published_plan(tree).get_absolute_url())
    page.fill("textarea[name=text]", WORDS)
    page.fill(".progress-form input[name=on]", "31/02/2026")

    page.click("text=Ghi tiến độ")
    page.wait_for_selector("#thong-bao .error")
    assert page.input_value("textarea[name=text]") == WORDS
    page.reload()
    assert page.input_value("textarea[name=text]") == WORDS

    page.fill(".progress-form input[name=on]", "05/02/2023")
    page.click("text=Ghi tiến độ")
    page.wait_for_selector("#thong-bao .success")
    page.reload()
    assert page.input_value("textarea[name=text]") == ""
    assert WORDS in page.inner_text(".log")
