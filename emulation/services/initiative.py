"""Initiatives and pieces of research: written with their authors, then recognised or not."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.sense import choice_refusal, day_refusal, insist, year_refusal
from core.text import clean, fold
from emulation.audit import record
from emulation.choices import AuthorRole, InitiativeKind, InitiativeLevel, Recognition
from emulation.models import Initiative, InitiativeAuthor, Staff, User

Authors = Sequence[tuple[Staff, str]]
PREFIXES = {InitiativeKind.INITIATIVE: "SK", InitiativeKind.RESEARCH: "DT"}


@transaction.atomic
def write_initiative(initiative: Initiative, *, authors: Authors, by: User | None) -> Initiative:
    """Store an initiative with who made it; without a code of its own it gets the next one of its year.

    ``authors`` are (person, role) in the order of the decision, the first one a main author.
    """
    initiative.name, initiative.code = clean(initiative.name), clean(initiative.code)
    initiative.effect = initiative.effect.strip()
    insist(
        choice_refusal(initiative.kind, InitiativeKind, "Loại"),
        year_refusal(initiative.year),
        *_author_refusals(initiative, authors),
        _named_before(initiative),
        _coded_before(initiative),
    )
    is_new = initiative._state.adding
    initiative.code = initiative.code or _next_code(initiative)
    names = " ".join(staff.full_name for staff, _ in authors)
    initiative.search_key = fold(f"{initiative.code} {initiative.name} {names}")[:500]
    initiative.full_clean()
    initiative.save()
    told = _set_authors(initiative, authors)
    record(initiative, "create" if is_new else "change", by=by, note=", ".join(staff.full_name for staff, _ in authors))
    for staff in told:
        record(staff, "write_initiative", by=by, note=f"{initiative.code}: {initiative.name}")
    return initiative


@transaction.atomic
def decide_initiative(
    initiative: Initiative,
    recognition: str,
    *,
    by: User | None,
    level: str = InitiativeLevel.BASE,
    decision_number: str = "",
    decided_on: date | None = None,
    year: int | None = None,
) -> Initiative:
    """Write what became of an initiative: recognised at a level by a decision, or not, or waiting again.

    ``year`` is the year for which it counts; the year of the decision, or the one before it.
    """
    is_recognised = recognition == Recognition.RECOGNISED
    number = clean(decision_number)
    year = year or (decided_on.year if decided_on else initiative.year)
    insist(
        choice_refusal(recognition, Recognition, "Kết quả"),
        choice_refusal(level, InitiativeLevel, "Cấp công nhận"),
        year_refusal(year),
        *(_decision_refusals(number, decided_on, year) if is_recognised else ()),
    )
    before = initiative.get_recognition_display()
    initiative.recognition, initiative.level = recognition, level
    initiative.decision_number, initiative.decided_on, initiative.year = number, decided_on, year
    _keep(initiative, before, by)
    return initiative


def _keep(initiative: Initiative, before: str, by: User | None) -> None:
    """Store an initiative, and write the decision into the book of the initiative and of its authors."""
    initiative.full_clean()
    initiative.save()
    after = initiative.get_recognition_display()
    level = initiative.get_level_display() if initiative.recognition == Recognition.RECOGNISED else ""
    note = ", ".join(filter(None, (initiative.name, level, initiative.decision_number)))
    for obj in (initiative, *(part.staff for part in initiative.authors.select_related("staff"))):
        record(obj, "decide_initiative", by=by, before=before, after=after, note=note)


def _decision_refusals(number: str, decided_on: date | None, year: int) -> tuple[str, ...]:
    wrong = decided_on and year not in (decided_on.year - 1, decided_on.year)
    return (
        "" if number else "Ghi số quyết định công nhận.",
        "" if decided_on else "Ghi ngày quyết định công nhận.",
        day_refusal(decided_on, "Ngày quyết định"),
        f"Quyết định năm {decided_on.year} chỉ tính cho năm đó hoặc năm liền trước." if decided_on and wrong else "",
    )


def _author_refusals(initiative: Initiative, authors: Authors) -> list[str]:
    people = [staff for staff, _ in authors]
    if not people:
        return ["Ghi ít nhất một tác giả."]
    twice = {staff.full_name for staff in people if people.count(staff) > 1}
    away = {staff.full_name for staff in people if staff.facility_id != initiative.facility_id}
    has_main = any(role == AuthorRole.AUTHOR for _, role in authors)
    return [
        f"{', '.join(sorted(twice))} được ghi hai lần trong danh sách tác giả." if twice else "",
        f"{', '.join(sorted(away))} không thuộc {initiative.facility}." if away else "",
        "" if has_main else "Chọn ít nhất một người là tác giả, những người khác là đồng tác giả.",
        *(choice_refusal(role, AuthorRole, "Vai trò") for _, role in authors),
    ]


def _named_before(initiative: Initiative) -> str:
    """Say that an initiative of this name stands in the register of the year already."""
    key = fold(initiative.name)
    same_year = Initiative.objects.filter(facility=initiative.facility_id, year=initiative.year)
    near = same_year.filter(search_key__contains=key[:400]).exclude(pk=initiative.pk)
    found = next((one for one in near if fold(one.name) == key), None)
    return f"Năm {found.year} đã có “{found.name}” (mã {found.code}). Hãy sửa dòng đó." if found else ""


def _coded_before(initiative: Initiative) -> str:
    same = Initiative.objects.filter(facility=initiative.facility_id, code=initiative.code).exclude(pk=initiative.pk)
    found = same.first() if initiative.code else None
    return f"Mã {found.code} đã dùng cho “{found.name}”. Ghi mã khác hoặc để trống." if found else ""


def _next_code(initiative: Initiative) -> str:
    """Return the first free number of the year, such as SK2025-012."""
    start = f"{PREFIXES[InitiativeKind(initiative.kind)]}{initiative.year or timezone.localdate().year}-"
    there = Initiative.objects.filter(facility=initiative.facility_id, code__startswith=start)
    taken = set(there.values_list("code", flat=True))
    number = len(taken) + 1
    while f"{start}{number:03}" in taken:
        number += 1
    return f"{start}{number:03}"


def _set_authors(initiative: Initiative, authors: Authors) -> list[Staff]:
    """Store who made it and return the people whom this concerns, also those taken off."""
    before = [part.staff for part in initiative.authors.select_related("staff")]
    initiative.authors.all().delete()
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=initiative, staff=staff, role=role) for staff, role in authors
    )
    people = [staff for staff, _ in authors]
    return [*people, *(staff for staff in before if staff not in people)]
