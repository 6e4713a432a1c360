"""Due reports and packages for tests; a package reaches its state by walking the road."""

from datetime import datetime

from core.documents import data_fingerprint
from emulation.choices import PlanKind, Role
from emulation.models import Plan, User
from emulation.selectors.people import holders
from reports.criteria import VIETNAM
from reports.models import DueReport, Package
from reports.services.approval import approve_package, content_of
from reports.services.clock import run_clock
from reports.services.outbox import send_due
from reports.services.package import submit_package, write_package
from tests.factories.people import user_with
from tests.factories.sheets import office_of, published_plan, round_of, sheet_at

MONTHLY = "guong_dien_hinh_thang"
YEARLY = "bao_cao_nam"


def at(text: str) -> datetime:
    """Return a moment of Vietnam: at("2026-12-02T09:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def report_plan(tree, **more) -> Plan:
    """Return the published plan 2026–2030 of seed 001, which asks for the reports."""
    fields = {
        "title": "Tuyên truyền và nhân rộng điển hình tiên tiến giai đoạn 2026 - 2030", "kind": PlanKind.PROPAGANDA,
        "period_from": 2026, "period_to": 2030, "target_years": [2026, 2027, 2028, 2029, 2030],
        "signer": "Mai Ngọc Lành", "signer_position": "GIÁM ĐỐC", **more,
    }  # fmt: skip
    return published_plan(tree, **fields)


def endorsed_list(tree, *units, people: int = 1) -> None:
    """Give the hospital a list of endorsed exemplars, each with a written summary."""
    plan = Plan.objects.filter(facility=tree.hospital, kind=PlanKind.PROPAGANDA).first() or report_plan(tree)
    call = round_of(plan)
    for unit in units or (tree.noi, tree.ngoai):
        sheet = sheet_at("endorsed", tree, unit=unit, round=call, people=people)
        sheet.entries.update(summary="Giảm 30% thời gian chờ khám nhờ đặt lịch trước; được người bệnh tin yêu.")


def due_of(tree, obligation: str = MONTHLY, period: str = "2026-11") -> DueReport:
    return DueReport.objects.get(facility=tree.hospital, obligation=obligation, period=period)


def month_open(tree, *, on: str = "2026-11-25T08:00", people: int = 1) -> DueReport:
    """Return November's due report, opened and drafted by the clock."""
    endorsed_list(tree, people=people)
    run_clock(now=at("2026-11-10T08:00"), sends=False)
    run_clock(now=at(on), sends=False)
    return due_of(tree)


def package_at(state: str, tree, *, on: str = "2026-12-02T09:00", due: DueReport | None = None) -> Package:
    """Return a package that has walked the road: prepared, submitted, queued or sent."""
    due = due or month_open(tree)
    package = due.packages.get()
    office, leader, now = office_of(tree.hospital), leader_of(tree), at(on)
    fill(package, by=office, now=now)
    if state != "prepared":
        submit_package(package, by=office, now=now)
    if state in ("queued", "sent"):
        approve(package, by=leader, now=now)
    if state == "sent":
        send_due(now=now)
    return Package.objects.get(pk=package.pk)


def fill(package: Package, *, by: User, now: datetime, number: str = "412") -> None:
    """Write what only people can write: number, symbol, the sections of a report."""
    sections = {key: "Đã thực hiện theo kế hoạch." for key in package.sections}
    write_package(package, {"number": number, "symbol": "BV-TCCB", "sections": sections}, by=by, now=now)
    package.refresh_from_db()


def approve(package: Package, *, by: User, now: datetime) -> None:
    package = Package.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)
    approve_package(package, seen=data_fingerprint(content_of(package, now=now)), by=by, now=now)


def leader_of(tree) -> User:
    found = holders(Role.LEADER, tree.hospital).first()
    return found or user_with(f"giamdoc{tree.hospital.pk}", "Lê Quang Vinh", (Role.LEADER, tree.hospital))
