"""Whether what people typed can be: years, days, choices. If not, a sentence says what to write instead.

Each function returns "" when there is nothing to say, so that a service gathers them into one refusal.
"""

from datetime import date

from django.db.models import TextChoices
from django.utils import timezone

from core.workflow import Refused

EARLIEST = 1950


def insist(*sentences: str) -> None:
    """Refuse with every sentence that says something."""
    if reasons := [sentence for sentence in sentences if sentence]:
        raise Refused(reasons)


def year_refusal(year: int | None, what: str = "Năm") -> str:
    this = timezone.localdate().year
    if year is None:
        return f"{what}: ghi năm bằng bốn chữ số, ví dụ {this}."
    if year > this:
        return f"{what} {year} chưa đến. Ghi năm {this} trở về trước."
    return f"{what} {year} không hợp lý, hãy xem lại." if year < EARLIEST else ""


def day_refusal(day: date | None, what: str) -> str:
    """Say why a day cannot be one on which something has happened; no day at all is no matter."""
    if day is None:
        return ""
    if day > timezone.localdate():
        return f"{what} {day:%d/%m/%Y} chưa đến. Ghi ngày hôm nay trở về trước."
    return f"{what} {day:%d/%m/%Y} không hợp lý, hãy xem lại." if day.year < EARLIEST else ""


def order_refusal(first: date | None, last: date | None, sentence: str) -> str:
    """Return the sentence when the days stand in the wrong order."""
    return sentence if first and last and last < first else ""


def choice_refusal(value: str, choices: type[TextChoices], what: str) -> str:
    if value in choices.values:
        return ""
    return f"{what} “{value}” không có. Chọn một trong: {', '.join(map(str, choices.labels))}."
