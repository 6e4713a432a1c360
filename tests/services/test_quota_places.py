"""The last place of a quota, pressed for by many at once, on a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from campaigns.models import Quota
from campaigns.selectors.quotas import places_used
from campaigns.services.proposal import take_proposal_step
from campaigns.services.quota import set_quota
from core.workflow import Refused
from emulation.choices import Role
from tests.factories import facility_tree, person, user_with
from tests.factories.campaigns import campaign_at, proposal_at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CROWD = 12


def all_at_once(acts):
    """Run every act in a thread of its own, started together; return the refusals, None for each that passed."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=20)
            act()
            return None
        except Refused as refused:
            return refused.reasons
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def crowd():
    """A running campaign with ten places for individuals, nine of them taken, and twelve drafts ready to go."""
    tree = facility_tree()
    head = user_with("truong.noi", "Trần Đình Phúc", (Role.HEAD, tree.noi))
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    leader = user_with("giamdoc", "Lê Quang Vinh", (Role.LEADER, tree.hospital))
    campaign = campaign_at("launched", facility=tree.hospital, office=office, leader=leader, quotas=(5, 10))

    def proposals(status, count, name):
        people = [person(f"{name} {n}", tree.noi) for n in range(count)]
        return [proposal_at(status, campaign=campaign, unit=tree.noi, by=head, staff=one) for one in people]

    taken = proposals("submitted", 9, "Lê Văn")
    drafts = proposals("draft", CROWD, "Trần Thị")
    quota = Quota.objects.get(campaign=campaign, kind="ca_nhan")
    return {"head": head, "office": office, "quota": quota, "drafts": drafts, "taken": taken}


def test_of_many_who_press_at_once_one_gets_the_last_place(crowd):
    acts = [lambda d=draft: take_proposal_step(d, "submit", by=crowd["head"]) for draft in crowd["drafts"]]

    outcomes = all_at_once(acts)

    assert outcomes.count(None) == 1
    refusals = [reasons for reasons in outcomes if reasons is not None]
    assert refusals == [["Đã đủ 10/10 cá nhân của phong trào này, không còn chỗ."]] * (CROWD - 1)
    assert places_used(crowd["quota"]) == 10


def test_reserves_taken_up_at_once_share_no_place(crowd):
    first, *others = crowd["drafts"]
    take_proposal_step(first, "submit", by=crowd["head"])
    for draft in others:
        take_proposal_step(draft, "stand_by", by=crowd["head"])
    take_proposal_step(crowd["taken"][0], "reject", by=crowd["office"], note="Chưa tiêu biểu")

    outcomes = all_at_once([lambda d=d: take_proposal_step(d, "take_up", by=crowd["office"]) for d in others])

    assert outcomes.count(None) == 1
    assert places_used(crowd["quota"]) == 10


def test_a_quota_cut_while_places_are_taken_never_falls_below_them(crowd):
    cut = [lambda: set_quota(crowd["quota"], places=9, reason="Điều chỉnh phân bổ", by=crowd["office"])]
    press = [lambda d=draft: take_proposal_step(d, "submit", by=crowd["head"]) for draft in crowd["drafts"]]

    all_at_once(cut + press)

    crowd["quota"].refresh_from_db()
    assert places_used(crowd["quota"]) <= crowd["quota"].places
