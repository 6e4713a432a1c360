"""The demo's year of reports: months sent in time, one late, one "không có", one waiting for the director."""

from datetime import date
from types import SimpleNamespace

from django.db.models import Q
from django.utils import timezone

from config.demo.clock import at
from core.documents import data_fingerprint
from emulation.models import Unit, User
from reports.models import DueReport, Package
from reports.selectors.exemplar import candidates
from reports.services.approval import approve_package, content_of
from reports.services.clock import run_clock
from reports.services.due import declare_nil, store_dues
from reports.services.outbox import send_due
from reports.services.package import submit_package, write_package
from reports.services.receipt import note_receipt

# day of the month after on which a month's package left; 0 is a nil return
SENT_ON = {5: 3, 6: 4, 7: 6, 8: 0, 9: 2, 10: 3}
_YEAR = 2026
_REPORT = {
    "leadership": "Ban hành kế hoạch năm; Hội đồng họp định kỳ; mỗi khoa, phòng cử một đầu mối theo dõi.",
    "assessment": "Phong trào được các khoa, phòng hưởng ứng; việc phát hiện điển hình gắn với nhiệm vụ chuyên môn.",
    "limits": "Một số đơn vị gửi bản đăng ký chậm, tóm tắt thành tích còn chung chung.",
    "plans": "Tiếp tục bồi dưỡng, nhân rộng điển hình; gửi gương hằng tháng đúng hạn; bổ sung mô hình mới.",
}


def load_reports(hospital: Unit, users: dict[str, User]) -> None:
    """Walk the road of every month so far, each on its own days."""
    people = SimpleNamespace(office=users["tccb"], leader=users["giamdoc"], officer=users["soyte"])
    with at(_YEAR, 5, 6):
        store_dues(today=date(_YEAR, 5, 6), facility=hospital)
    for month, day in SENT_ON.items():
        with at(_YEAR, month, 25):
            run_clock(now=timezone.now(), sends=False)
        _settle(hospital, f"{_YEAR}-{month:02}", month + 1, day, people, number=str(205 + 31 * month))
    with at(_YEAR, 10, 16):
        _send(_due(hospital, "bao_cao_nam", str(_YEAR)), people, number="611")
    run_clock(now=timezone.now(), sends=False)
    _leave_for_director(hospital, people)


def _settle(hospital: Unit, period: str, month: int, day: int, people: SimpleNamespace, *, number: str) -> None:
    due = _due(hospital, "guong_dien_hinh_thang", period)
    if due is None:
        return
    with at(_YEAR, month, day or 3, 9, 40):
        if day and candidates(hospital):
            _send(due, people, number=number)
        else:
            reason = "Các điển hình đã được Hội đồng thông qua đều đã gửi; Hội đồng chưa họp phiên mới."
            declare_nil(due, reason=reason, by=people.office, now=timezone.now())


def _send(due: DueReport | None, people: SimpleNamespace, *, number: str) -> None:
    """Write, submit, approve, send and receipt one package, all at the moment that the clock shows."""
    package = _submitted(due, people, number=number)
    if due is None or package is None:
        return
    now = timezone.now()
    approve_package(package, seen=data_fingerprint(content_of(package, now=now)), by=people.leader, now=now)
    package.deliveries.update(next_try_at=now)
    send_due(now=now)
    package.refresh_from_db()
    if package.status == "sent":
        receipt = f"SYT-{_YEAR}-{due.due_on:%m}-{number.zfill(4)}"
        note_receipt(package, number=receipt, at=now, by=people.officer, now=now)


def _submitted(due: DueReport | None, people: SimpleNamespace, *, number: str) -> Package | None:
    package = due.packages.exclude(status="cancelled").first() if due else None
    if package is None:
        return None
    now = timezone.now()
    words = {"number": number, "symbol": "BC-BV" if package.sections else "BV-TCCB", "sections": {}}
    words["sections"] = {key: _REPORT[key] for key in package.sections}
    words["summary"] = package.summary or _summary(package)
    package = write_package(package, words, by=people.office, now=now)
    submit_package(package, by=people.office, now=now)
    return Package.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)


def _summary(package: Package) -> str:
    return (
        "Hoàn thành xuất sắc nhiệm vụ được giao trong năm; tích cực tham gia cải tiến quy trình tiếp đón, "
        "rút ngắn thời gian chờ của người bệnh.\n"
        "Có sáng kiến được Hội đồng sáng kiến cơ sở công nhận và áp dụng tại khoa.\n"
        "Gương mẫu về y đức, tận tình hướng dẫn đồng nghiệp trẻ, được tập thể suy tôn."
    )


def _leave_for_director(hospital: Unit, people: SimpleNamespace) -> None:
    """Leave this month's package on the director's desk, if there is one."""
    today = timezone.localdate()
    due = DueReport.objects.filter(
        Q(facility=hospital, obligation="guong_dien_hinh_thang", status="open", due_on__gte=today)
    ).first()
    if due and hasattr(due.packages.exclude(status="cancelled").first(), "featured"):
        _submitted(due, people, number="577")


def _due(hospital: Unit, obligation: str, period: str) -> DueReport | None:
    return DueReport.objects.filter(facility=hospital, obligation=obligation, period=period, status="open").first()
