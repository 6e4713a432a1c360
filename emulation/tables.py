"""What lists of units, plans, rounds, sheets and initiatives hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from emulation.choices import AuthorRole, InitiativeKind, InitiativeLevel, Recognition, UnitKind
from emulation.models import Initiative, Plan, Round, Sheet, Unit
from emulation.selectors.coverage import Coverage, UnitCover

UNIT_COLUMNS = (
    ("Đơn vị", 44, "ten"), ("Thuộc", 34, "thuoc"), ("Loại", 18, "loai"), ("Mã", 14, "ma"),
    ("Người đang làm việc", 12, "nguoi"), ("Đã giải thể", 12, "ten"),
)  # fmt: skip
PLAN_COLUMNS = (
    ("Kế hoạch", 60, "ten"), ("Loại", 30, "loai"), ("Từ năm", 8, "giai-doan"), ("Đến năm", 8, "giai-doan"),
    ("Các năm đăng ký", 24, "nam"), ("Số, ký hiệu", 20, "so"), ("Ngày ban hành", 14, "so"),
    ("Người ký", 26, "nguoi-ky"), ("Các đợt đăng ký", 60, "dot"), ("Trạng thái", 20, "trang-thai"),
)  # fmt: skip
QUEUE_COLUMNS = (
    ("Đơn vị", 36, "don-vi"), ("Bản", 26, "don-vi"), ("Đợt đăng ký", 30, "dot"), ("Gửi ngày", 14, "gui"),
    ("Đã chờ (ngày)", 12, "cho"), ("Số dòng", 10, "dong"), ("Gửi muộn", 12, "ghi-chu"),
    ("Ý kiến chưa xong", 12, "ghi-chu"), ("Lần gửi", 10, "ghi-chu"),
)  # fmt: skip
COVERAGE_COLUMNS = (
    ("Đơn vị", 44, "don-vi"), ("Trạng thái", 26, "trang-thai"), ("Số dòng", 10, "dong"), ("Từ ngày", 14, "tu"),
    ("Ghi chú", 50, "ghi-chu"), ("Nhắc lần cuối", 14, "ghi-chu"),
)  # fmt: skip
INITIATIVE_COLUMNS = (
    ("Mã", 14, "ten"), ("Tên sáng kiến, đề tài", 60, "ten"), ("Loại", 18, "ten"), ("Tác giả", 50, "tac-gia"),
    ("Đơn vị", 40, "tac-gia"), ("Năm", 8, "nam"), ("Tình trạng", 18, "tinh-trang"), ("Cấp công nhận", 16, "cap"),
    ("Số quyết định", 20, "quyet-dinh"), ("Ngày quyết định", 14, "quyet-dinh"), ("Áp dụng", 14, "tinh-trang"),
    ("Hiệu quả, phạm vi", 60, "hieu-qua"),
)  # fmt: skip
_OWN = (
    "code", "name", "kind", "year", "recognition", "level", "decision_number", "decided_on", "is_applied", "effect",
)  # fmt: skip
_AUTHOR = ("authors__staff__full_name", "authors__role", "authors__staff__unit__name")
APPLIED = {True: "Đã áp dụng", False: "Chưa áp dụng", None: "Chưa rõ"}


def unit_rows(units: QuerySet[Unit]) -> Iterator[list[Any]]:
    """Yield the rows of a tree of units that know their people (``unit_tree``)."""
    kinds = dict(UnitKind.choices)
    found = units.values_list("name", "parent__name", "kind", "code", "people", "is_active")
    for name, parent, kind, code, people, is_active in found.iterator(500):
        yield [name, parent, kinds[kind], code, people, not is_active]


def plan_rows(plans: Iterable[Plan]) -> Iterator[list[Any]]:
    """Yield the rows of plans that know their rounds."""
    for plan in plans:
        yield [
            plan.title, plan.get_kind_display(), plan.period_from, plan.period_to,
            ", ".join(map(str, plan.target_years)), plan.number, plan.issued_on, plan.signer,
            "; ".join(_said(called) for called in plan.rounds.all()), plan.get_status_display(),
        ]  # fmt: skip


def queue_rows(sheets: QuerySet[Sheet], today: date) -> Iterator[list[Any]]:
    """Yield the rows of the office's queue, which counts lines, comments and sendings."""
    for sheet in sheets.iterator(500):
        sent = timezone.localdate(sheet.submitted_at)
        yield [
            sheet.unit.name, sheet.label, str(sheet.round.name), sent, (today - sent).days, sheet.lines, sheet.is_late,
            sheet.open_comments or None, sheet.sendings,
        ]  # fmt: skip


def coverage_rows(coverage: Coverage) -> Iterator[list[Any]]:
    for _, heading, _, covers in coverage.groups:
        for cover in covers:
            since = cover.since and timezone.localdate(cover.since)
            yield [cover.unit.name, heading, cover.entries or None, since, _note(cover), cover.nudged_on]


def initiative_rows(initiatives: QuerySet[Initiative], order: tuple[str, ...]) -> Iterator[list[Any]]:
    """Yield initiatives with all their authors: one statement, whose rows of one initiative stand together.

    ``order`` ends with the key of the initiative.
    """
    kinds, states, levels = (dict(one.choices) for one in (InitiativeKind, Recognition, InitiativeLevel))
    rows = initiatives.select_related(None).order_by(*order, "authors__pk").values_list("pk", *_OWN, *_AUTHOR)
    for _, same in groupby(rows.iterator(2_000), key=itemgetter(0)):
        parts = list(same)
        code, name, kind, year, state, level, number, day, is_applied, effect = parts[0][1:11]
        yield [
            code, name, kinds[kind], *_authors(part[11:] for part in parts), year, states[state],
            levels[level] if state == Recognition.RECOGNISED else "", number, day, APPLIED[is_applied], effect,
        ]  # fmt: skip


def _authors(parts: Iterable[tuple[str | None, str, str]]) -> tuple[str, str]:
    """Return who made an initiative and where they work, each unit once."""
    roles, found = dict(AuthorRole.choices), [part for part in parts if part[0]]
    people = (f"{name} ({roles[role].lower()})" for name, role, _ in found)
    return "; ".join(people), "; ".join(dict.fromkeys(unit for _, _, unit in found))


def _said(called: Round) -> str:
    return f"{called.name} ({called.opens_on:%d/%m/%Y} – {called.closes_on:%d/%m/%Y})"


def _note(cover: UnitCover) -> str:
    if cover.reason:
        return f"Miễn: {cover.reason}"
    if cover.never_seen:
        return "chưa đăng nhập lần nào"
    return f"{cover.open_comments} ý kiến chưa xong" if cover.open_comments else ""
