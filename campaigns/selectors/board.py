"""The campaign board: one card a campaign, the same number of queries for any number of cards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from campaigns.access import WRITERS
from campaigns.choices import CampaignStatus, Level
from campaigns.models import Campaign, Pledge, Stage, UnitLaunch
from campaigns.selectors.launches import LAUNCHING
from campaigns.selectors.notes import Facts, Note, badge_of, note_of
from campaigns.selectors.quotas import Counter, Meter, summed_counters
from emulation.choices import Role, UnitKind
from emulation.models import Unit, User


@dataclass(frozen=True)
class Card:
    """One campaign as the board shows it."""

    campaign: Campaign
    counter: Counter
    stages: list[dict[str, str]]
    badge: tuple[str, str] | None
    note: Note | None

    @property
    def level(self) -> str:
        """Return who launched it, as the hospital's people say it."""
        return "Bệnh viện" if self.campaign.level == Level.FACILITY else str(self.campaign.get_level_display())

    @property
    def meters(self) -> list[tuple[Meter, str]]:
        """Return both meters with the sentence that stands in for an empty one."""
        return [(meter, empty_words(self.campaign, meter)) for meter in self.counter.meters]


def cards_of(user: User, campaigns: QuerySet[Campaign], place: Unit | None) -> list[Card]:
    """Return the cards of a list of campaigns, as this person needs them."""
    shown = list(campaigns.prefetch_related("stages", "participants"))
    facts = _gather(user, shown, place)
    today = timezone.localdate()
    return [_card(campaign, facts, today) for campaign in shown]


def stages_of(stages: Iterable[Stage], today: date) -> list[dict[str, str]]:
    """Return stages with their state on a day: done, now or still to come."""
    return [
        {"label": stage.name, "note": _span(stage), "state": _state(stage, today)}
        for stage in sorted(stages, key=lambda stage: (stage.starts_on, stage.pk))
    ]


def empty_words(campaign: Campaign, meter: Meter) -> str:
    """Return what stands in place of an empty meter: not considered, or not yet allocated (S4-10, S4-16)."""
    if meter.is_out:
        return f"không xét {meter.label.lower()}"
    if campaign.is_per_programme:
        return "chưa có chương trình nào"
    return "theo phân bổ, chưa giao"


def places_left(cards: Iterable[Card]) -> list[tuple[str, tuple[int, int]]]:
    """Return how many places are left of how many, over all cards with fixed numbers: (word, (left, of))."""
    pairs = [card.counter.meters for card in cards]
    found = []
    for word, meters in zip(("tập thể", "cá nhân"), zip(*pairs, strict=True), strict=True) if pairs else ():
        of = sum(meter.limit or 0 for meter in meters)
        if of:
            found.append((word, (sum(meter.left or 0 for meter in meters), of)))
    return found


def _gather(user: User, shown: list[Campaign], place: Unit | None) -> Facts:
    units = _expected_units(place)
    done: dict[int, set[int]] = defaultdict(set)
    pledged: dict[int, set[int]] = defaultdict(set)
    if place is not None:
        for campaign, unit in UnitLaunch.objects.filter(campaign__in=shown).values_list("campaign", "unit"):
            done[campaign].add(unit)
        for campaign, unit in Pledge.objects.filter(campaign__in=shown).values_list("campaign", "parties"):
            pledged[campaign].add(unit)
    expected = {campaign.pk: _expected(campaign, units, place) for campaign in shown}
    return Facts(
        place=place,
        counters=summed_counters(shown),
        missing={pk: [unit for unit in found if unit.pk not in done[pk]] for pk, found in expected.items()},
        expected={pk: len(found) for pk, found in expected.items()},
        pledged={pk: len(pledged[pk] & {unit.pk for unit in found}) for pk, found in expected.items()},
        mine=frozenset(unit.pk for unit in user.units_of(*WRITERS)),
        is_office=bool(user.units_of(Role.OFFICE, Role.DEPARTMENT, Role.LEADER)),
    )


def _expected_units(place: Unit | None) -> list[Unit]:
    if place is None:
        return []
    if place.kind == UnitKind.DEPARTMENT:
        found = Unit.objects.filter(parent=place, kind=UnitKind.FACILITY, is_active=True)
    else:
        found = Unit.objects.filter(facility=place, is_active=True, kind__in=(*LAUNCHING, UnitKind.FACILITY))
    return list(found.order_by("position", "name"))


def _expected(campaign: Campaign, units: list[Unit], place: Unit | None) -> list[Unit]:
    """Return who should launch a running campaign (see ``launches.units_expected``), from what is at hand."""
    if place is None or campaign.status != CampaignStatus.LAUNCHED:
        return []
    if campaign.facility_id != place.pk:
        return units
    chosen = {unit.pk for unit in campaign.participants.all()}
    own = [unit for unit in units if place.kind == UnitKind.DEPARTMENT or unit.kind != UnitKind.FACILITY]
    return [unit for unit in own if not chosen or unit.pk in chosen]


def _card(campaign: Campaign, facts: Facts, today: date) -> Card:
    counter = facts.counters[campaign.pk]
    note = note_of(campaign, counter, facts, today)
    return Card(campaign, counter, stages_of(campaign.stages.all(), today), badge_of(campaign, counter, facts), note)


def _state(stage: Stage, today: date) -> str:
    if stage.starts_on > today:
        return ""
    return "done" if stage.ends_on and stage.ends_on < today else "now"


def _span(stage: Stage) -> str:
    until = f" – {stage.ends_on:%d/%m}" if stage.ends_on else ""
    return f"{stage.starts_on:%d/%m}{until}"
