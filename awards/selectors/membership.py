"""Members of collectives: who stands on the lists of titles of a year, and what that says of those who do not."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from awards.criteria.facts import FORM_RANK, YEARLY, Facts, Member
from awards.criteria.findings import Say
from awards.criteria.titles import completed, is_left_out
from awards.selectors.dossier import Dossier

_LISTED = ("LDTT", "CSTDCS")
Local = Mapping[str, Any]
Would = Callable[[str], Say]


def member_of(
    one: Dossier, facts: Facts, would: Would, *, year: int, local: Local, decided: Container[str], place: int = 0
) -> Member:
    """Return a person as a member of a collective in a year.

    ``decided`` are the titles of which the house has lists for the year: then who stands on none does not hold
    them. ``would`` says how the conditions of a title stand, ``place`` is the unit that lists are looked for in.
    """
    won = {award.title for award in facts.awards if award.year == year and award.occasion == YEARLY}
    is_named = not won.isdisjoint(_LISTED)
    says = tuple(Say.NOT_MET if code in decided else would(code) for code in _LISTED)
    return Member(
        name=one.name,
        ldtt=Say.MET if is_named else says[0],
        cstdcs=Say.MET if "CSTDCS" in won else says[1],
        done=completed(facts, year, local),
        is_rated=year in facts.ratings or not is_left_out(facts, year, local),
        is_contract=one.is_contract,
        warned=_warned(facts, year),
        pk=one.pk,
        place=place,
        is_named=is_named,
        would=() if is_named or not any(code in decided for code in _LISTED) else tuple(map(would, _LISTED)),
    )


def _warned(facts: Facts, year: int) -> bool:
    least = FORM_RANK["canh_cao"]
    return any(mark.on.year == year and FORM_RANK[mark.form] >= least for mark in facts.disciplines)


def as_listed(members: Iterable[Member], places: Container[int]) -> tuple[Member, ...]:
    """Return members as they stand where only some places of a house are on its lists.

    A place nobody of which is named was not decided with the others: who meets a title there lacks the list.
    """
    return tuple(_unlisted(one) if one.would and one.place not in places else one for one in members)


def _unlisted(one: Member) -> Member:
    ldtt, cstdcs = (Say.MISSING if say == Say.MET else say for say in one.would)
    return one._replace(ldtt=ldtt, cstdcs=cstdcs, would=(), is_unlisted=True)
