"""What the person is told about a list that went out and came back: what clashes, what was kept, what is missing."""

from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from core.sheets.normalise import name_sign
from core.text import grouped
from emulation.builders.downloaded import Downloaded, Was
from emulation.builders.findings import Issue, error, info, warning
from emulation.builders.import_shelf import Shelf
from emulation.builders.planned_line import PlannedLine
from emulation.builders.three_way import ADD, FILE, GONE, RENAME, SYSTEM, UNKNOWN, Clash
from emulation.builders.units import model_name
from emulation.choices import SubjectKind
from emulation.models import Entry, Unit

NAMED = 20
SINCE = "đã đổi trong hệ thống từ khi tải về, giữ nguyên"
AS_STORED = "đã chọn giữ hệ thống"
OTHERS = "Danh sách tải về này không có {units} nên các dòng ấy chỉ được so với hệ thống hiện nay; dòng nào sẽ ghi đè "
OTHERS += "lên những gì đang có thì được giữ lại để chọn. Nếu đã gộp nhiều tệp tải về làm một, hãy nộp riêng từng tệp."
ELSEWHERE = "Dòng của đợt đăng ký khác, không sửa gì trong tệp: không nhập vào đợt này."
REMOVED = "REMOVED_SINCE"
REMOVE = "Muốn bỏ dòng nào, mở bản đăng ký của đơn vị, bấm ⋮ ở dòng đó rồi chọn Xóa dòng."


def issues_of(line: PlannedLine) -> list[Issue]:
    """Return what to tell about one line that was compared with its download."""
    issues, beside = [], line.beside
    if beside.is_nobodys and beside.is_left_out:
        return [info(REMOVED, headline(line))]
    if beside.clashes:
        values = "; ".join(_values(clash, line) for clash in beside.clashes)
        text = f"{headline(line)} {values}."
        issues.append(error("CONFLICT", text) if beside.is_open else warning("CONFLICT", text))
    kept = [f"năm {year}" for year in beside.kept] + ["chức vụ"] * (beside.kept_position is not None)
    if kept and not beside.clashes:
        issues.append(info("CHANGED_SINCE", f"{', '.join(kept).capitalize()}: {SINCE}."))
    return issues


def tell_download(lines: Iterable[PlannedLine], base: Downloaded, units: Mapping[int, Unit]) -> list[Issue]:
    """Return when the list was downloaded and, where the file holds lines of other units, which ones it knows."""
    at = timezone.localtime(base.at).strftime("%H:%M %d/%m/%Y")
    here = {line.unit.pk: line.unit.name for line in lines if line.unit}
    others = [name for pk, name in here.items() if pk not in base.units]
    known = [units[pk].name for pk in sorted(base.units) if pk in units]
    whose = f" của {_listed(known, 'đơn vị')}" if others and known else ""
    only = "Ở các dòng ấy, chỉ" if others else "Chỉ"
    told = [info("DOWNLOADED", f"Danh sách{whose} tải về lúc {at}. {only} những ô đã sửa trong tệp mới được nhập.")]
    if others:
        told.append(warning("NOT_DOWNLOADED", OTHERS.format(units=_listed(others, "đơn vị"))))
    return told


def headline(line: PlannedLine) -> str:
    """Return the sentence over the values of a line that clashes."""
    is_file = line.beside.chosen in (FILE, RENAME)
    if line.beside.is_about_name and line.beside.chosen in ("", ADD):
        return _headline_of_name(line)
    if line.beside.is_nobodys and not is_file:
        return "Đã xóa trên hệ thống, không thêm lại."
    if line.beside.chosen and line.beside.is_gone:
        return "Đã chọn thêm lại." if is_file else "Đã chọn để ngoài."
    if line.beside.chosen:
        return "Đã chọn theo tệp." if is_file else "Đã chọn giữ hệ thống."
    if line.beside.is_gone:
        return "Dòng này đã bị xóa khỏi hệ thống từ khi tải về; hãy chọn thêm lại hay để ngoài."
    if line.beside.is_unknown:
        return "Tệp khác hệ thống, lúc tải về không rõ là gì; hãy chọn theo tệp hay giữ hệ thống."
    return "Từ khi tải về, cả tệp và hệ thống đều đã đổi; hãy chọn theo tệp hay giữ hệ thống."


def _headline_of_name(line: PlannedLine) -> str:
    if line.beside.chosen:
        return "Đã chọn thêm mới; mô hình cũ vẫn còn."
    return "Từ khi tải về, cả tệp và hệ thống đều đã đổi tên mô hình này; hãy chọn một cách."


def side_labels(line: PlannedLine) -> dict[str, str]:
    """Return what the choice of each side is called."""
    if line.beside.is_about_name:
        return {RENAME: "Đổi tên theo tệp", SYSTEM: "Giữ hệ thống", ADD: "Thêm mới"}
    if line.beside.is_gone:
        return {FILE: "Thêm lại", SYSTEM: "Để ngoài"}
    return {FILE: "Theo tệp", SYSTEM: "Giữ hệ thống"}


def _values(clash: Clash, line: PlannedLine) -> str:
    column = line.subject.columns.get(clash.year, "")
    where = f" (ô {column}{line.subject.row})" if column else ""
    what = f"Năm {clash.what}{where}" if clash.year else clash.what
    return f"{what}: tệp {_quoted(clash.file)}, hệ thống {_quoted(clash.system)}, lúc tải về {_quoted(clash.was)}"


def _quoted(text: str) -> str:
    return text if text in (GONE, UNKNOWN) else f"“{text}”" if text else "trống"


def tell_missing(
    lines: list[PlannedLine], base: Downloaded, shelf: Shelf, scope: Unit | None, asked: Collection[int] = ()
) -> list[Issue]:
    """Return a word about the lines that are stored but no longer in the file; they stay.

    Of models about which it is ``asked`` whether they were renamed nothing is told: they may stand there.
    """
    here = _present(lines)
    units = {scope.pk} if scope else base.units
    known = {line.entry.pk for line in lines if line.entry}
    known.update(asked)
    left = [was for was in base.order if was.unit in units and was.entry not in known and not here & _signs(was)]
    gone = [was for was in left if stored_as(was, shelf)]
    if not gone:
        return []
    names = _listed([_called(was) for was in gone], "dòng")
    text = f"Không còn trong tệp: {grouped(len(gone))} dòng, vẫn giữ trong hệ thống: {names}. {REMOVE}"
    return [info("MISSING_ROWS", text)]


def _listed(names: list[str], noun: str) -> str:
    more = f" và {grouped(len(names) - NAMED)} {noun} khác" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _called(was: Was) -> str:
    return f"mô hình “{model_name(was.name)}”" if was.kind == SubjectKind.MODEL else f"“{was.name}”"


def stored_as(was: Was, shelf: Shelf) -> Entry | None:
    """Return the line of the download where it still stands on its sheet: an amended version has rows of its own."""
    same = (shelf.entries[key] for key in was.own_keys() if key in shelf.entries)
    return shelf.by_pk.get(was.entry) or next(same, None)


def _present(lines: Iterable[PlannedLine]) -> set[tuple]:
    """Return the keys and names in the file; of a line without a unit, or of a namesake, the name alone counts."""
    found: set[tuple] = set()
    for line in lines:
        found |= {line.key, (line.unit.pk if line.unit else 0, name_sign(line.subject.name))}
    return found


def _signs(was: Was) -> set[tuple]:
    names = {name_sign(was.name), name_sign(model_name(was.name))}
    return {*was.own_keys(), *((unit, name) for name in names for unit in (was.unit, 0))}
