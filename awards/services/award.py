"""The history of what was won: written from decisions of the past, revoked when a decision says so."""

from datetime import date

from django.db import transaction

from awards.choices import Occasion
from awards.models import Award
from core.sense import choice_refusal, day_refusal, insist, order_refusal, year_refusal
from core.text import clean
from emulation.audit import record
from emulation.choices import SubjectKind, title, titles, titles_for
from emulation.models import Staff, Unit, User
from emulation.services.record import subject_of


@transaction.atomic
def write_award(award: Award, *, by: User | None) -> Award:
    """Store a title or form that was given; name and position as of then, today's where nothing is said."""
    subject = subject_of(award)
    award.name = clean(award.name) or (subject.full_name if isinstance(subject, Staff) else subject.name)
    award.position = clean(award.position)
    if isinstance(subject, Staff) and award._state.adding and not award.position:
        award.position = subject.position
    award.decision_number, award.authority = clean(award.decision_number), clean(award.authority)
    award.facility = _facility(subject)
    insist(*_refusals(award, subject))
    award.full_clean()
    award.save()
    record(subject, "write_award", by=by, note=award_line(award))
    return award


@transaction.atomic
def revoke_award(award: Award, *, on: date, reason: str, by: User | None) -> Award:
    """Take an award back by a decision: the line stays in the file and counts for nothing."""
    day = award.decided_on
    insist(
        "Khen thưởng này đã ghi thu hồi rồi." if award.is_revoked else "",
        "" if clean(reason) else "Ghi lý do và số quyết định thu hồi.",
        day_refusal(on, "Ngày thu hồi"),
        order_refusal(day, on, f"Ngày thu hồi phải từ ngày quyết định ({day:%d/%m/%Y}) trở đi." if day else ""),
    )
    award.is_revoked, award.revoked_on, award.revoked_note = True, on, clean(reason)
    award.full_clean()
    award.save()
    record(subject_of(award), "revoke_award", by=by, note=f"{award_line(award)}. {award.revoked_note}")
    return award


def award_line(award: Award) -> str:
    """Return an award in one line: title, year, decision."""
    number = f", {award.decision_number}" if award.decision_number else ""
    return f"{title(award.title).short} {award.year}{number}"


def _facility(subject: Staff | Unit) -> Unit:
    """Return the hospital to which it counts; the Department counts to itself."""
    unit = subject.unit if isinstance(subject, Staff) else subject
    return unit.facility or unit


def _refusals(award: Award, subject: Staff | Unit) -> list[str]:
    day, since = award.decided_on, award.period_from
    return [
        "Khen thưởng đã thu hồi thì không sửa nữa." if award.is_revoked else "",
        _title_refusal(award.title, SubjectKind.PERSON if isinstance(subject, Staff) else SubjectKind.COLLECTIVE),
        choice_refusal(award.occasion, Occasion, "Loại hình"),
        year_refusal(award.year, "Năm thành tích"),
        day_refusal(day, "Ngày quyết định"),
        f"Quyết định ngày {day:%d/%m/%Y} có trước năm thành tích {award.year}. Xem lại hai mục này."
        if day and award.year and day.year < award.year
        else "",
        f"Thành tích từ năm {since} không thể sau năm {award.year}." if since and since > award.year else "",
        _won_before(award),
    ]


def _title_refusal(code: str, kind: SubjectKind) -> str:
    if code not in titles():
        return f"Không có danh hiệu, hình thức “{code}”. Chọn trong danh sách."
    if code in {found.code for found in titles_for(kind)}:
        return ""
    return f"{title(code).name} không dùng cho {kind.label.lower()}. Chọn danh hiệu khác."


def _won_before(award: Award) -> str:
    """Say that it stands in the history: a title is won once a year, a form once by a decision."""
    if award.title not in titles():
        return ""
    same = Award.objects.filter(
        staff=award.staff, unit=award.unit, title=award.title, year=award.year, is_revoked=False
    ).exclude(pk=award.pk)
    if title(award.title).kind != "danh_hieu":
        same = same.filter(occasion=award.occasion, decision_number=award.decision_number)
    found = same.first()
    if found is None:
        return ""
    return f"Đã ghi {award_line(found)}. Hãy sửa dòng đó, không ghi thêm."
