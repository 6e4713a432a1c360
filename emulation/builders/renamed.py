"""Models under another name than when the list was downloaded: the same one renamed, or a new one in its place.

Nothing but a person can tell: the line is held until somebody has said which. A model that was renamed in the
system as well clashes like any other cell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from core.documents import data_fingerprint
from emulation.builders.downloaded import Downloaded, Was
from emulation.builders.findings import Findings, error, warning
from emulation.builders.import_shelf import Key, Shelf
from emulation.builders.planned_line import HELD, NEW, PlannedLine
from emulation.builders.round_trip import issues_of, stored_as
from emulation.builders.three_way import ADD, RENAME, lay_beside
from emulation.builders.units import model_name
from emulation.choices import SubjectKind
from emulation.models import Entry

_QUESTION = "Tên đã đổi trong tệp: “{old}” → “{new}”. Vẫn là mô hình ấy thì chọn Đổi tên, những gì đã ghi giữ nguyên. "
_QUESTION += "Là mô hình khác thì chọn Thêm mới, “{old}” vẫn còn."
_NEW_ONE = "Mô hình này đứng ở chỗ của “{old}” lúc tải về. Là mô hình khác thì chọn Thêm mới, “{old}” vẫn còn."
_CHOSEN = {
    RENAME: "Đã chọn đổi tên “{old}” thành “{new}”.",
    ADD: "Đã chọn thêm mới; mô hình “{old}” vẫn còn.",
}


def settle_renamed(lines: Iterable[PlannedLine], base: Downloaded, shelf: Shelf, findings: Findings) -> set[int]:
    """Lay each new model that stands where another one stood beside that one, as somebody has chosen.

    Returns the entries of the download about which it is still asked.
    """
    asked: set[int] = set()
    for own, before in _models(lines, base):
        several = Counter(line.key for line in own)
        taken = {line.entry.pk for line in own if line.entry}
        for line, was in zip(own, before, strict=True):
            entry = stored_as(was, shelf)
            if entry is None or not _is_other(line, was, several.keys(), base):
                continue
            if several[line.key] > 1 or entry.pk in taken:
                _ask(line, was, (ADD,), findings)
            else:
                _settle(line, was, entry, shelf, findings)
            if line.outcome == HELD:
                asked.add(was.entry)
    return asked


def _models(lines: Iterable[PlannedLine], base: Downloaded) -> Iterator[tuple[list[PlannedLine], list[Was]]]:
    """Yield the models of a unit in the file beside those of the download, where they are equally many."""
    now: dict[int, list[PlannedLine]] = defaultdict(list)
    then: dict[int, list[Was]] = defaultdict(list)
    for line in lines:
        if line.subject.kind == SubjectKind.MODEL and line.unit and line.unit.pk in base.units:
            now[line.unit.pk].append(line)
    for was in base.order:
        if was.kind == SubjectKind.MODEL:
            then[was.unit].append(was)
    return ((own, then[unit]) for unit, own in now.items() if len(own) == len(then[unit]))


def _is_other(line: PlannedLine, was: Was, here: Iterable[Key], base: Downloaded) -> bool:
    """Whether a new model stands in the place of one that is no longer in the file."""
    return line.outcome == NEW and line.key not in base.lines and not set(here) & set(was.own_keys())


def _settle(line: PlannedLine, was: Was, entry: Entry, shelf: Shelf, findings: Findings) -> None:
    subject, names = line.subject, (entry.name, was.name)
    beside = lay_beside(subject, shelf.of(entry), entry.position, was, entry=entry.pk, names=names)
    if beside.name and not beside.is_about_name and _ask(line, was, (RENAME, ADD), findings) != RENAME:
        return
    if beside.chosen == ADD:
        line.beside.clashes, line.beside.chosen, line.beside.entry = beside.clashes, ADD, entry.pk
    else:
        line.entry = entry
        line.lay(beside)
    findings.extend(subject.sheet, subject.row, "", issues_of(line))


def _ask(line: PlannedLine, was: Was, ways: tuple[str, ...], findings: Findings) -> str:
    """Hold a model until a way is chosen, and return the chosen one; the choice is bound to both names."""
    subject, old = line.subject, model_name(was.name)
    sign = data_fingerprint([was.entry, was.name, subject.name])[:12]
    side, _, of = subject.naming.partition(":")
    chosen = side if of == sign and side in ways else ""
    if chosen:
        others = tuple(way for way in ways if way != chosen)
        issue = warning("RENAMED", _CHOSEN[chosen].format(old=old, new=subject.name), sign, others)
    else:
        line.outcome = HELD
        text = _QUESTION if RENAME in ways else _NEW_ONE
        issue = error("RENAMED", text.format(old=old, new=subject.name), sign, ways)
    findings.add(subject.sheet, subject.row, subject.name_column, issue)
    return chosen
