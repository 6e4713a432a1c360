"""The demo hospital as a world for the tests of the house: every kind of object, every part."""

import pytest
from django.db import transaction

from config.demo.load import load_demo


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the demo once for a module, inside a transaction that is rolled back after it."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # ballots are durable transactions of their own
        block.__enter__()
        load_demo()
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)
