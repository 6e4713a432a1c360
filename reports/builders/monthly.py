"""The monthly exemplar: a letter, the summary of achievements and the list (S1-26)."""

from datetime import date
from typing import Any

from awards.choices import NominationStatus
from awards.models import Nomination
from emulation.choices import SubjectKind, form_text, titles
from emulation.models import Entry
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
from reports.choices import FileKind
from reports.criteria import local_day
from reports.models import DueReport, FeaturedExemplar, Package
from reports.selectors.exemplar import featured_in
from reports.selectors.recipient import recipient_name


@draft
def monthly_exemplar(due: DueReport) -> dict[str, Any]:
    month = _month(due)
    basis = basis_text(due.plan)
    what = f"{due.facility.name} gửi {recipient_name(due)} 01 gương điển hình tiên tiến tiêu biểu {month}."
    return {
        **start_words(due),
        "subject": f"gửi gương điển hình tiên tiến tiêu biểu {month}",
        "body": f"Thực hiện {basis}, {what}" if basis else what,
    }


def _content(package: Package, on: date) -> list[dict[str, Any]]:
    featured = FeaturedExemplar.objects.filter(package=package).select_related(
        "entry__staff", "entry__sheet__unit", "entry__subject_unit", "unit"
    ).first()  # fmt: skip
    specs = [_letter(package, featured, on)]
    if featured:
        specs += [_summary(package, featured, on), _list(package, featured, on)]
    return specs + attachment_specs(package)


content["monthly_exemplar"] = _content


def summary_draft(entry: Entry) -> str:
    """Return what the dossier says about an exemplar: its own summary, else that of passed nominations."""
    if entry.summary.strip():
        return entry.summary.strip()
    return "\n".join(row.achievements.strip() for row in _nominations(entry) if row.achievements.strip())


def described(featured: FeaturedExemplar) -> str:
    """Return who it is, on one line: "Nguyễn Thị Hòa, Điều dưỡng trưởng, Khoa Nội tổng hợp"."""
    entry = featured.entry
    parts = [entry.name]
    if entry.kind == SubjectKind.PERSON:
        parts += [entry.position, entry.sheet.unit.name]
    elif entry.kind == SubjectKind.MODEL:
        parts = [f"mô hình “{entry.name}”", entry.sheet.unit.name]
    return ", ".join(part for part in parts if part)


def _letter(package: Package, featured: FeaturedExemplar | None, on: date) -> dict[str, Any]:
    due_on = package.due.due_on
    late = max((on - due_on).days, 0) if due_on else 0
    who = [f"Gương điển hình tiên tiến tiêu biểu: {described(featured)}."] if featured else []
    said_late = [f"Văn bản gửi chậm {late} ngày so với hạn ({due_on:%d/%m/%Y})."] if late and due_on else []
    data = {
        "title": str(package),
        "head": head_of(package, on),
        "about": f"V/v {package.subject}",
        "to": [recipient_name(package.due)],
        "body": "\n".join([package.body, *who, *said_late]),
        "attached": [spec for spec in ("Bản tóm tắt thành tích", "Danh sách gương điển hình tiên tiến") if featured]
        + [file.name for file in package.attachments.order_by("pk")],
        "ending": "Trân trọng báo cáo",
        **signature_of(package),
    }
    number = package.paper_number.replace("/", "-")
    return {
        "kind": FileKind.LETTER, "file": f"{file_name('cong van', number)}.pdf",
        "title": f"Công văn {package.paper_number}".strip(), "template": "cong_van.typ", "data": data,
    }  # fmt: skip


def _summary(package: Package, featured: FeaturedExemplar, on: date) -> dict[str, Any]:
    entry = featured.entry
    data = {
        "title": f"Tóm tắt thành tích {entry.name}",
        "head": head_of(package, on),
        "about": f"Gương điển hình tiên tiến tiêu biểu {_month(package.due)}",
        "facts": _facts(featured),
        "achievements": package.summary,
        "targets": _targets(entry, in_full=True),
        "awards": [f"{row.title_name}, năm {row.year}" for row in _nominations(entry)],
        **signature_of(package),
    }
    return {
        "kind": FileKind.SUMMARY, "file": f"{file_name('tom tat thanh tich', entry.name)}.pdf",
        "title": f"Tóm tắt thành tích {entry.name}", "template": "tom_tat_thanh_tich.typ", "data": data,
    }  # fmt: skip


def _facts(featured: FeaturedExemplar) -> list[list[str]]:
    entry = featured.entry
    if entry.kind == SubjectKind.PERSON:
        rows = [
            ["Họ và tên", entry.name],
            ["Chức vụ, chức danh", entry.position],
            ["Đơn vị công tác", entry.sheet.unit.name],
        ]
    elif entry.kind == SubjectKind.COLLECTIVE:
        rows = [["Tập thể", entry.name]]
    else:
        rows = [["Mô hình", entry.name], ["Đơn vị thực hiện", entry.sheet.unit.name]]
    passed = f"ngày {local_day(entry.endorsed_at):%d/%m/%Y}" if entry.endorsed_at else ""
    return [*rows, ["Hội đồng Thi đua – Khen thưởng thông qua", passed]]


def _targets(entry: Entry, *, in_full: bool = False) -> list[list[str]]:
    """Return what the exemplar aims at, by year: as on the official form, or with the titles' full names."""
    years: dict[int, list[str]] = {}
    for target in entry.targets.order_by("year", "pk"):
        years.setdefault(target.year, []).append(target.title)
    if in_full:
        full = {year: [name.name for name in titles().values() if name.code in codes] for year, codes in years.items()}
        return [[str(year), "; ".join(names)] for year, names in full.items()]
    return [[str(year), form_text(codes, entry.kind)] for year, codes in years.items()]


def _nominations(entry: Entry) -> list[Nomination]:
    same = {"staff": entry.staff} if entry.staff_id else {"subject_unit": entry.subject_unit}
    if not any(same.values()) or entry.kind == SubjectKind.MODEL:
        return []
    return list(Nomination.objects.filter(**same, status=NominationStatus.ENDORSED).order_by("year", "pk"))


_COLUMNS = [
    ["STT", 6],
    ["Tập thể, cá nhân, mô hình", 28],
    ["Loại", 10],
    ["Chức vụ", 18],
    ["Đơn vị", 26],
    ["Đăng ký thành tích", 36],
]


def _list(package: Package, featured: FeaturedExemplar, on: date) -> dict[str, Any]:
    due, year = package.due, package.due.period_from.year
    before = featured_in(package.facility, date(year, 1, 1), due.period_to).exclude(pk=featured.pk)
    this_month = {
        "name": "Gương tháng", "about": f"Gương điển hình tiên tiến tiêu biểu {_month(due)}",
        "columns": _COLUMNS, "rows": [_line(1, featured)],
    }  # fmt: skip
    this_year = {
        "name": "Đã gửi trong năm", "about": f"Gương điển hình tiên tiến đã gửi năm {year}",
        "columns": [*_COLUMNS, ["Kỳ", 12]],
        "rows": [[*_line(n, row), f"{row.package.due.period_from:%m/%Y}"] for n, row in enumerate(before, 1)],
    }  # fmt: skip
    data = {
        "head": head_of(package, on),
        "kind": "Danh sách",
        "sheets": [this_month, this_year],
        **signature_of(package),
    }
    return {
        "kind": FileKind.LIST, "file": f"{file_name('danh sach guong', due.period)}.xlsx",
        "title": f"Danh sách gương điển hình {_month(due)}", "template": "danh_sach.xlsx", "data": data,
    }  # fmt: skip


def _line(number: int, featured: FeaturedExemplar) -> list[Any]:
    entry = featured.entry
    aims = "; ".join(f"{year}: {words}" for year, words in _targets(entry))
    return [number, entry.name, SubjectKind(entry.kind).label, entry.position, entry.sheet.unit.name, aims]


def _month(due: DueReport) -> str:
    return f"tháng {due.period_from.month} năm {due.period_from.year}"
