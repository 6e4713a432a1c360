"""What is told about lines of units whose sheets an import may not write to: once for each unit, not row by row."""

from itertools import groupby

from emulation.builders.findings import Issue, warning
from emulation.builders.planned_line import PlannedLine

LISTED = 20
CLOSED_ROW = "Bản đăng ký của đơn vị không nhận thay đổi lúc này; lý do ghi ở đầu trang."


def tell_closed(held: dict[str, list[PlannedLine]]) -> list[Issue]:
    """Return a word for each reason why sheets are closed, with the rows that it holds by the sheets of the file."""
    return [warning("SHEETS_CLOSED", f"{reason} Giữ lại {_rows(lines)}.") for reason, lines in held.items()]


def _rows(lines: list[PlannedLine]) -> str:
    subjects = [line.subject for line in lines]
    by_sheet = groupby(subjects[:LISTED], key=lambda subject: subject.sheet)
    places = [f"trang tính “{sheet}” dòng {', '.join(str(s.row) for s in own)}" for sheet, own in by_sheet]
    more = f" và {len(lines) - LISTED} dòng khác" if len(lines) > LISTED else ""
    return f"{len(lines)} dòng khác với hệ thống: {'; '.join(places)}{more}"


def tell_strangers(names: list[str], *, has_own: bool) -> list[Issue]:
    """Return how somebody of the whole house hands in a list of other units than the one that was chosen."""
    if not names:
        return []
    listed, also = ", ".join(names), "có cả dòng" if has_own else "là"
    choice = f"{listed} hoặc " if len(names) == 1 and not has_own else ""
    text = f"Tệp này {also} của {listed}; hãy chọn {choice}“Nhiều khoa, phòng” khi nộp."
    return [warning("OTHER_UNITS", text)]
