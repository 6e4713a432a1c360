"""Workbooks of the history by web: the whole of it, and initiatives alone."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from awards.builders.history_columns import INITIATIVE
from awards.builders.history_lines import CHANGED, NEW
from awards.builders.history_plan import HistoryPlan, plan_history
from awards.builders.history_reader import history_in
from awards.builders.history_shown import history_shown
from awards.builders.history_written import written_rows
from awards.choices import AWARDS, INITIATIVES
from awards.selectors.resting import judged_on
from awards.services.history_import import carry_out
from core.text import grouped
from emulation.builders.import_plan import Told
from emulation.models import Staff, User
from emulation.selectors.resting import answers_on, built_on_places, sheets_on
from emulation.services.ledger import Ledger, Written
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
        built_on=_built_on,
    )


def _write(plan: HistoryPlan, source: str, by: User, told: Told | None, ledger: Ledger) -> None:
    assert plan.writes.facility is not None
    carry_out(plan, facility=plan.writes.facility, source=source, by=by, told=told, ledger=ledger)


def _built_on(written: Written) -> Iterator[str]:
    records = {model: set(keys) for model, keys in written.tables()}
    yield from built_on_places(written.changed.get(Staff, {}), since=written.at)
    yield from judged_on(records, since=written.at)
    yield from sheets_on(records, since=written.at)
    yield from answers_on({model: set(keys) for model, keys in written.changed.items()}, since=written.at)


def _items(counts: Mapping[str, int]) -> str:
    return f"Đã nhập: {grouped(counts[NEW])} mục mới, {grouped(counts[CHANGED])} mục thay đổi."


def _lines(counts: Mapping[str, int]) -> str:
    return f"Đã nhập: {grouped(counts[NEW])} dòng mới, {grouped(counts[CHANGED])} dòng thay đổi."


HISTORY = workbook_kind(_kind(AWARDS, "awards:history_import_detail", "", _items))
LEDGER = workbook_kind(_kind(INITIATIVES, "awards:initiative_import_detail", INITIATIVE, _lines))
