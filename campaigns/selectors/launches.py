"""Which units have launched a campaign and signed a pledge, and which have not (S4-31, S4-32)."""

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Campaign, Pledge, UnitLaunch
from emulation.choices import UnitKind
from emulation.models import Unit

LAUNCHING = (UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM)


def units_expected(campaign: Campaign, facility: Unit) -> QuerySet[Unit]:
    """Return the units of a facility that take part: those named by the campaign, or every khoa, phòng, trạm.

    A campaign from above is launched by the facility as a whole too. Seen from the Department, the
    facilities themselves take part.
    """
    own = campaign.facility_id == facility.pk
    chosen = campaign.participants.values("pk")
    if facility.kind == UnitKind.DEPARTMENT:
        units = Unit.objects.filter(parent=facility, kind=UnitKind.FACILITY, is_active=True)
    else:
        kinds = LAUNCHING if own else (*LAUNCHING, UnitKind.FACILITY)
        units = Unit.objects.filter(facility=facility, is_active=True, kind__in=kinds)
    return units.filter(pk__in=chosen) if own and chosen.exists() else units


def units_without_launch(campaign: Campaign, facility: Unit) -> QuerySet[Unit]:
    done = UnitLaunch.objects.filter(campaign=campaign, unit=OuterRef("pk"))
    return units_expected(campaign, facility).filter(~Exists(done)).order_by("position", "name")


def units_without_pledge(campaign: Campaign, facility: Unit) -> QuerySet[Unit]:
    signed = Pledge.parties.through.objects.filter(pledge__campaign=campaign, unit=OuterRef("pk"))
    return units_expected(campaign, facility).filter(~Exists(signed)).order_by("position", "name")


def launches_in(campaign: Campaign, facility: Unit) -> QuerySet[UnitLaunch]:
    """Return the records of a facility's units, or of every facility seen from the Department."""
    launches = UnitLaunch.objects.filter(campaign=campaign).select_related("unit", "minutes", "plan", "by", "facility")
    return launches if facility.kind == UnitKind.DEPARTMENT else launches.filter(facility=facility)


def pledges_in(campaign: Campaign, facility: Unit) -> QuerySet[Pledge]:
    pledges = Pledge.objects.filter(campaign=campaign).select_related("file", "facility").prefetch_related("parties")
    return pledges if facility.kind == UnitKind.DEPARTMENT else pledges.filter(facility=facility)


def pledging_units(campaign: Campaign, facility: Unit) -> QuerySet[Unit]:
    """Return who may be a party to a pledge: the units of the facility, or the facilities among themselves."""
    if facility.kind == UnitKind.DEPARTMENT:
        return units_expected(campaign, facility)
    kinds = (*LAUNCHING, UnitKind.TEAM, UnitKind.MASS)
    return Unit.objects.filter(facility=facility, is_active=True, kind__in=kinds).order_by("name")
