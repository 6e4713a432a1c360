"""One heading's vote: opened with frozen rules and fresh keys, closed, begun anew, published."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from awards.choices import Method, Outcome, SectionStatus, TieRule
from awards.criteria import Terms
from awards.models import AgendaItem, KeyShare, Mark, Section, TellerCount, Urn
from awards.services.ballot import rewrite_all
from awards.services.ballot_count import take_paper_count
from awards.services.ballot_key import forge
from awards.services.minutes import write_count_minutes
from awards.services.nomination import decide_nominations
from awards.workflow.agenda import SECTION
from awards.workflow.session import voting_seats
from awards.workflow.session_terms import OPINION, OWN_UNIT, rules_of, sources_of, standing_of, terms_of
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.people import holders
from emulation.services.notification import notify
from emulation.services.sheet import endorse_entries


@transaction.atomic
def take_section_step(section: Section, step: str, *, by: User, note: str = "") -> Section:
    """Take a step of a heading's life cycle with what goes along with it."""
    if step in SECTION.steps and SECTION.steps[step].hidden:
        raise Refused(["Kiểm phiếu bằng cách nhập mật khẩu mở hòm."])
    SECTION.move(section, step, by=by, note=note)
    after: dict[str, Callable[[Section, User], None]] = {
        "open": _after_opening, "close": _after_closing, "close_early": _after_closing,
        "publish": _after_publication, "restart": _after_restart,
    }  # fmt: skip
    if step == "close_early":
        section.close_note = note
    if step in after:
        after[step](section, by)
    return section


@transaction.atomic
def rule_on_tie(item: AgendaItem, *, passed: bool, note: str, by: User) -> None:
    """Write the chair's ruling on a tied vote, with its reason; the counts stay as they are."""
    item = AgendaItem.objects.select_for_update().select_related("section__session__council").get(pk=item.pk)
    section = item.section
    if section.status != SectionStatus.COUNTED or item.outcome != Outcome.TIED or section.tie != TieRule.CHAIR:
        raise Refused(["Hồ sơ này không chờ Chủ tịch quyết định."])
    if not note.strip():
        raise Refused(["Cần ghi lý do của Chủ tịch."])
    item.outcome = Outcome.PASSED if passed else Outcome.FAILED
    item.ruling_note = note.strip()
    said = "đạt" if passed else "không đạt"
    item.sentence = f"{item.sentence.removesuffix('.')}: {said}."[:400]
    item.save(update_fields=["outcome", "ruling_note", "sentence"])
    record(section, "rule_on_tie", by=by, note=f"{item.name}: {said}. {item.ruling_note}")


def _after_opening(section: Section, by: User) -> None:
    """Copy the rules, share a fresh key, set up the urns and the marks."""
    session = section.session
    rules, terms = rules_of(session), terms_of(section)
    section.share, section.base, section.tie = terms.share.spelling, terms.base, _tie_rule(section, terms)
    section.keeps_recused, section.source = terms.keeps_recused, sources_of(section)
    section.takes_opinions = bool(rules[OPINION].value)
    section.opened_at = timezone.now()
    section.closed_at = None
    section.save()
    items = list(section.items.all())
    Urn.objects.bulk_create(Urn(item=item, section=section) for item in items)
    Mark.objects.bulk_create(
        Mark(section=section, item=item, seat=seat, standing=standing_of(
            seat, item, own_unit=bool(rules[OWN_UNIT].value), takes_opinions=section.takes_opinions,
        ))
        for item in items
        for seat in voting_seats(session)
    )  # fmt: skip
    if section.method == Method.SEALED:
        forge(section)
    text = f"{session}: đã mở bỏ phiếu mục “{section.name}”."
    people = [seat.user for seat in voting_seats(session)]
    key = f"section-{section.pk}-open-{section.opened_at:%H%M%S}"
    notify(people, key=key, text=text, url=session.get_absolute_url())


def _after_closing(section: Section, by: User) -> None:
    section.closed_at = timezone.now()
    section.save(update_fields=["closed_at", "close_note"])
    rewrite_all(section)
    if section.method == Method.PAPER:
        take_paper_count(section, by=by)


def _after_restart(section: Section, by: User) -> None:
    """Throw the unopened papers away with their key; the next opening begins from zero."""
    for model in (KeyShare, Urn, Mark, TellerCount):
        model.objects.filter(section=section).delete()
    section.public, section.opened_at, section.closed_at, section.close_note = "", None, None, ""
    section.save()


def _after_publication(section: Section, by: User) -> None:
    """Hand the results to the sheets and nominations, print the papers, set up second rounds."""
    section.published_at = timezone.now()
    section.save(update_fields=["published_at"])
    items = list(section.items.select_related("entry", "nomination"))
    decided = [item for item in items if item.outcome != Outcome.TIED]
    note = f"{section.session}, mục “{section.name}”"
    entries = {item.entry_id: item.outcome == Outcome.PASSED for item in decided if item.entry_id}
    nominations = {item.nomination_id: item.outcome == Outcome.PASSED for item in decided if item.nomination_id}
    if entries:
        endorse_entries(entries, by=by, note=note)
    if nominations:
        decide_nominations(nominations, by=by, note=note)
    _second_round(section, [item for item in items if item.outcome == Outcome.TIED])
    write_count_minutes(section, by=by)
    text = f"{section.session}: đã công bố kết quả mục “{section.name}”."
    people = {seat.user for seat in section.session.seats.select_related("user")}
    notify({*people, *holders(Role.OFFICE, section.facility)}, key=f"section-{section.pk}-published", text=text,
           url=section.session.get_absolute_url())  # fmt: skip


def _tie_rule(section: Section, terms: Terms) -> str:
    """Return the tie rule of this round: a second tie is not voted on a third time."""
    return TieRule.FAILS if section.round > 1 and terms.tie == TieRule.SECOND_ROUND else terms.tie


def _second_round(section: Section, tied: list[AgendaItem]) -> None:
    if not tied:
        return
    again = Section.objects.create(
        session=section.session, order=section.order, name=f"{section.name} (bỏ phiếu lần hai)"[:200],
        title=section.title, year=section.year, kind=section.kind, round=section.round + 1, method=section.method,
    )  # fmt: skip
    for item in tied:
        AgendaItem.objects.create(
            section=again, order=item.order, entry=item.entry, nomination=item.nomination, previous=item,
            kind=item.kind, name=item.name, position=item.position, proposed=item.proposed, staff=item.staff,
            unit=item.unit,
        )  # fmt: skip
