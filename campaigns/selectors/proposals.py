"""Proposals in campaigns, from what a person may see."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from campaigns.access import SIGNERS, WRITERS, judges_proposal, own_papers, writes_for_unit
from campaigns.choices import OPEN_PROPOSALS, WAITING_PROPOSALS, ProposalStatus
from campaigns.models import Appraisal, Campaign, Proposal, ProposalFile
from campaigns.selectors.history import proposal_history
from campaigns.workflow import PROPOSAL
from emulation.access import HOSPITAL_ROLES, is_office, within
from emulation.audit import history
from emulation.choices import Role, UnitKind
from emulation.models import AuditEvent, Unit, User
from emulation.selectors.people import matching


def visible_proposals(user: User) -> QuerySet[Proposal]:
    """Return the proposals a person sees: the own unit's; what was sent, for those who review it.

    Drafts belong to the unit. Council members see what was accepted; a specialised unit sees what it
    is asked about; the Department sees what was sent in its campaigns, from every hospital.
    """
    sent = ~Q(status=ProposalStatus.DRAFT)
    led = [unit.pk for unit in user.units_of(*SIGNERS)]
    departments = [unit.pk for unit in user.units_of(Role.DEPARTMENT) if unit.kind == UnitKind.DEPARTMENT]
    asked = Appraisal.objects.filter(proposal=OuterRef("pk"), unit__in=led)
    seen = (
        own_papers(user)
        | Q(created_by=user)
        | within(user, HOSPITAL_ROLES) & sent
        | within(user, (Role.COUNCIL,)) & Q(status=ProposalStatus.ACCEPTED)
        | Q(campaign__owner__in=led) & sent
        | Q(campaign__facility__in=departments) & sent
        | Exists(asked) & sent
    )
    return Proposal.objects.filter(seen).select_related(
        "campaign__facility", "campaign__owner", "unit", "facility", "programme"
    )


def written_proposals(user: User) -> QuerySet[Proposal]:
    """Return the proposals whose text the person may change: drafts and returned ones of the own unit."""
    mine = own_papers(user) | within(user, (Role.OFFICE,)) | Q(created_by=user)
    return visible_proposals(user).filter(mine, status__in=OPEN_PROPOSALS)


def visible_proposal_files(user: User) -> QuerySet[ProposalFile]:
    found = ProposalFile.objects.filter(proposal__in=visible_proposals(user))
    return found.select_related("attachment", "proposal__campaign", "proposal__unit")


def waiting_proposals(user: User) -> QuerySet[Proposal]:
    """Return what the person has to review: the hospital's, and those of campaigns in the own hands."""
    led = [unit.pk for unit in user.units_of(*SIGNERS)]
    departments = [unit.pk for unit in user.units_of(Role.DEPARTMENT)]
    mine = within(user, (Role.OFFICE,)) | Q(campaign__owner__in=led) | Q(campaign__facility__in=departments)
    return Proposal.objects.filter(mine, status__in=WAITING_PROPOSALS)


def accepted_proposals(facility: Unit) -> QuerySet[Proposal]:
    """Return the accepted proposals of a facility: the source of its nominations."""
    found = Proposal.objects.filter(facility=facility, status=ProposalStatus.ACCEPTED)
    return found.select_related("campaign", "unit", "staff", "subject_unit", "programme").order_by("name_key", "pk")


def proposals_matching(
    proposals: QuerySet[Proposal],
    *,
    q: str = "",
    kind: str = "",
    status: str = "",
    programme: int | None = None,
    unit: int | None = None,
) -> QuerySet[Proposal]:
    """Narrow a list of proposals; words without accents."""
    proposals = matching(proposals, q)
    exact = {"kind": kind, "status": status, "programme": programme, "unit": unit}
    return proposals.filter(**{name: value for name, value in exact.items() if value})


def appraisals_to_answer(user: User) -> QuerySet[Appraisal]:
    """Return the open questions put to the units the person signs for."""
    units = [unit.pk for unit in user.units_of(*SIGNERS)]
    return Appraisal.objects.filter(unit__in=units, opinion="").select_related("proposal__campaign", "unit")


def proposing_units(user: User, campaign: Campaign) -> list[Unit]:
    """Return the units in whose name the person may propose in a campaign; the office for any of its hospital."""
    own = [unit for unit in user.units_of(*WRITERS) if unit.kind not in (UnitKind.DEPARTMENT, UnitKind.FACILITY)]
    offices = [unit.pk for unit in user.units_of(Role.OFFICE) if unit.kind == UnitKind.FACILITY]
    under = Unit.objects.filter(facility__in=offices, is_active=True).exclude(kind=UnitKind.FACILITY) if offices else ()
    units = {unit.pk: unit for unit in (*own, *under)}
    chosen = set(campaign.participants.values_list("pk", flat=True))
    found = [
        unit
        for unit in units.values()
        if not chosen or unit.pk in chosen or unit.kind in (UnitKind.MASS, UnitKind.PARTY)
    ]
    return sorted(found, key=lambda unit: unit.name)


def judged_proposals(user: User) -> QuerySet[Proposal]:
    """Return the waiting proposals that the person reviews, ready to act on."""
    return visible_proposals(user).filter(pk__in=waiting_proposals(user).values("pk"))


def units_in(proposals: QuerySet[Proposal]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=proposals.order_by().values("unit")).order_by("name")


def appraisers_of(proposal: Proposal) -> QuerySet[Unit]:
    """Return the units that may be asked for an opinion: the offices and departments of the hospital (S4-34)."""
    asked = proposal.appraisals.values("unit")
    found = Unit.objects.filter(facility=proposal.facility_id, is_active=True, kind__in=(UnitKind.PHONG, UnitKind.KHOA))
    return found.exclude(pk__in=asked).order_by("kind", "name")


def dossier_of(proposal: Proposal, user: User) -> dict[str, Any]:
    """Return what the page of a proposal shows to this person."""
    appraisals = list(proposal.appraisals.select_related("unit", "answered_by", "asked_by"))
    mine = {unit.pk for unit in user.units_of(*SIGNERS)}
    judges = judges_proposal(user, proposal) and proposal.status in WAITING_PROPOSALS
    return {
        "proposal": proposal,
        "campaign": proposal.campaign,
        "steps": PROPOSAL.steps_for(proposal, user),
        "files": list(proposal.files.select_related("attachment")),
        "criteria": [c for c in proposal.campaign.criteria.all() if c.kind in ("", proposal.kind)],
        "appraisals": appraisals,
        "to_answer": next((a for a in appraisals if not a.opinion and a.unit_id in mine), None),
        "judges": judges,
        "appraisers": appraisers_of(proposal) if judges else Unit.objects.none(),
        "may_write": written_proposals(user).filter(pk=proposal.pk).exists(),
        "returned": _last_note(proposal, "return") if proposal.status == ProposalStatus.RETURNED else None,
        "rejected": _last_note(proposal, "reject") if proposal.status == ProposalStatus.REJECTED else None,
        "history": proposal_history(proposal),
        "nominate_url": _nominate_url(proposal, user),
    }


def _last_note(proposal: Proposal, action: str) -> AuditEvent | None:
    return history(proposal).filter(action=action).last()


def _nominate_url(proposal: Proposal, user: User) -> str:
    """Return where an accepted proposal becomes a nomination, for those who write the unit's papers."""
    if proposal.status != ProposalStatus.ACCEPTED:
        return ""
    writes = writes_for_unit(user, proposal) or is_office(user, proposal)
    return reverse("awards:nomination_from_proposal", args=[proposal.pk]) if writes else ""
