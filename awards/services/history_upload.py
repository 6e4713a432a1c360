"""Workbooks of the history by web: the whole of it, and initiatives alone."""

from collections.abc import Callable, Mapping
from functools import partial

from awards.builders.history_columns import INITIATIVE
from awards.builders.history_lines import CHANGED, NEW
from awards.builders.history_plan import HistoryPlan, plan_history
from awards.builders.history_reader import history_in
from awards.builders.history_shown import history_shown
from awards.builders.history_written import written_rows
from awards.choices import AWARDS, INITIATIVES
from awards.services.history_import import carry_out
from core.text import grouped
from emulation.builders.import_plan import Told
from emulation.models import User
from emulation.services.ledger import Ledger
from emulation.services.workbook import WorkbookKind, lock_house, workbook_kind

_SHEETS = "trang tính nào mang tên như “Nhân sự”, “Xếp loại”, “Danh hiệu”, “Sáng kiến” (tệp .csv mang tên ấy)"
_COLUMNS = "hàng tiêu đề có “Họ và tên”, “Năm”, “Tên sáng kiến”"


def _kind(name: str, route: str, only: str, outcome: Callable[[Mapping[str, int]], str]) -> WorkbookKind:
    return WorkbookKind(
        name=name,
        route=route,
        heads=_COLUMNS if only else _SHEETS,
        read=partial(history_in, only=only),
        plan=lambda found, facility, told: plan_history(found, facility, told=told),
        shown=history_shown,
        lock=lock_house,
        write=_write,
        outcome=outcome,
        rows=written_rows,
    )


def _write(plan: HistoryPlan, source: str, by: User, told: Told | None, ledger: Ledger) -> None:
    assert plan.writes.facility is not None
    carry_out(plan, facility=plan.writes.facility, source=source, by=by, told=told, ledger=ledger)


def _items(counts: Mapping[str, int]) -> str:
    return f"Đã nhập: {grouped(counts[NEW])} mục mới, {grouped(counts[CHANGED])} mục thay đổi."


def _lines(counts: Mapping[str, int]) -> str:
    return f"Đã nhập: {grouped(counts[NEW])} dòng mới, {grouped(counts[CHANGED])} dòng thay đổi."


HISTORY = workbook_kind(_kind(AWARDS, "awards:history_import_detail", "", _items))
LEDGER = workbook_kind(_kind(INITIATIVES, "awards:initiative_import_detail", INITIATIVE, _lines))
