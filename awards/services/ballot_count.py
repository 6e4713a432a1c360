"""Counting: the papers of every urn of a section in one transaction, then the keys are gone.

Nobody sums anything by hand. The result, the base, the threshold and the sentence are written on
the agenda items; the papers stay as a list of code and choice, sorted by code.
"""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from awards.choices import SETTLED_SECTIONS, WITH_A_PAPER, Choice, Outcome, SectionStatus, Standing, TieRule
from awards.criteria import Count, judge
from awards.models import AgendaItem, KeyHolder, KeyShare, Mark, Seat, Section, TellerCount, Urn
from awards.workflow.agenda import SECTION
from awards.workflow.session_terms import frozen_terms
from core.sealing import CannotOpen, as_bytes, unpadded, unseal
from core.workflow import Refused
from emulation.audit import record
from emulation.models import User

CODE = 9
TAMPERED = "Số phiếu trong hòm “{}” khác số người đã bỏ phiếu. Hòm đã bị can thiệp: hãy cho bỏ phiếu lại từ đầu."


@sensitive_variables()
@transaction.atomic
def count_papers(section: Section, secret: bytes, *, by: User) -> None:
    """Open the urns of a section with its secret, count, and destroy the keys."""
    voted = Counter(Mark.objects.filter(section=section, has_voted=True).values_list("item", flat=True))
    for urn in Urn.objects.select_for_update().filter(section=section).select_related("item"):
        papers = sorted(_read(text, secret) for text in urn.sealed)
        if len(papers) != voted[urn.pk] or len({receipt for receipt, _ in papers}) != len(papers):
            raise Refused([TAMPERED.format(urn.item.name)])
        urn.opened, urn.sealed = papers, []
        urn.save(update_fields=["opened", "sealed"])
        tally = Counter(choice for _, choice in papers)
        _write_result(section, urn.item, tally[Choice.AGREE], tally[Choice.DISAGREE], tally[Choice.BLANK])
    _destroy_keys(section)
    _move_to_counted(section, by=by)


@transaction.atomic
def enter_teller_count(
    section: Section, seat: Seat, *, issued: int, collected: int, lines: dict[int, list[int]], by: User
) -> TellerCount:
    """Keep what one teller counted of the paper ballots; the other teller does not see it before both are in."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    if reasons := _teller_refusals(section, seat, issued, collected, lines, by):
        raise Refused(reasons)
    typed, _ = TellerCount.objects.update_or_create(
        section=section,
        seat=seat,
        defaults={"issued": issued, "collected": collected, "lines": {str(item): row for item, row in lines.items()}},
    )
    record(section, "teller_count", by=by, note=seat.name)
    return typed


@transaction.atomic
def take_paper_count(section: Section, *, by: User) -> None:
    """Write the result of a closed paper vote, on whose numbers two tellers agree."""
    first = section.teller_counts.first()
    if first is None:
        raise Refused(["Chưa có bản kiểm phiếu nào."])
    for item in section.items.all():
        agree, disagree, blank = first.lines[str(item.pk)]
        _write_result(section, item, agree, disagree, blank)
    _move_to_counted(section, by=by)


@sensitive_variables()
def _read(text: str, secret: bytes) -> tuple[str, str]:
    """Return the code and the choice of a sealed paper."""
    try:
        plain = unpadded(unseal(as_bytes(text), secret)).decode()
        return plain[:CODE], Choice(plain[CODE:]).value
    except (CannotOpen, ValueError) as error:
        raise Refused(["Có phiếu không mở được: hòm đã bị can thiệp. Hãy cho bỏ phiếu lại từ đầu."]) from error


def _write_result(section: Section, item: AgendaItem, agree: int, disagree: int, blank: int) -> None:
    marks = list(item.marks.select_related("seat"))
    recused = [mark.seat for mark in marks if mark.standing == Standing.RECUSED]
    wrote = sum(mark.standing == Standing.WRITES and mark.has_voted for mark in marks)
    count = Count(
        appointed=len(marks),
        present=sum(mark.standing == Standing.VOTES for mark in marks) + sum(s.is_present for s in recused) + wrote,
        agree=agree,
        disagree=disagree,
        blank=blank,
        recused=len(recused),
        recused_present=sum(seat.is_present for seat in recused),
    )
    verdict = judge(count, frozen_terms(section))
    item.agree, item.disagree, item.blank = agree, disagree, blank
    item.missed = count.appointed - count.recused - count.papers
    item.base_number, item.needed, item.outcome = verdict.base, verdict.needed, verdict.outcome
    item.sum, item.sentence = verdict.sum, verdict.sentence
    item.save()


def _destroy_keys(section: Section) -> None:
    """Delete the section's shares, and the holders' keys too when no urn is left to open."""
    KeyShare.objects.filter(section=section).delete()
    rest = Section.objects.filter(session=section.session_id).exclude(pk=section.pk)
    more = rest.exclude(status__in=[*SETTLED_SECTIONS, SectionStatus.COUNTED]).exists()
    again = section.tie == TieRule.SECOND_ROUND and section.items.filter(outcome=Outcome.TIED).exists()
    if not more and not again:
        wipe_keys(section.session_id)


def wipe_keys(session_id: int) -> None:
    """Wipe what the holders locked: no urn of the session can be opened with a passphrase any more."""
    KeyHolder.objects.filter(session=session_id).update(locked="")


def _move_to_counted(section: Section, *, by: User) -> None:
    SECTION.move(section, "count", by=by)
    section.counted_at = timezone.now()
    section.save(update_fields=["counted_at"])


def _teller_refusals(
    section: Section, seat: Seat, issued: int, collected: int, lines: dict[int, list[int]], by: User
) -> list[str]:
    if section.status != SectionStatus.VOTING:
        return ["Mục này không đang bỏ phiếu."]
    if seat.user_id != by.pk or not seat.is_teller:
        return ["Chỉ người thuộc ban kiểm phiếu nhập kết quả kiểm, mỗi người nhập bản của mình."]
    if set(lines) != set(section.items.values_list("pk", flat=True)):
        return ["Cần nhập kết quả cho mọi hồ sơ của mục."]
    if collected > issued:
        return [f"Thu về {collected} phiếu nhiều hơn phát ra {issued}."]
    papers = Mark.objects.filter(section=section, standing__in=WITH_A_PAPER)
    able = Counter(papers.values_list("item", flat=True))
    return [reason for item, row in lines.items() if (reason := _line_refusal(row, collected, able[item]))]


def _line_refusal(row: list[int], collected: int, able: int) -> str:
    if min(row) < 0 or sum(row) > collected:
        return f"Một hồ sơ có {sum(row)} phiếu, nhiều hơn số phiếu thu về ({collected})."
    if sum(row) > able:
        return f"Một hồ sơ có {sum(row)} phiếu, nhiều hơn số người được bỏ phiếu cho hồ sơ đó ({able})."
    return ""
