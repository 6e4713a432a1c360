"""The days behind words such as "cuối năm": windows and usual stages of a year, from the rulebook."""

from datetime import date
from typing import Any

from core import rulebook


def review_window(review_time: str, year: int) -> tuple[date | None, date | None]:
    """Return the first and last day on which proposals are reviewed (S4-25); none until a plan gives them."""
    window = rulebook.fact(f"campaigns.review_windows.{review_time}") if review_time else None
    if window is None:
        return None, None
    return day_of(window["from"], year), day_of(window["until"], year)


def usual_stages(year: int) -> list[dict[str, Any]]:
    """Return the stages of a campaign whose plan names none, as columns of Stage."""
    return [
        {"name": row["name"], "starts_on": day_of(row["from"], year), "ends_on": day_of(row["until"], year)}
        for row in rulebook.fact("campaigns.review_windows.stages")
    ]


def reminder_days(what: str) -> int:
    """Return how many days ahead people are reminded of a review, an event, a contest, a unit's launch."""
    return int(rulebook.fact(f"campaigns.review_windows.reminders.{what}"))


def day_of(day_month: str | None, year: int) -> date | None:
    """Return "27-02" of a year as a day.

    >>> day_of("27-02", 2023)
    datetime.date(2023, 2, 27)
    """
    if not day_month:
        return None
    day, month = day_month.split("-")
    return date(year, int(month), int(day))
