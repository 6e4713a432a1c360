"""The other peer: a query for each kind of record of each person, and every title judged by itself."""

from collections.abc import Iterable, Iterator

from awards.criteria.facts import Away, Facts, Pending, Punished, Won, Work
from awards.criteria.titles import Judgement, judge_title
from awards.models import Award
from awards.selectors.assessment import codes_for, local_of
from emulation.choices import SubjectKind
from emulation.models import Discipline, InitiativeAuthor, Leave, Matter, Staff, YearRating
from support.frames import DAY, YEAR


def judged_by_queries(staff: Iterable[Staff]) -> Iterator[list[Judgement | None]]:
    """Yield the judgements of people one by one; what houses have decided is read once."""
    titles, local = codes_for(SubjectKind.PERSON), {}
    for person in staff:
        if person.facility_id not in local:
            local[person.facility_id] = local_of(person.facility, DAY)
        facts = facts_of(person)
        yield [judge_title(facts, title, year=YEAR, on=DAY, local=local[person.facility_id]) for title in titles]


def facts_of(person: Staff) -> Facts:
    """Return the facts about a person by six queries."""
    parts = InitiativeAuthor.objects.filter(staff=person).select_related("initiative")
    works = [part.initiative for part in parts]
    return Facts(
        joined=person.joined_on,
        left=person.left_on,
        came_from=bool(person.came_from),
        job=person.job_type,
        is_manager=person.is_manager,
        ratings={one.year: one.level for one in YearRating.objects.filter(staff=person, scope="cong_viec")},
        awards=tuple(sorted(Won(one.year, one.title, one.occasion) for one in _awards(person))),
        works=tuple(Work(one.year, one.level, one.kind, one.recognition, one.is_applied) for one in works),
        disciplines=tuple(
            Punished(one.decided_on, one.form, one.cause, one.ends_on)
            for one in Discipline.objects.filter(staff=person, withdrawn_at=None)
        ),
        leaves=tuple(Away(one.year, one.kind, one.days) for one in Leave.objects.filter(staff=person)),
        matters=tuple(
            Pending(one.opened_on, one.kind, one.closed_on)
            for one in Matter.objects.filter(staff=person, withdrawn_at=None)
        ),
    )


def _awards(person: Staff) -> Iterable[Award]:
    return Award.objects.filter(staff=person, is_revoked=False)
