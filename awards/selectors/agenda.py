"""The agenda: who may be put on it, what stands on it, and one candidate's dossier in a minute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.choices import SETTLED_SECTIONS, WITH_A_PAPER, SectionStatus, SessionStatus, Standing
from awards.models import AgendaItem, KeyShare, Mark, Nomination, Seat, Section, Session
from awards.selectors.nomination_assessment import sent_as
from awards.selectors.nominations import accepted_nominations, summary_of
from awards.selectors.session import visible_sections
from emulation.choices import SubjectKind, form_text, title
from emulation.models import Attachment, Entry, Unit, User
from emulation.selectors.sheets import accepted_entries


def visible_items(user: User) -> QuerySet[AgendaItem]:
    """Return the candidates whose dossier the person may read."""
    items = AgendaItem.objects.filter(section__in=visible_sections(user).values("pk"))
    return items.select_related(
        "section__session__council", "section__session__facility", "unit", "staff",
        "entry__sheet__round__plan", "entry__sheet__unit", "nomination__unit", "nomination__proposal",
    )  # fmt: skip


def entries_to_add(facility: Unit) -> QuerySet[Entry]:
    """Return the accepted entries that stand on no agenda that is still to be decided."""
    return accepted_entries(facility).exclude(pk__in=_on_agendas("entry"))


def nominations_to_add(facility: Unit) -> QuerySet[Nomination]:
    """Return the accepted nominations that stand on no agenda that is still to be decided."""
    return accepted_nominations(facility).exclude(pk__in=_on_agendas("nomination"))


def _on_agendas(field_name: str) -> QuerySet:
    undecided = AgendaItem.objects.exclude(section__session__status=SessionStatus.CANCELLED).exclude(
        section__status__in=SETTLED_SECTIONS
    )
    return undecided.filter(**{f"{field_name}__isnull": False}).values(field_name)


def targets_text(entry: Entry) -> str:
    """Return what an exemplar aims at, equal years together: "2022–2024: LĐTT – CSTĐ cơ sở; 2025: …"."""
    runs: list[tuple[int, int, str]] = []
    for year, text in _targets(entry):
        if runs and runs[-1][1] == year - 1 and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], year, text)
        else:
            runs.append((year, year, text))
    return "; ".join(f"{first if first == last else f'{first}–{last}'}: {text}" for first, last, text in runs)


def _targets(entry: Entry) -> list[tuple[int, str]]:
    """Return the wording of the official form for each year that has targets."""
    years = groupby(sorted(entry.targets.all(), key=lambda target: target.year), key=lambda target: target.year)
    return [(year, form_text([target.title for target in found], entry.kind)) for year, found in years]


# --- the agenda as a member sees it on the phone ---


@dataclass(frozen=True)
class AgendaLine:
    """One candidate on a member's agenda, with what the member can do there."""

    item: AgendaItem
    state: str  # to_vote, voted, own, own_unit, away, read
    is_next: bool = False


@dataclass
class AgendaPart:
    """One heading with its lines."""

    section: Section
    lines: list[AgendaLine] = field(default_factory=list)
    waiting: int = 0


def agenda_for(session: Session, seat: Seat | None) -> list[AgendaPart]:
    """Return the agenda of a session as one member sees it; own papers only."""
    marks = {mark.item_id: mark for mark in Mark.objects.filter(seat=seat)} if seat else {}
    parts, is_next = [], True
    for section in session.sections.all():
        part = AgendaPart(section)
        for item in section.items.all():
            state = _state(section, item, seat, marks.get(item.pk))
            first = state == "to_vote" and is_next
            is_next = is_next and not first
            part.lines.append(AgendaLine(item, state, first))
        part.waiting = sum(line.state == "to_vote" for line in part.lines)
        parts.append(part)
    return parts


def to_vote(section: Section, seat: Seat | None) -> list[AgendaItem]:
    """Return the candidates of an open section for whom the member still has a paper."""
    if seat is None or section.status != SectionStatus.VOTING:
        return []
    mine = Q(marks__seat=seat, marks__standing__in=WITH_A_PAPER, marks__has_voted=False)
    return list(section.items.filter(mine).select_related("unit", "staff", "section"))


def sections_to_open(session: Session, user: User) -> set[int]:
    """Return the closed headings whose urns wait for this person's key."""
    waiting = KeyShare.objects.filter(
        section__session=session, section__status=SectionStatus.CLOSED, holder__member__user=user, handed={}
    )
    return set(waiting.values_list("section", flat=True))


def _state(section: Section, item: AgendaItem, seat: Seat | None, mark: Mark | None) -> str:
    if seat is None or mark is None or section.status == SectionStatus.WAITING:
        return "read"
    if mark.standing == Standing.RECUSED:
        return "own" if seat.user.staff_id and seat.user.staff_id == item.staff_id else "own_unit"
    if mark.standing == Standing.AWAY:
        return "away"
    if mark.has_voted:
        return "voted"
    return "to_vote" if section.status == SectionStatus.VOTING and section.method == "phieu_kin" else "read"


# --- one candidate, readable in a minute ---


@dataclass(frozen=True)
class Dossier:
    """What a member reads before voting."""

    lines: list[str]
    facts: list[tuple[str, str]]
    targets: list[tuple[int, str]]
    files: list[Attachment]


def dossier_of(item: AgendaItem) -> Dossier:
    """Return the dossier of a candidate from the sheet or the nomination that it came from."""
    if item.entry is not None:
        return _entry_dossier(item, item.entry)
    assert item.nomination is not None
    return _nomination_dossier(item.nomination)


def subtitle_of(item: AgendaItem) -> str:
    """Return who a candidate is in one line: position and unit, or the unit alone."""
    if item.kind == SubjectKind.PERSON and item.position:
        return f"{item.position}, {item.unit.name}"
    return item.unit.name if item.name != item.unit.name else ""


def service_of(item: AgendaItem) -> str:
    """Return a person's years of service and kind of work, or ""."""
    if item.staff is None:
        return ""
    words = []
    if item.staff.joined_on:
        words.append(f"{max(timezone.localdate().year - item.staff.joined_on.year, 0)} năm công tác")
    words.append("quản lý" if item.staff.is_manager else "lao động trực tiếp" if item.staff.is_direct else "")
    return " · ".join(word for word in words if word)


def _entry_dossier(item: AgendaItem, entry: Entry) -> Dossier:
    sheet = entry.sheet
    facts = [("Đơn vị đăng ký", sheet.unit.name)]
    if sheet.votes_total:
        day = f" ngày {sheet.endorsed_on:%d/%m/%Y}" if sheet.endorsed_on else ""
        facts.append(("Đơn vị suy tôn", f"{sheet.votes_for}/{sheet.votes_total} phiếu{day}"))
    facts.append(("Đợt đăng ký", str(sheet.round)))
    if sheet.version > 1:
        facts.append(("Bản điều chỉnh", f"lần {sheet.version}: {sheet.reason}"))
    return Dossier(_lines(entry.summary), facts, _targets(entry), [])


def _nomination_dossier(nomination: Nomination) -> Dossier:
    summary = summary_of(nomination)
    facts = [
        ("Đơn vị đề nghị", nomination.unit.name),
        ("Loại hình", str(nomination.get_occasion_display())),
        ("Đã đăng ký danh hiệu này", "Có" if summary.was_registered else "Không"),
        ("Xét theo quy định ngày", f"{nomination.law_on:%d/%m/%Y}"),
    ]
    if mark := sent_as(nomination, is_veiled=True):
        facts.append(("Điều kiện theo luật, lúc gửi", mark[1]))
    if summary.earlier:
        passed = [f"{title(one.title).short} {one.year}" for one in summary.earlier]
        facts.append(("Hội đồng đã thông qua trước đây", ", ".join(passed)))
    proposal = nomination.proposal
    for asked in proposal.appraisals.select_related("unit") if proposal else ():
        facts.append((asked.unit.label, str(asked.get_opinion_display() or "chưa trả lời")))
    return Dossier(summary.achievements, facts, [], summary.papers)


def _lines(text: str) -> list[str]:
    """Return the lines of a text that somebody typed, without the bullets."""
    return [line.strip().lstrip("-+•*– ").strip() for line in text.splitlines() if line.strip()]


def dossier_files(items: Iterable[AgendaItem]) -> dict[int, Any]:
    """Return the attachments of candidates by key: what a member may download with the dossier."""
    return {kept.pk: kept for item in items for kept in dossier_of(item).files}
