"""The list as it was when it was downloaded, found again in a workbook that comes back.

It says what the person has touched: without it a workbook can only be laid beside what is stored now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.sheets.aside import taken_aside
from core.sheets.grid import Grid
from core.sheets.normalise import name_sign
from emulation.builders.findings import Issue, info, warning
from emulation.builders.import_shelf import Key
from emulation.builders.units import model_name
from emulation.choices import SubjectKind
from emulation.models import Round

NOW_ONLY = "tệp chỉ được so với hệ thống hiện nay, những gì người khác đã sửa từ lúc tải về sẽ bị đổi lại theo tệp. "
NOW_ONLY += "Hãy xem thật kỹ các dòng thay đổi trước khi nhập."
DAMAGED = f"Phần ẩn ghi danh sách lúc tải về đã bị sửa, hỏng hoặc chép từ tệp khác nên được bỏ qua: {NOW_ONLY}"
IN_TEXT = f"Nếu đây là danh sách đã tải xuống: tệp .csv không giữ được danh sách lúc tải xuống nên {NOW_ONLY} "
IN_TEXT += "Lần sau nên sửa và lưu dạng .xlsx."
OF_OTHERS = f"Tệp được tải về từ cơ sở khác hoặc đợt đăng ký khác nên danh sách lúc tải về được bỏ qua: {NOW_ONLY}"


@dataclass(frozen=True)
class Was:
    """One line when the list was downloaded; the empty one stands for a line that was not on the list."""

    entry: int = 0
    unit: int = 0
    kind: str = ""
    subject: int | None = None
    name: str = ""
    position: str = ""
    titles: dict[int, list[str]] = field(default_factory=dict)

    def own_keys(self) -> Iterator[Key]:
        """Yield what makes it one with a line of a workbook; a model is read without "Mô hình:" before its name."""
        if self.kind == SubjectKind.MODEL or not self.subject:
            yield self.unit, SubjectKind.MODEL, name_sign(self.name)
            yield self.unit, SubjectKind.MODEL, name_sign(model_name(self.name))
        else:
            yield self.unit, SubjectKind(self.kind), str(self.subject)


@dataclass
class Downloaded:
    """The lines of the round at ``at``, in their order and by key; ``elsewhere`` are those of other rounds.

    ``units`` are those whose list of the round was downloaded: of others nothing is known, though their lines may
    stand in the same file, moved into it from other lists.
    """

    at: datetime
    units: set[int]
    order: list[Was]
    lines: dict[Key, Was]
    elsewhere: dict[Key, list[Was]]

    def of(self, key: Key) -> Was | None:
        """Return the line as it was, an empty one where the unit's list did not hold it, None where nobody knows."""
        return self.lines.get(key, Was()) if key[0] in self.units else None


def values_in(grids: list[Grid], *, is_text: bool = False) -> tuple[list[Any] | None, list[Issue]]:
    """Return what the hidden sheets of a workbook hold: of one that is whole, or nothing and why.

    One saved as text (``is_text``) has lost them, if it ever had any.
    """
    if is_text:
        return None, [info("DOWNLOAD_LOST", IN_TEXT)]
    if not grids:
        return None, []
    values = taken_aside(grids[0]) if len(grids) == 1 else None
    return values, [] if values else [warning("DOWNLOAD_IGNORED", DAMAGED)]


def downloaded_in(values: list[Any] | None, round: Round) -> tuple[Downloaded | None, list[Issue]]:
    """Return the list as it was for one round, or nothing and why."""
    if not values:
        return None, []
    try:
        found = _downloaded(values, round)
    except (ValueError, TypeError, KeyError, IndexError):
        return None, [warning("DOWNLOAD_IGNORED", DAMAGED)]
    if found is None:
        return None, [warning("DOWNLOAD_IGNORED", OF_OTHERS)]
    return found, []


def _downloaded(values: list[Any], round: Round) -> Downloaded | None:
    told = {"head": [], "sheet": [], "line": []}
    for kind, *rest in values:
        told[kind].append(rest)
    head = told["head"][0][0]
    units = {unit for called, unit in told["sheet"] if called == round.pk}
    if head["facility"] != round.plan.facility.code or not units:
        return None
    own = [_was(*rest) for called, *rest in told["line"] if called == round.pk]
    others = [_was(*rest) for called, *rest in told["line"] if called != round.pk]
    lines = {key: found[0] for key, found in _by_key(own).items()}
    return Downloaded(datetime.fromisoformat(head["at"]), units, own, lines, _by_key(others))


def _was(unit: int, *who: Any) -> Was:
    *rest, titles = who
    entry, kind, subject, name, position = rest
    return Was(entry, unit, kind, subject, name, position, {int(year): codes for year, codes in titles.items()})


def _by_key(lines: Iterable[Was]) -> dict[Key, list[Was]]:
    found: dict[Key, list[Was]] = defaultdict(list)
    for was in lines:
        for key in was.own_keys():
            found[key].append(was)
    return dict(found)
