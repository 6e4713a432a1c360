"""Yearly and stage reports: the numbers from the data, the judgement from people (S1-27…S1-29)."""

from datetime import date
from typing import Any

from emulation.choices import SubjectKind, title
from reports.builders.base import (
    attachment_specs,
    basis_text,
    content,
    draft,
    file_name,
    head_of,
    signature_of,
    start_words,
)  # fmt: skip
from reports.choices import PAPERS, DueStatus, FileKind, Recipient
from reports.models import DueReport, Package
from reports.selectors.figures import Figures, figures_of, kinds_in_order
from reports.selectors.recipient import recipient_name

Block = dict[str, Any]
UNWRITTEN = "(chưa viết)"


def _draft(due: DueReport) -> dict[str, Any]:
    span = f"năm {due.period_to.year}" if due.period_from.year == due.period_to.year else f"giai đoạn {due.period}"
    if due.period.endswith("6T"):
        span = f"6 tháng đầu năm {due.period_to.year}"
    return {
        **start_words(due),
        "subject": f"Kết quả phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến {span}",
        "sections": {part.key: "" for part in PAPERS[due.duty.builder if due.duty else "year_report"].sections},
    }


draft["year_report"] = draft["stage_report"] = _draft


def _content(package: Package, on: date) -> list[dict[str, Any]]:
    due = package.due
    figures = figures_of(
        package.facility, due.period_from, min(due.period_to, on), party_only=due.recipient == Recipient.PARTY
    )
    data = {
        "title": str(package),
        "head": head_of(package, on),
        "about": package.subject,
        "to": [recipient_name(due)],
        "opening": _opening(package),
        "blocks": _blocks(package, figures, on),
        "ending": f"Trên đây là báo cáo của {package.facility.name}",
        **signature_of(package),
    }
    number = package.paper_number.replace("/", "-")
    report = {
        "kind": FileKind.REPORT, "file": f"{file_name('bao cao', due.period, number)}.pdf",
        "title": f"Báo cáo {package.paper_number}".strip(), "template": "bao_cao_nam.typ", "data": data,
    }  # fmt: skip
    return [report, _roll(package, figures, on), _annex(package, figures, on), *attachment_specs(package)]


content["year_report"] = content["stage_report"] = _content


def _opening(package: Package) -> str:
    basis = basis_text(package.due.plan)
    start = f"Thực hiện {basis}, " if basis else ""
    return f"{start}{package.facility.name} báo cáo kết quả như sau:"


def _blocks(package: Package, figures: Figures, on: date) -> list[Block]:
    written = {
        part.key: package.sections.get(part.key, "").strip() or UNWRITTEN for part in PAPERS[package.builder].sections
    }
    return [
        _heading("I. Công tác lãnh đạo, chỉ đạo"), _text(written["leadership"]),
        _heading("II. Kết quả thực hiện"),
        _text(f"Số liệu tính đến ngày {min(package.due.period_to, on):%d/%m/%Y}."),
        *_exemplars(figures), *_aims(figures), *_movements(figures), *_council(figures), *_monthly(figures),
        _heading("III. Đánh giá chung"), _text(written["assessment"]),
        _heading("IV. Tồn tại, hạn chế và nguyên nhân"), _text(written["limits"]),
        _heading("V. Phương hướng, nhiệm vụ"), _text(written["plans"]),
    ]  # fmt: skip


def _exemplars(figures: Figures) -> list[Block]:
    rows = [[kind.label, figures.registered[kind], figures.endorsed[kind]] for kind in kinds_in_order()]
    total = ["Cộng", sum(figures.registered.values()), sum(figures.endorsed.values())]
    silent, units = figures.silent_units, len(figures.units)
    told = f"Chưa đăng ký: {', '.join(silent)}." if silent else "Không còn đơn vị nào chưa đăng ký."
    return [
        _subheading("1. Phát hiện, đăng ký và lựa chọn điển hình tiên tiến"),
        _table(["Loại", "Đã đăng ký", "Hội đồng thông qua"], [3, 2, 2], [*rows, total], total=True),
        _text(f"{units - len(silent)}/{units} khoa, phòng, tổ chức đoàn thể có đăng ký. {told}"),
        _text(_people(figures)),
    ]


def _people(figures: Figures) -> str:
    """Return who the endorsed people are: direct workers first, because the plan gives them priority (S1-20)."""
    people = figures.people
    if not people:
        return "Chưa có cá nhân nào được Hội đồng thông qua."
    shares = [(figures.direct, "lao động trực tiếp"), (figures.women, "nữ"), (figures.party, "đảng viên")]
    told = ", ".join(f"{count} {label}{_share(count, people)}" for count, label in shares)
    return f"Trong {people} cá nhân được thông qua: {told}."


def _aims(figures: Figures) -> list[Block]:
    rows = [[title(line.code).name, line.aimed, line.passed] for line in figures.titles]
    head = _subheading("2. Danh hiệu, hình thức khen thưởng đăng ký phấn đấu và kết quả")
    if not rows:
        return [head, _text("Chưa có danh hiệu, hình thức nào được đăng ký trong kỳ.")]
    return [head, _table(["Danh hiệu, hình thức", "Đăng ký", "Hội đồng thông qua"], [5, 2, 2], rows)]


def _movements(figures: Figures) -> list[Block]:
    head = _subheading("3. Phong trào thi đua")
    if not figures.campaigns:
        return [head, _text("Chưa có phong trào nào được phát động trong kỳ trên phần mềm.")]
    rows = [
        [campaign.title, _used(meters.collectives), _used(meters.individuals)] for campaign, meters in figures.campaigns
    ]
    columns = ["Phong trào", "Tập thể (đã chọn/chỉ tiêu)", "Cá nhân (đã chọn/chỉ tiêu)"]
    return [head, _text(f"Đã phát động {len(rows)} phong trào:"), _table(columns, [6, 2, 2], rows)]


def _council(figures: Figures) -> list[Block]:
    told = f"Hội đồng Thi đua – Khen thưởng đã họp {figures.sessions} phiên." if figures.sessions else (
        "Hội đồng Thi đua – Khen thưởng chưa họp phiên nào trong kỳ."
    )  # fmt: skip
    return [_subheading("4. Hoạt động của Hội đồng"), _text(told)]


def _monthly(figures: Figures) -> list[Block]:
    head = _subheading("5. Gửi gương điển hình hằng tháng")
    if not figures.months:
        return [head, _text("Trong kỳ chưa phát sinh việc gửi gương điển hình hằng tháng.")]
    rows = [[f"{line.due.period_from:%m/%Y}", line.name or "–", _fate(line.due)] for line in figures.months]
    sent = [line.due for line in figures.months if line.due.status == DueStatus.SENT]
    on_time = sum(not due.late_days for due in sent)
    told = f"Đã gửi {len(sent)} gương, {on_time} đúng hạn, {len(sent) - on_time} gửi trễ."
    return [head, _text(told), _table(["Tháng", "Gương điển hình", "Kết quả gửi"], [2, 5, 4], rows)]


def _fate(due: DueReport) -> str:
    if due.status == DueStatus.SENT:
        return f"Gửi trễ {due.late_days} ngày" if due.late_days else "Gửi đúng hạn"
    return {DueStatus.NIL: "Báo không có", DueStatus.DONE: "Gửi bằng đường khác"}.get(DueStatus(due.status), "Chưa gửi")


_BY_UNIT = [["STT", 6], ["Khoa, phòng, tổ chức đoàn thể", 40], ["Đã đăng ký", 22], ["Hội đồng thông qua", 26]]
_BY_TITLE = [["STT", 6], ["Danh hiệu, hình thức", 40], ["Đăng ký", 22], ["Hội đồng thông qua", 26]]
_BY_MONTH = [["STT", 6], ["Tháng", 14], ["Gương điển hình", 34], ["Kết quả gửi", 44]]


def _annex(package: Package, figures: Figures, on: date) -> dict[str, Any]:
    units = [[n, line.name, line.registered, line.endorsed] for n, line in enumerate(figures.units, 1)]
    aims = [[n, title(line.code).name, line.aimed, line.passed] for n, line in enumerate(figures.titles, 1)]
    months = [
        [n, f"{line.due.period_from:%m/%Y}", line.name, _fate(line.due)] for n, line in enumerate(figures.months, 1)
    ]
    parts = [
        ("Theo đơn vị", "Điển hình tiên tiến theo đơn vị", _BY_UNIT, units),
        ("Danh hiệu", "Danh hiệu, hình thức khen thưởng", _BY_TITLE, aims),
        ("Gương hằng tháng", "Gương điển hình hằng tháng", _BY_MONTH, months),
    ]
    sheets = [
        {"name": name, "about": f"{about} – {package.subject}", "columns": columns, "rows": rows}
        for name, about, columns, rows in parts
    ]
    data = {"head": head_of(package, on), "kind": "Phụ lục", "sheets": sheets, **signature_of(package)}
    return {
        "kind": FileKind.LIST, "file": f"{file_name('phu luc so lieu', package.due.period)}.xlsx",
        "title": "Phụ lục số liệu", "template": "danh_sach.xlsx", "data": data,
    }  # fmt: skip


def _roll(package: Package, figures: Figures, on: date) -> dict[str, Any]:
    rows = [
        [n, entry.name, SubjectKind(entry.kind).label, entry.position, entry.sheet.unit.name]
        for n, entry in enumerate(figures.exemplars, 1)
    ]
    columns = [["STT", 1], ["Tập thể, cá nhân, mô hình", 6], ["Loại", 2], ["Chức vụ", 5], ["Đơn vị", 6]]
    data = {
        "title": "Danh sách điển hình tiên tiến",
        "head": {**head_of(package, on), "number": ""},
        "kind": "Danh sách",
        "about": "Điển hình tiên tiến được Hội đồng Thi đua – Khen thưởng thông qua",
        "columns": columns,
        "rows": rows or [["", "Chưa có", "", "", ""]],
        **signature_of(package),
    }
    return {
        "kind": FileKind.LIST, "file": f"{file_name('danh sach dien hinh', package.due.period)}.pdf",
        "title": "Danh sách điển hình tiên tiến", "template": "danh_sach.typ", "data": data,
    }  # fmt: skip


def _used(meter: Any) -> str:
    return f"{meter.used}/{'theo phân bổ' if meter.limit is None else meter.limit}"


def _share(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.1f}%)".replace(".", ",").replace(",0%", "%") if whole else ""


def _heading(text: str) -> Block:
    return {"type": "heading", "text": text}


def _subheading(text: str) -> Block:
    return {"type": "subheading", "text": text}


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _table(columns: list[str], widths: list[int], rows: list[list[Any]], *, total: bool = False) -> Block:
    return {
        "type": "table",
        "columns": columns,
        "widths": widths,
        "rows": [[str(cell) for cell in row] for row in rows],
        "total": total,
    }
