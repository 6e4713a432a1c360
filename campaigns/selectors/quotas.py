"""How many places there are, how many are taken, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from campaigns.choices import PLACED_PROPOSALS, CampaignStatus, ProposalStatus
from campaigns.models import Campaign, Programme, Proposal, Quota
from campaigns.workflow import places_taken
from emulation.choices import SubjectKind


@dataclass(frozen=True)
class Meter:
    """One counter: a kind of subject in a campaign or programme. ``limit`` None means not yet allocated."""

    kind: str
    used: int
    limit: int | None
    reserve: int = 0

    @property
    def label(self) -> str:
        return str(SubjectKind(self.kind).label)

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(self.limit - self.used, 0)

    @property
    def shown(self) -> int | None:
        """Return the limit where there is a meter to draw."""
        return self.limit or None

    @property
    def is_out(self) -> bool:
        """Say whether this kind is not considered at all."""
        return self.limit == 0

    @property
    def is_full(self) -> bool:
        return bool(self.limit) and self.left == 0


@dataclass(frozen=True)
class Counter:
    """The two meters of a campaign, or of one of its programmes."""

    programme: Programme | None
    collectives: Meter
    individuals: Meter

    @property
    def meters(self) -> tuple[Meter, Meter]:
        return self.collectives, self.individuals


def places_used(quota: Quota) -> int:
    """Return how many places of a quota are taken now; exact only under its lock."""
    return places_taken(quota)


def places_used_in(campaigns: Iterable[Campaign]) -> dict[tuple[int, int | None, str], int]:
    """Return the places taken by (campaign, programme, kind): one query for any number of campaigns."""
    used = _used(Proposal.objects.filter(campaign__in=list(campaigns)))
    return {key: taken for key, (taken, _) in used.items()}


def places_refusals(quota: Quota, places: int | None, *, used: int) -> list[str]:
    """Return why a quota cannot have this number: the campaign is over, or more places are taken already."""
    if quota.campaign.status == CampaignStatus.CLOSED:
        return ["Phong trào đã tổng kết, không đổi số lượng xét được nữa."]
    if used and (places is None or places < used):
        word = quota.get_kind_display().lower()
        return [f"Đã dùng {used} chỗ {word}, không giảm xuống {say_places(places)} được. Trả lại bớt đề xuất trước."]
    return []


def say_places(places: int | None) -> str:
    """Return a number of places in words; none at all means not yet allocated."""
    return "chưa giao" if places is None else str(places)


def counters_of(campaign: Campaign) -> list[Counter]:
    """Return the counters of a campaign: one, or one for each of its programmes."""
    rows: dict[int | None, dict[str, Quota]] = defaultdict(dict)
    programmes: dict[int | None, Programme | None] = {}
    for quota in _counting(Quota.objects.filter(campaign=campaign)).select_related("programme"):
        rows[quota.programme_id][quota.kind] = quota
        programmes[quota.programme_id] = quota.programme
    used = _used(Proposal.objects.filter(campaign=campaign))
    return [
        Counter(
            programmes[key],
            *(
                _meter(kind, kinds.get(kind), used[(campaign.pk, key, kind)])
                for kind in (SubjectKind.COLLECTIVE, SubjectKind.PERSON)
            ),
        )
        for key, kinds in rows.items()
    ]


def summed_counters(campaigns: Iterable[Campaign]) -> dict[int, Counter]:
    """Return one counter a campaign, its programmes added up: two queries for any number of campaigns."""
    wanted = list(campaigns)
    quotas: dict[tuple[int, str], list[int | None]] = defaultdict(list)
    for quota in _counting(Quota.objects.filter(campaign__in=wanted)):
        quotas[(quota.campaign_id, quota.kind)].append(quota.places)
    used: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for (pk, _, kind), (taken, reserve) in _used(Proposal.objects.filter(campaign__in=wanted)).items():
        used[(pk, kind)][0] += taken
        used[(pk, kind)][1] += reserve
    return {campaign.pk: _summed(campaign.pk, quotas, used) for campaign in wanted}


def totals(campaigns: QuerySet[Campaign]) -> tuple[int, int]:
    """Return the fixed numbers of several campaigns added up: collectives, individuals (S4-23)."""
    rows = _counting(Quota.objects.filter(campaign__in=campaigns, places__isnull=False))
    found: dict[str, int] = defaultdict(int)
    for kind, places in rows.values_list("kind", "places"):
        found[kind] += places or 0
    return found[SubjectKind.COLLECTIVE], found[SubjectKind.PERSON]


def usage_by_facility(campaign: Campaign) -> list[Any]:
    """Return how many places each hospital takes in a campaign of the Department."""
    placed = Proposal.objects.filter(campaign=campaign, status__in=PLACED_PROPOSALS)
    rows = placed.values("facility__name").annotate(
        collectives=Count("pk", filter=Q(kind=SubjectKind.COLLECTIVE)),
        individuals=Count("pk", filter=Q(kind=SubjectKind.PERSON)),
        direct=Count("pk", filter=Q(is_direct=True)),
    )
    return list(rows.order_by("facility__name"))


def direct_share(campaign: Campaign) -> tuple[int, int]:
    """Return how many of the people with a place work directly, and how many people there are (S4-5)."""
    people = Proposal.objects.filter(campaign=campaign, kind=SubjectKind.PERSON, status__in=PLACED_PROPOSALS)
    found = people.aggregate(direct=Count("pk", filter=Q(is_direct=True)), all=Count("pk"))
    return found["direct"], found["all"]


def _counting(quotas: QuerySet[Quota]) -> QuerySet[Quota]:
    """Leave out the numbers "for each programme": they count nothing themselves."""
    return quotas.exclude(campaign__is_per_programme=True, programme__isnull=True).order_by("programme__order", "pk")


def _used(proposals: QuerySet[Proposal]) -> dict[tuple[int, int | None, str], list[int]]:
    rows = (
        proposals.order_by()
        .values_list("campaign", "programme", "kind")
        .annotate(
            taken=Count("pk", filter=Q(status__in=PLACED_PROPOSALS)),
            reserve=Count("pk", filter=Q(status=ProposalStatus.RESERVE)),
        )
    )
    found: dict[tuple[int, int | None, str], list[int]] = defaultdict(lambda: [0, 0])
    for campaign, programme, kind, taken, reserve in rows:
        found[(campaign, programme, kind)] = [taken, reserve]
    return found


def _meter(kind: str, quota: Quota | None, used: list[int]) -> Meter:
    return Meter(kind, used[0], quota.places if quota else None, used[1])


def _summed(
    pk: int, quotas: dict[tuple[int, str], list[int | None]], used: dict[tuple[int, str], list[int]]
) -> Counter:
    meters = []
    for kind in (SubjectKind.COLLECTIVE, SubjectKind.PERSON):
        known = [places for places in quotas[(pk, kind)] if places is not None]
        taken, reserve = used[(pk, kind)]
        meters.append(Meter(kind, taken, sum(known) if known else None, reserve))
    return Counter(None, *meters)
