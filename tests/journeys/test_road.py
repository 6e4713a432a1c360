"""The main road from a department's registration to the Department of Health, walked by six people in Chromium."""

import pytest
import time_machine

from tests.journeys.axe import Lookout
from tests.journeys.road.ballots import vote
from tests.journeys.road.campaign import campaign
from tests.journeys.road.council import prepare
from tests.journeys.road.papers import papers
from tests.journeys.road.registration import register
from tests.journeys.road.reports import report
from tests.journeys.road.review import review
from tests.journeys.road.stage import BEGINS, set_the_stage
from tests.journeys.road.workbook import workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STATIONS = (register, review, campaign, prepare, vote, papers, workbook, report)


@pytest.fixture
def december(settings):
    """Let the story begin on its day, whatever the day of the test; letters go to files, as in the embedded edition."""
    settings.EMAIL_BACKEND = "core.mail.FileBackend"
    with time_machine.travel(BEGINS):
        yield


def test_the_main_road(visit, december):
    stage, look = set_the_stage(), Lookout()
    for walk in STATIONS:
        walk(visit, stage, look)
    assert not look.faults, f"\n{look}"
