"""The proof of sending, to keep or to show: the letter as sent, the frozen files, the record of tries."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.utils import timezone

from reports.models import Delivery, Edition, Package


def proof_archive(package: Package, edition: Edition, letters: Iterable[Delivery]) -> bytes:
    """Return a .zip of everything that proves what was sent, when, and what the other side answered."""
    rows = list(letters)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in edition.files.order_by("order"):
            archive.writestr(file.name, bytes(file.content))
        for place, letter in enumerate(rows, 1):
            if letter.message:
                archive.writestr(f"thu-{place}.eml", bytes(letter.message))
        archive.writestr("bang-chung.txt", _record(package, edition, rows))
    return stream.getvalue()


def _record(package: Package, edition: Edition, letters: list[Delivery]) -> str:
    lines = [
        f"BẰNG CHỨNG GỬI: {package}",
        f"Đơn vị gửi: {package.facility.name}",
        f"Số văn bản: {package.paper_number or 'không có'}",
        f"Duyệt: {edition.approved_by}, {_at(edition.approved_at)} (lần duyệt {edition.number})",
        f"Mã nội dung cả gói (SHA-256): {edition.fingerprint}",
        "",
        "Tệp đã khóa:",
        *(f"- {file.name}: {file.size} byte, SHA-256 {file.sha256}" for file in edition.files.order_by("order")),
    ]
    for letter in letters:
        lines += ["", *_letter(letter)]
    if package.received_at:
        lines += ["", f"Nơi nhận xác nhận: {_at(package.received_at)}, số {package.receipt_number or 'không ghi'}"]
    return "\r\n".join(lines) + "\r\n"


def _letter(letter: Delivery) -> list[str]:
    tries = [
        f"- Lần {row.number}, {_at(row.started_at)}: {row.sentence}" + (f" [{row.reply}]" if row.reply else "")
        for row in letter.attempts.order_by("number")
    ]
    return [
        f"Thư gửi {letter.recipient} <{letter.address}>: {letter.get_status_display()}",
        f"Mã thư (Message-ID): {letter.message_id}",
        f"Gửi lúc: {_at(letter.sent_at)}",
        f"Máy chủ trả lời: {letter.reply or 'chưa có'}",
        f"SHA-256 của thư: {letter.message_sha256 or 'chưa gửi'}",
        "Các lần gửi:",
        *(tries or ["- Chưa gửi lần nào"]),
    ]


def _at(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}" if moment else "chưa có"
