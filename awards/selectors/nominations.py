"""Nominations for titles and commendations: who sees them, what waits for whom, what the council reads."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from awards.access import councils_of
from awards.choices import DECIDED_NOMINATIONS, OPEN_NOMINATIONS, NominationStatus
from awards.models import Council, Nomination, NominationFile
from campaigns.access import own_papers
from campaigns.choices import ProposalStatus
from campaigns.selectors.audience import signers_of
from emulation.access import HOSPITAL_ROLES, within
from emulation.choices import Role, titles
from emulation.models import Attachment, Target, Unit, User
from emulation.selectors.people import holders, matching

_RELATED = ("unit", "facility", "staff__unit", "subject_unit", "proposal__campaign")


def visible_nominations(user: User) -> QuerySet[Nomination]:
    """Return the nominations a person sees.

    A unit sees its own in every state. The office, the leaders and the administrator see what the
    units of the hospital have sent, and the office its own drafts; the council sees what was accepted.
    """
    sent = ~Q(status=NominationStatus.DRAFT)
    before_the_council = Q(status__in=(NominationStatus.ACCEPTED, *DECIDED_NOMINATIONS))
    seen = (
        own_papers(user)
        | within(user, HOSPITAL_ROLES) & sent
        | within(user, (Role.OFFICE,)) & Q(created_by=user)
        | _sits_in_judgement(user) & before_the_council
    )
    return Nomination.objects.filter(seen).select_related(*_RELATED)


def written_nominations(user: User) -> QuerySet[Nomination]:
    """Return the nominations whose text the person may change: open ones of the own unit, or of the office."""
    mine = own_papers(user) | within(user, (Role.OFFICE,))
    return visible_nominations(user).filter(mine, status__in=OPEN_NOMINATIONS)


def waiting_nominations(user: User) -> QuerySet[Nomination]:
    """Return what waits for the office, the oldest first."""
    mine = Nomination.objects.filter(within(user, (Role.OFFICE,)), status=NominationStatus.SUBMITTED)
    return mine.select_related(*_RELATED).order_by("submitted_at", "pk")


def queue_of(user: User) -> QuerySet[Nomination]:
    """Return what waits for the office with its number of papers, and whether the unit had registered it."""
    aimed_at = Target.objects.filter(title=OuterRef("title"), year=OuterRef("year"), entry__sheet__is_in_force=True)
    of_person = Exists(aimed_at.filter(entry__staff=OuterRef("staff")))
    of_collective = Exists(aimed_at.filter(entry__subject_unit=OuterRef("subject_unit"), entry__kind=OuterRef("kind")))
    return waiting_nominations(user).annotate(papers=Count("files"), was_registered=of_person | of_collective)


def accepted_nominations(facility: Unit) -> QuerySet[Nomination]:
    """Return the nominations of a facility that wait for the council; each still holds its campaign's place."""
    holds_its_place = Q(proposal__isnull=True) | Q(proposal__status=ProposalStatus.ACCEPTED)
    found = Nomination.objects.filter(holds_its_place, facility=facility, status=NominationStatus.ACCEPTED)
    return found.select_related(*_RELATED).order_by("year", "title", "name_key", "pk")


def visible_nomination_files(user: User) -> QuerySet[NominationFile]:
    found = NominationFile.objects.filter(nomination__in=visible_nominations(user).values("pk"))
    return found.select_related("attachment", "nomination__unit", "nomination__facility")


def nominations_matching(
    nominations: QuerySet[Nomination],
    *,
    q: str = "",
    status: str = "",
    title: str = "",
    year: int | None = None,
    unit_kind: str = "",
) -> QuerySet[Nomination]:
    """Narrow a list of nominations; words without accents are looked for in names, codes and units."""
    exact = {"status": status, "title": title, "year": year, "unit__kind": unit_kind}
    return matching(nominations, q).filter(**{name: value for name, value in exact.items() if value})


def state_counts(nominations: QuerySet[Nomination]) -> Counter[str]:
    """Return how many nominations stand in each state; one query."""
    rows = nominations.order_by().values("status").annotate(number=Count("pk", distinct=True))
    return Counter({row["status"]: row["number"] for row in rows})


def years_in(nominations: QuerySet[Nomination]) -> list[int]:
    return list(nominations.order_by("-year").values_list("year", flat=True).distinct())


def titles_in(nominations: QuerySet[Nomination]) -> set[str]:
    return set(nominations.order_by().values_list("title", flat=True).distinct())


# --- one subject, readable in a minute ---


@dataclass(frozen=True)
class Summary:
    """What the council reads of a nomination before it votes."""

    nomination: Nomination
    subject: str
    position: str
    unit: Unit
    title: str
    year: int
    achievements: list[str]
    files: list[NominationFile]
    targets: list[Target]
    earlier: list[Nomination]

    @property
    def papers(self) -> list[Attachment]:
        return [row.attachment for row in self.files]

    @property
    def was_registered(self) -> bool:
        """Say whether the unit had registered the subject for this very title in this year."""
        return any(target.title == self.nomination.title for target in self.targets)

    @property
    def target_names(self) -> list[str]:
        """Return the registered titles in the order of documents."""
        aimed_at = {target.title for target in self.targets}
        return [found.name for code, found in titles().items() if code in aimed_at]


def summary_of(nomination: Nomination) -> Summary:
    """Return the subject's case: what was done, what was aimed at that year, what the council endorsed before."""
    lines = (line.strip().lstrip("-+•*– ").strip() for line in nomination.achievements.splitlines())
    return Summary(
        nomination=nomination,
        subject=nomination.name,
        position=nomination.position,
        unit=nomination.unit,
        title=nomination.title_name,
        year=nomination.year,
        achievements=[line for line in lines if line],
        files=list(nomination.files.select_related("attachment")),
        targets=list(registered_targets(nomination)),
        earlier=list(earlier_nominations(nomination)),
    )


def registered_targets(nomination: Nomination) -> QuerySet[Target]:
    """Return what the subject aims at in the year, from registrations in force."""
    subject = Q(entry__staff=nomination.staff_id) if nomination.staff_id else _collective(nomination)
    found = Target.objects.filter(subject, year=nomination.year, entry__sheet__is_in_force=True)
    return found.select_related("entry__sheet__unit").order_by("pk")


def earlier_nominations(nomination: Nomination) -> QuerySet[Nomination]:
    """Return what the council endorsed for the same subject, the latest year first."""
    same = Nomination.objects.filter(staff=nomination.staff_id, subject_unit=nomination.subject_unit_id)
    passed = same.filter(status=NominationStatus.ENDORSED).exclude(pk=nomination.pk)
    return passed.order_by("-year", "title", "pk")


def _collective(nomination: Nomination) -> Q:
    return Q(entry__subject_unit=nomination.subject_unit_id, entry__kind=nomination.kind)


def _sits_in_judgement(user: User) -> Q:
    """Return the filter for the hospitals in whose council the person sits."""
    sits = within(user, (Role.COUNCIL,))
    if mine := councils_of(user):
        sits |= Q(facility__in=Council.objects.filter(pk__in=mine).values("facility"))
    return sits


def people_to_tell(nomination: Nomination, step: str) -> set[User]:
    """Return whom a step concerns: the office when the unit acts, the unit when others do."""
    if step in ("submit", "withdraw"):
        return set(holders(Role.OFFICE, nomination.facility))
    return {*signers_of(nomination.unit), nomination.created_by}
