"""What a hospital owes, to whom and by when: read from the rulebook (``reports/rules/<slug>.yaml``).

Every text here was copied from the plan that asks for it. A plan that names no day gives no day:
the day is then a setting (``report.day.<slug>``), and until somebody decides there is no due day.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import TextChoices

from core import rulebook


class Rhythm(TextChoices):
    MONTH = "month", "Hằng tháng"
    HALF = "half", "6 tháng"
    YEAR = "year", "Hằng năm"
    ONCE = "once", "Một lần"


class Recipient(TextChoices):
    """Where a report goes; the address is a setting or stands on the unit."""

    DEPARTMENT = "so_y_te", "Sở Y tế"
    PARTY = "dang_uy_so_y_te", "Đảng ủy Sở Y tế"
    INSIDE = "noi_bo", "Hội đồng Thi đua – Khen thưởng đơn vị"
    OTHER = "khac", "Nơi nhận khác"


@dataclass(frozen=True)
class Obligation:
    """One duty to report. ``before`` holds, by the day from which it counts, the day that the text
    names ("trước ngày …", itself one day too late); None where the text names none.
    """

    slug: str
    name: str
    title: str
    rhythm: str
    recipient: str
    plan_kinds: tuple[str, ...]
    year_from: int
    year_to: int
    period: str
    before: tuple[tuple[date, dict[str, Any] | None], ...]
    opens: int
    reminders: tuple[int, ...]
    builder: str
    nil_allowed: bool
    wording: str
    source: str

    @property
    def day_setting(self) -> str:
        return f"report.day.{self.slug}"

    @property
    def names_a_day(self) -> bool:
        return any(day for _, day in self.before)

    def before_on(self, day: date) -> dict[str, Any] | None:
        """Return the wording of the deadline in force on a day."""
        known = [(since, wording) for since, wording in self.before if since <= day]
        return max(known, key=lambda row: row[0])[1] if known else None


ONE_OFF = "dot_xuat"


@cache
def obligations() -> dict[str, Obligation]:
    """Return every obligation by slug, in the order in which the calendar shows them."""
    slugs = [slug for slug in rulebook.names("reports") if slug != "settings"]
    entries = sorted(((rulebook.fact(f"reports.{slug}"), slug) for slug in slugs), key=lambda row: row[0]["order"])
    return {slug: _obligation(slug, entry) for entry, slug in entries}


def _obligation(slug: str, entry: dict[str, Any]) -> Obligation:
    return Obligation(
        slug=slug,
        name=entry["name"],
        title=entry["title"],
        rhythm=entry["rhythm"],
        recipient=entry["recipient"],
        plan_kinds=tuple(entry["plan"]["kinds"]),
        year_from=entry["plan"]["from"],
        year_to=entry["plan"]["to"],
        period=str(entry.get("period", "")),
        before=tuple(sorted(entry["before"].items(), key=lambda row: row[0])),
        opens=entry["opens"],
        reminders=tuple(entry["reminders"]),
        builder=entry["builder"],
        nil_allowed=entry["nil_allowed"],
        wording=entry["wording"],
        source=entry["source"][max(entry["source"])],
    )
