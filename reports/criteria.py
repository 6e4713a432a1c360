"""When a report is due, whether it is late, which reminder is next: dates in, dates out.

"Trước ngày D" is exclusive: the last good moment is the end of D−1, Vietnam time (S1-34).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reports.choices import Obligation, Rhythm

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(\s+năm sau)?", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """What a report tells about: a month, half a year, a year or a stage; both days included."""

    key: str
    first: date
    last: date


@dataclass(frozen=True)
class Occurrence:
    """One report of an obligation. ``due_on`` is the last good day, None where nobody has set one."""

    period: Period
    title: str
    due_on: date | None
    opens_on: date | None


# --- the last good day ---


def last_good_day(before: date) -> date:
    """Return the last day that is "trước ngày" ``before``.

    >>> last_good_day(date(2026, 10, 20))
    datetime.date(2026, 10, 19)
    """
    return before - timedelta(days=1)


def local_day(moment: datetime) -> date:
    """Return the day of a moment in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def days_late(due_on: date | None, moment: datetime) -> int:
    """Return by how many days a moment misses a last good day; 0 when it does not."""
    return max((local_day(moment) - due_on).days, 0) if due_on else 0


def days_early(due_on: date | None, moment: datetime) -> int:
    return max((due_on - local_day(moment)).days, 0) if due_on else 0


# --- from a rule to its occurrences ---


def occurrences(duty: Obligation, years: Iterable[int], decided: str | None = None) -> list[Occurrence]:
    """Return every report that a duty asks for in some years.

    ``decided`` is the day that the hospital or province has set, where the text names none.
    """
    covered = [year for year in years if duty.year_from <= year <= duty.year_to]
    return [_occurrence(duty, period, decided) for period in _periods(duty, covered)]


def day_refusal(text: str, rhythm: str) -> str:
    """Return why a day cannot be read as "20/10", "15/01 năm sau" or (once) "20/05/2028"; "" if it can."""
    try:
        found = _decided(text, rhythm)
        _named_day(found, Period("", date(2027, 1, 1), date(2027, 12, 31)), rhythm)
    except (ValueError, KeyError):
        shape = "20/05/2028" if rhythm == Rhythm.ONCE else "20/10 hoặc 15/01 năm sau"
        return f"Không đọc được ngày “{text}”. Hãy ghi như {shape}."
    return ""


def _occurrence(duty: Obligation, period: Period, decided: str | None) -> Occurrence:
    named = duty.before_on(period.last) or (_decided(decided, duty.rhythm) if decided else None)
    due_on = last_good_day(_named_day(named, period, duty.rhythm)) if named else None
    opens_on = due_on - timedelta(days=duty.opens) if due_on else None
    return Occurrence(period, said(duty.title, period), due_on, opens_on)


def _periods(duty: Obligation, years: list[int]) -> Iterator[Period]:
    if duty.rhythm == Rhythm.ONCE:
        yield from _stage(duty, years)
        return
    for year in years:
        if duty.rhythm == Rhythm.MONTH:
            for month in range(1, 13):
                first = date(year, month, 1)
                yield Period(f"{year}-{month:02}", first, _next_month(first) - timedelta(days=1))
        elif duty.rhythm == Rhythm.HALF:
            yield Period(f"{year}-6T", date(year, 1, 1), date(year, 6, 30))
        else:
            yield Period(str(year), date(year, 1, 1), date(year, 12, 31))


def _stage(duty: Obligation, years: list[int]) -> Iterator[Period]:
    first, _, last = duty.period.partition("-")
    if years and last == "6T":
        yield Period(duty.period, date(int(first), 1, 1), date(int(first), 6, 30))
    elif years:
        yield Period(duty.period, date(int(first), 1, 1), date(int(last or first), 12, 31))


def _named_day(named: dict[str, Any], period: Period, rhythm: str) -> date:
    """Return the day that the text names, the first day that is too late."""
    if "date" in named:
        return named["date"] if isinstance(named["date"], date) else date.fromisoformat(named["date"])
    if rhythm == Rhythm.MONTH:
        return _next_month(period.first).replace(day=named["day"])
    return date(period.last.year + bool(named.get("next_year")), named["month"], named["day"])


def _decided(text: str, rhythm: str) -> dict[str, Any]:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    day, month, year = int(match[1]), int(match[2]), match[3]
    if rhythm == Rhythm.ONCE:
        return {"date": date(int(year or ""), month, day)}
    if year:
        raise ValueError(text)
    return {"day": day, "month": month, "next_year": bool(match[4])}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def said(title: str, period: Period) -> str:
    """Fill a title: "Gương điển hình tháng {month}" and the like."""
    stage = period.key.replace("-6T", ", 6 tháng đầu năm").replace("-", "–")
    return title.format(month=period.first.month, year=period.last.year, stage=stage)


def said_day(named: dict[str, Any] | None) -> str:
    """Return a deadline in the words of its text: "trước ngày 05", "trước ngày 20/10"; "" for none."""
    if not named:
        return ""
    if "date" in named:
        return f"trước ngày {named['date']:%d/%m/%Y}"
    month = f"/{named['month']}" if "month" in named else ""
    return f"trước ngày {named['day']:02}{month}"


# --- reminders ---


def reminder_key(due_on: date, today: date, lead_days: Iterable[int]) -> str:
    """Return the reminder that is right today, "" for none.

    Before the day: the nearest milestone already reached, so that a clock that was off reminds
    once and not of every milestone it missed. After it: one a day until the work is closed.
    """
    left = (due_on - today).days
    if left < 0:
        return f"after-{today.isoformat()}"
    if left == 0:
        return "day"
    reached = [lead for lead in lead_days if lead >= left]
    return f"before-{min(reached)}" if reached else ""


def is_for_leader(due_on: date, today: date) -> bool:
    """Say whether lateness has to reach the leader: on the first day after, then once a week."""
    passed = (today - due_on).days
    return passed > 0 and (passed - 1) % 7 == 0
