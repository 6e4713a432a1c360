"""People whom units nominate, and a campaign whose accepted proposal may become a nomination."""

import pytest

from tests.factories import person
from tests.factories.campaigns import campaign_at, proposal_at
from tests.factories.nominations import draft, nomination_at


@pytest.fixture
def nurse(tree):
    return person("Nguyễn Thị Đào", tree.noi, position="Điều dưỡng", job_type="dieu_duong")


@pytest.fixture
def bare(tree, nurse, head):
    """A draft with nothing written and nothing attached."""
    return draft(tree.noi, staff=nurse, by=head)


@pytest.fixture
def sent(tree, nurse, head, office):
    return nomination_at("submitted", unit=tree.noi, staff=nurse, by=head, office=office)


@pytest.fixture
def campaign(tree, office, director):
    """A running campaign of the hospital with places for one collective and one person."""
    return campaign_at("launched", facility=tree.hospital, office=office, leader=director, quotas=(1, 1))


@pytest.fixture
def proposal(campaign, tree, head, office, nurse):
    return proposal_at("accepted", campaign=campaign, unit=tree.noi, staff=nurse, by=head, office=office)
