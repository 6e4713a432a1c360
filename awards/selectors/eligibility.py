"""The hospital-wide board: who meets what and is not proposed, who is proposed and does not meet it (F27)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from awards.choices import LIVE_NOMINATIONS, NominationStatus, Occasion
from awards.criteria import law
from awards.criteria.conditions import is_certain
from awards.criteria.findings import Result
from awards.criteria.titles import Judgement, tried
from awards.models import Award, Nomination
from awards.selectors.assessment import (
    assess_units,
    assessed_people,
    codes_for,
    collectives_of,
    crew_of,
    local_of,
    people_of_year,
)
from awards.selectors.explanation import grounds, mark_of
from core import rulebook
from core.text import fold, name_key, sort_key
from emulation.access import within
from emulation.choices import Role, SubjectKind, UnitKind, title
from emulation.models import Unit, User, YearRating

READERS = (Role.OFFICE, Role.LEADER, Role.ADMIN, Role.HEAD)
# What the board is read for, in the order of its chips.
READY, EARLY, WAITING, SHORT, GIVEN, ALL = "chua-de-nghi", "chua-du", "cho-ket-luan", "khong-du", "da-tang", "tat-ca"
WORDS = {
    READY: "Đủ điều kiện, chưa đề nghị",
    EARLY: "Đã đề nghị, chưa đủ điều kiện",
    WAITING: "Chờ số liệu hoặc kết luận",
    SHORT: "Chưa đủ điều kiện, chưa đề nghị",
    GIVEN: "Đã được tặng",
    ALL: "Tất cả",
}
# So many sentences of a verdict stand on the board.
_SAID = 2
_OPEN = (Result.MISSING_DATA, Result.NEEDS_PERSON, Result.HOLD)


@dataclass(frozen=True, slots=True)
class Row:
    """One subject and one title of the year."""

    kind: str
    pk: int
    code: str
    name: str
    unit: str
    unit_pk: int
    title: str
    judgement: Judgement
    name_order: str
    nomination: int | None = None
    nomination_word: str = ""
    award: str = ""
    revoked: str = ""

    @property
    def result(self) -> Result:
        """Return the verdict; by a text that nobody has read, what a trial by the one before it comes to."""
        return tried(self.judgement)[0].result

    @property
    def is_trial(self) -> bool:
        return bool(tried(self.judgement)[1])

    @property
    def tone(self) -> str:
        return mark_of(self.judgement)[0]

    @property
    def word(self) -> str:
        return mark_of(self.judgement)[1]

    @property
    def short(self) -> str:
        return title(self.title).short

    @property
    def why(self) -> list[tuple[str, str]]:
        """Return the sentences that the verdict hangs on with their articles, two of them at most."""
        return grounds(self.judgement)[:_SAID]

    @property
    def more(self) -> int:
        """Return how many more sentences the verdict hangs on."""
        return max(len(grounds(self.judgement)) - _SAID, 0)

    @property
    def sort(self) -> tuple[int, str, int]:
        return title(self.title).order, self.name_order, self.pk

    def groups(self) -> Iterable[str]:
        """Yield the chips under which the row stands."""
        if self.award:
            yield GIVEN
        elif self.nomination is not None and self.result == Result.NOT_ELIGIBLE:
            yield EARLY
        elif self.nomination is None and self.result == Result.ELIGIBLE and not self.revoked:
            yield READY
        elif self.nomination is None and self.result == Result.NOT_ELIGIBLE:
            yield SHORT
        if not self.award and self.result in _OPEN:
            yield WAITING
        yield ALL


@dataclass(frozen=True)
class Ratio:
    """The share of one title among the holders of another that the law or the house allows (CSTĐCS of LĐTT)."""

    of: int
    met: int
    proposed: int
    share: str
    most: int | None
    source: str

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.proposed > self.most


@dataclass(frozen=True)
class Board:
    """The rows of a house and a year, judged now; nothing of it is stored."""

    year: int
    on: date
    rows: list[Row]

    def counts(self) -> Counter[str]:
        return Counter(group for row in self.rows for group in row.groups())

    @property
    def on_trial(self) -> str:
        """Return the titles whose text in force nobody has read yet, by their short names or as all of them."""
        on_trial = dict.fromkeys(row.short for row in self.rows if row.is_trial)
        is_all = len(on_trial) > 1 and all(row.is_trial for row in self.rows)
        return "mọi danh hiệu, hình thức khen thưởng" if is_all else ", ".join(on_trial)


def readable_facilities(user: User) -> QuerySet[Unit]:
    """Return the hospitals of whose board the person may read all or a part."""
    mine = {unit.facility_id or unit.pk for unit in user.units_of(*READERS)}
    whole = Q(within(user, READERS, "")) | Q(pk__in=mine)
    return Unit.objects.filter(whole, kind=UnitKind.FACILITY).order_by("position", "name")


def readable_units(user: User, facility: Unit) -> list[Unit]:
    """Return the units of a hospital whose verdicts the person may read: all, or the own one for a head."""
    return list(Unit.objects.filter(within(user, READERS, ""), facility=facility))


def latest_year(facility: Unit) -> int:
    """Return the last year whose ratings are in, the current one where nobody was rated.

    A year is in when it has at least half as many ratings as the fullest one: a few that were
    written early do not make a year.
    """
    rated = YearRating.objects.filter(staff__facility=facility).values("year").annotate(number=Count("pk"))
    found = {row["year"]: row["number"] for row in rated.order_by("year")}
    whole = [year for year, number in found.items() if number * 2 >= max(found.values())]
    return max(whole, default=timezone.localdate().year)


def board_of(facility: Unit, *, year: int, on: date, titles: Iterable[str] = (), local: Mapping | None = None) -> Board:
    """Judge a house for a year: people in a stream, then its collectives; about fifteen statements."""
    wanted = set(titles)
    mine = local if local is not None else local_of(facility, on)
    live, (given, revoked) = _live(facility, year), _given(facility, year)
    names = dict(Unit.objects.filter(facility=facility).values_list("pk", "name"))
    crew = crew_of(facility, year, mine, on)
    rows: list[Row] = []
    people = people_of_year(facility, year)
    codes = [code for code in codes_for(SubjectKind.PERSON) if not wanted or code in wanted | _OF_MEMBERS]
    for dossier, judged in assessed_people(people, year=year, on=on, local=mine, titles=codes):
        crew.add(dossier, judged)
        about: dict[str, Any] = {"kind": SubjectKind.PERSON, "pk": dossier.pk, "code": dossier.code}
        about |= {"name": dossier.name, "name_order": name_key(dossier.name)}
        place = {"unit": names.get(dossier.unit, ""), "unit_pk": dossier.unit}
        rows += _rows(about | place, "staff", judged, wanted, live, given, revoked)
    units = list(collectives_of(facility))
    unit_code = {unit.pk: unit.code for unit in units}
    unit_codes = [code for code in codes_for(SubjectKind.COLLECTIVE) if not wanted or code in wanted]
    for pk, judged in assess_units(units, crew, on=on, local=mine, titles=unit_codes).items():
        about = {"kind": SubjectKind.COLLECTIVE, "pk": pk, "name": names[pk], "unit": names[pk], "unit_pk": pk}
        about |= {"code": unit_code[pk], "name_order": sort_key(names[pk])}
        rows += _rows(about, "unit", judged, wanted, live, given, revoked)
    return Board(year, on, sorted(rows, key=lambda row: row.sort))


_OF_MEMBERS = {"LDTT", "CSTDCS"}


def narrowed(board: Board, *, group: str = ALL, q: str = "", unit: int | None = None, kind: str = "") -> list[Row]:
    """Return the rows under a chip that fit what was typed, without accents."""
    words = fold(q).split()
    return [
        row
        for row in board.rows
        if group in row.groups()
        and (unit is None or row.unit_pk == unit)
        and (not kind or row.kind == kind)
        and all(word in fold(f"{row.code} {row.name} {row.unit}") for word in words)
    ]


def ratio_of(board: Board, local: Mapping[str, Any]) -> Ratio:
    """Return how many Chiến sĩ thi đua cơ sở are proposed beside what the share of Lao động tiên tiến allows."""
    rule = rulebook.rule("awards.titles.chien_si_thi_dua_co_so.share_of", on=board.on)
    is_read = is_certain("LDTT", board.on)
    share = (rule.value["share"] or local.get(rule.value.get("setting", ""))) if is_read else None
    ldtt = sum(1 for row in board.rows if row.title == "LDTT" and (row.award or row.result == Result.ELIGIBLE))
    mine = [row for row in board.rows if row.title == "CSTDCS"]
    return Ratio(
        of=ldtt,
        met=sum(1 for row in mine if row.result == Result.ELIGIBLE),
        proposed=sum(1 for row in mine if row.nomination is not None or row.award),
        share=str(share or ""),
        most=int(Fraction(str(share)) * ldtt) if share else None,
        source=rule.value["article"],
    )


def _rows(
    about: dict[str, Any], subject: str, judged: Mapping[str, Judgement], wanted: set[str],
    live: Mapping[tuple[str, int, str], tuple[int, str]], given: Mapping[tuple[str, int, str], str],
    revoked: Mapping[tuple[str, int, str], str],
) -> list[Row]:  # fmt: skip
    found = []
    for code, judgement in judged.items():
        if wanted and code not in wanted:
            continue
        key = (subject, about["pk"], code)
        number, word = live.get(key, (None, ""))
        found.append(Row(**about, title=code, judgement=judgement, nomination=number, nomination_word=word,
                         award=given.get(key, ""), revoked=revoked.get(key, "")))  # fmt: skip
    return found


def _live(facility: Unit, year: int) -> dict[tuple[str, int, str], tuple[int, str]]:
    """Return the live yearly nominations of a house and a year by subject and title."""
    rows = Nomination.objects.filter(
        facility=facility, year=year, status__in=LIVE_NOMINATIONS, occasion=Occasion.YEARLY
    ).values_list("staff_id", "subject_unit_id", "title", "pk", "status")
    return {
        ("staff" if staff else "unit", staff or unit, code): (pk, str(NominationStatus(status).label))
        for staff, unit, code, pk, status in rows
    }


def _given(facility: Unit, year: int) -> tuple[dict[tuple[str, int, str], str], dict[tuple[str, int, str], str]]:
    """Return what was won in a house and a year with its decision, and what was taken back with the day."""
    given: dict[tuple[str, int, str], str] = {}
    revoked: dict[tuple[str, int, str], str] = {}
    rows = Award.objects.filter(facility=facility, year=year, occasion=Occasion.YEARLY)
    fields = "staff_id", "unit_id", "title", "decision_number", "is_revoked", "revoked_on"
    for staff, unit, code, number, is_revoked, day in rows.values_list(*fields):
        key = "staff" if staff else "unit", staff or unit, code
        if is_revoked:
            revoked[key] = f"Đã thu hồi {day:%d/%m/%Y}" if day else "Đã thu hồi"
        else:
            given[key] = number or "chưa ghi số quyết định"
    return given, revoked


def unset_settings(board: Board) -> list[tuple[str, str, int]]:
    """Return the settings whose absence keeps verdicts open: name, label, how many verdicts hang on it."""
    counts = Counter(name for row in board.rows for name in row.judgement.unset)
    return [(name, law.label(name), number) for name, number in counts.most_common()]
