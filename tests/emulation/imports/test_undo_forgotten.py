"""What workbooks of records wrote is kept for taking them back, and no longer than that."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emulation.models import Posting, Staff, TakenRows, Taking
from emulation.services import workbook_undo
from emulation.services.ledger import KEPT_DAYS
from emulation.tasks import forget_takings
from tests.emulation.imports.test_undo_records import take, undo
from tests.factories import person


@pytest.fixture
def browser(as_, office, tree):
    an = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", joined_on=date(2020, 1, 1))
    Posting.objects.get_or_create(staff=an, until=None, defaults={"unit": tree.noi, "since": date(2020, 1, 1)})
    return as_(office)


def test_it_is_kept_for_its_days(browser):
    url = take(browser, "staff")
    Taking.objects.update(at=timezone.now() - timedelta(days=KEPT_DAYS - 1))
    assert forget_takings() == 0
    assert "Hoàn tác lần nhập" in browser.get(url).content.decode()
    assert "Đã hoàn tác: xóa" in undo(browser, url)


def test_afterwards_nothing_of_it_is_left_and_the_page_says_so(browser):
    url = take(browser, "staff")
    Taking.objects.update(at=timezone.now() - timedelta(days=KEPT_DAYS + 1))
    assert (forget_takings(), TakenRows.objects.count()) == (4, 0)
    shown = browser.get(url).content.decode()
    assert ("Hoàn tác lần nhập" in shown, "Đã nhập" in browser.get("/ho-so/nhan-su/nhap/").content.decode()) == (
        False, True
    )  # fmt: skip
    assert "đã quá 90 ngày nên không hoàn tác được nữa" in undo(browser, url)
    assert Staff.objects.filter(code="S2").exists()


def test_what_is_let_go_while_it_is_taken_back_is_not_said_to_be(browser, monkeypatch):
    opened = workbook_undo._open

    def late(*which):
        taking = opened(*which)
        Taking.objects.update(at=timezone.now() - timedelta(days=KEPT_DAYS + 1))
        assert forget_takings() == 4
        return taking

    url = take(browser, "staff")
    monkeypatch.setattr(workbook_undo, "_open", late)
    said = undo(browser, url)
    assert ("đã quá 90 ngày nên không hoàn tác được nữa" in said, "Đã hoàn tác" in said) == (True, False)
    assert Staff.objects.filter(code="S2").exists()
    assert Taking.objects.get().undone_at is None


def test_nothing_is_left_of_what_was_taken_back(browser):
    undo(browser, take(browser, "staff"))
    assert (Taking.objects.get().undone_at is None, TakenRows.objects.count()) == (False, 0)
