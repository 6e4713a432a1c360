"""The agenda: candidates are put on it and taken off while the session is prepared."""

from collections.abc import Iterable

from django.db import transaction

from awards.choices import PREPARED_SESSIONS, SectionStatus
from awards.models import AgendaItem, Nomination, Section, Session
from awards.selectors.agenda import entries_to_add, nominations_to_add, targets_text
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import SubjectKind, titles
from emulation.models import Entry, User

EXEMPLARS = {
    SubjectKind.COLLECTIVE: "Điển hình tiên tiến: tập thể",
    SubjectKind.PERSON: "Điển hình tiên tiến: cá nhân",
    SubjectKind.MODEL: "Điển hình tiên tiến: mô hình",
}


@transaction.atomic
def add_candidates(
    session: Session, *, entries: Iterable[int] = (), nominations: Iterable[int] = (), by: User
) -> list[AgendaItem]:
    """Put accepted entries and nominations on the agenda, each under the heading of its kind or title.

    What stands on another agenda that is still to be decided, or was not accepted, is left out.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    _refuse_unless_prepared(session)
    chosen = entries_to_add(session.facility).filter(pk__in=list(entries)).select_related("staff", "subject_unit")
    named = nominations_to_add(session.facility).filter(pk__in=list(nominations)).select_related("subject_unit")
    added = [_add_entry(session, entry) for entry in chosen]
    added += [_add_nomination(session, nomination) for nomination in named]
    if not added:
        raise Refused(["Hãy chọn ít nhất một hồ sơ đã tiếp nhận và chưa nằm trong chương trình nào."])
    _put_in_order(session)
    record(session, "add_candidates", by=by, note=f"{len(added)} hồ sơ")
    return added


@transaction.atomic
def remove_candidate(item: AgendaItem, *, by: User) -> None:
    """Take a candidate off the agenda; an empty heading goes with it."""
    section = item.section
    _refuse_unless_prepared(section.session)
    record(section.session, "remove_candidate", by=by, note=item.name)
    item.delete()
    if not section.items.exists():
        section.delete()
    _put_in_order(section.session)


@transaction.atomic
def set_method(section: Section, method: str, *, by: User) -> None:
    """Say how a heading is voted on: sealed on the members' devices, or on paper before two tellers."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    if section.status != SectionStatus.WAITING:
        raise Refused(["Mục này đã mở bỏ phiếu, không đổi cách bỏ phiếu được nữa."])
    section.method = method
    section.save(update_fields=["method"])
    record(section.session, "set_method", by=by, note=f"{section.name}: {section.get_method_display()}")


def _refuse_unless_prepared(session: Session) -> None:
    if session.status not in PREPARED_SESSIONS:
        raise Refused(["Phiên đã khai mạc, chương trình không đổi được nữa. Có thể rút cả một mục kèm lý do."])


def _add_entry(session: Session, entry: Entry) -> AgendaItem:
    kind = SubjectKind(entry.kind)
    section, _ = Section.objects.get_or_create(
        session=session, kind=kind, title="", round=1, defaults={"name": EXEMPLARS[kind]}
    )
    return AgendaItem.objects.create(
        section=section,
        entry=entry,
        kind=kind,
        name=entry.name,
        position=entry.position,
        proposed=targets_text(entry)[:400],
        staff=entry.staff,
        unit=entry.subject_unit or entry.sheet.unit,
        order=section.items.count() + 1,
    )


def _add_nomination(session: Session, nomination: Nomination) -> AgendaItem:
    section, _ = Section.objects.get_or_create(
        session=session,
        title=nomination.title,
        year=nomination.year,
        round=1,
        defaults={"name": f"{nomination.title_name} năm {nomination.year}"},
    )
    return AgendaItem.objects.create(
        section=section,
        nomination=nomination,
        kind=nomination.kind,
        name=nomination.name,
        position=nomination.position,
        proposed=section.name,
        staff=nomination.staff,
        unit=nomination.subject_unit or nomination.unit,
        order=section.items.count() + 1,
    )


def _put_in_order(session: Session) -> None:
    """Number the headings: exemplars first, then titles in the order of the rulebook."""
    places = {code: place for place, code in enumerate(["", *titles()])}
    kinds = {kind.value: place for place, kind in enumerate(EXEMPLARS)}
    sections = sorted(
        session.sections.all(), key=lambda s: (places.get(s.title, 0), s.year or 0, kinds.get(s.kind, 0), s.round, s.pk)
    )
    for number, section in enumerate(sections, start=1):
        Section.objects.filter(pk=section.pk).update(order=number)
