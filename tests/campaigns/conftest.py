"""A running campaign of the hospital and one of the Department, and a road to each state of a proposal."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emulation.choices import Role
from tests.factories import person, user_with
from tests.factories.campaigns import campaign_at, proposal_at


@pytest.fixture
def leader(director):
    return director


@pytest.fixture
def campaign(tree, office, director):
    """A hospital's campaign that runs: 2 collectives, 3 individuals."""
    return campaign_at("launched", facility=tree.hospital, office=office, leader=director, quotas=(2, 3))


@pytest.fixture
def province(tree, department):
    """The Department's campaign that runs: 1 collective, 2 individuals, for all hospitals together."""
    return campaign_at(
        "launched",
        facility=tree.department,
        office=department,
        quotas=(1, 2),
        level="so_y_te",
        title="Thầy thuốc như mẹ hiền",
    )


@pytest.fixture
def nurse(tree):
    return person("Nguyễn Thị Đào", tree.noi, position="Điều dưỡng", job_type="dieu_duong")


@pytest.fixture
def proposal(campaign, head, nurse):
    return proposal_at("draft", campaign=campaign, unit=nurse.unit, staff=nurse, by=head)


@pytest.fixture
def pdf():
    """Return a function that makes an uploaded PDF."""

    def make(name: str = "bao-cao.pdf") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, b"%PDF-1.7 ...", content_type="application/pdf")

    return make


@pytest.fixture
def union_lead(tree):
    """The trade union of the hospital and the person who leads it."""
    user = user_with("congdoan", "Mai Thị Hồng", (Role.UNION, tree.union), (Role.HEAD, tree.union))
    return SimpleNamespace(user=user, unit=tree.union)
