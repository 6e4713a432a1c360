"""Packages: written by the office, approved by the leader, frozen, taken back, received."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from core.documents import data_fingerprint
from core.workflow import Refused
from emulation.audit import history
from emulation.models import Notification
from reports.choices import DeliveryStatus, DueStatus, PackageStatus
from reports.models import Delivery, Edition, Package, PackageFile
from reports.services.approval import CHANGED, approve_package, content_of
from reports.services.clock import run_clock
from reports.services.outbox import send_due
from reports.services.package import (
    attach_file,
    detach_file,
    prepare_package,
    recall_package,
    return_package,
    submit_package,
    withdraw_package,
    write_package,
)
from reports.services.receipt import note_receipt
from tests.factories.reports import approve, at, due_of, fill, leader_of, month_open, package_at, report_plan
from tests.factories.sheets import office_of

pytestmark = pytest.mark.django_db
NOW = at("2026-12-02T09:00")


def year_package(tree):
    report_plan(tree)
    run_clock(now=at("2026-11-22T08:00"), sends=False)
    run_clock(now=at("2027-10-01T08:00"), sends=False)
    return due_of(tree, "bao_cao_nam", "2027").packages.get()


# --- writing ---


def test_preparing_twice_gives_the_same_package(tree, office):
    due = month_open(tree)
    assert prepare_package(due, by=office).pk == due.packages.get().pk


def test_what_is_missing_is_listed_at_once(tree, office):
    package = year_package(tree)
    with pytest.raises(Refused) as refused:
        submit_package(package, by=office, now=NOW)
    wanted = "Công tác lãnh đạo, chỉ đạo, Đánh giá chung, Tồn tại, hạn chế và nguyên nhân, Phương hướng, nhiệm vụ"
    assert refused.value.reasons == [f"Còn để trống: {wanted}."]


def test_an_exemplar_without_a_summary_is_not_submitted(tree, office):
    package = month_open(tree).packages.get()
    write_package(package, {"summary": " "}, by=office, now=NOW)
    with pytest.raises(Refused) as refused:
        submit_package(Package.objects.get(pk=package.pk), by=office, now=NOW)
    assert "Chưa có tóm tắt thành tích" in refused.value.reasons[0]


def test_no_address_no_submission(tree, office, settings):
    settings.DEPARTMENT_EMAIL = ""
    package = month_open(tree).packages.get()
    with pytest.raises(Refused) as refused:
        submit_package(package, by=office, now=NOW)
    assert refused.value.reasons == [
        "Chưa có địa chỉ thư của Sở Y tế. Người quản trị ghi ở Cài đặt, mục Báo cáo và văn bản."
    ]


def test_the_leader_is_told_of_a_submitted_package(tree, director):
    package = package_at("submitted", tree)
    assert Notification.objects.get(user=director, key__startswith="package-submitted").text == f"{package} chờ duyệt."


def test_a_number_is_used_once_a_year(tree, office):
    package = package_at("submitted", tree)
    run_clock(now=at("2026-12-28T08:00"), sends=False)
    other = due_of(tree, period="2026-12").packages.get()
    with pytest.raises(Refused) as refused:
        fill(other, by=office, now=NOW, number=package.number)
    assert refused.value.reasons == ["Số 412/BV-TCCB đã dùng cho một văn bản khác trong năm 2026."]


def test_the_next_package_starts_from_what_people_corrected(tree, office):
    package = package_at("submitted", tree)
    Package.objects.filter(pk=package.pk).update(signer="Phạm Văn Phó", signer_title="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")
    run_clock(now=at("2026-12-28T08:00"), sends=False)
    other = due_of(tree, period="2026-12").packages.get()
    assert (other.signer, other.signer_title, other.number) == ("Phạm Văn Phó", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "")


def test_files_come_and_go_while_it_is_written(tree, office):
    package = month_open(tree).packages.get()
    kept = attach_file(package, SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n0000"), by=office)
    assert [file.name for file in package.attachments.all()] == ["anh.png"]
    detach_file(package, kept, by=office)
    assert not package.attachments.exists()


def test_a_submitted_package_is_not_edited_before_it_is_taken_back(tree, office):
    package = package_at("submitted", tree)
    with pytest.raises(Refused):
        write_package(package, {"subject": "khác"}, by=office, now=NOW)
    withdraw_package(package, by=office)
    assert write_package(package, {"subject": "khác"}, by=office, now=NOW).subject == "khác"


# --- the leader ---


def test_only_a_leader_approves(tree, office):
    package = package_at("submitted", tree)
    with pytest.raises(Refused):
        approve(package, by=office, now=NOW)


def test_no_number_no_approval(tree, director):
    package = package_at("submitted", tree)
    Package.objects.filter(pk=package.pk).update(number="")
    with pytest.raises(Refused) as refused:
        approve(package, by=director, now=NOW)
    assert "Chưa có số, ký hiệu văn bản" in refused.value.reasons[0]


def test_what_changed_since_the_leader_looked_is_not_approved(tree, director):
    package = package_at("submitted", tree)
    seen = data_fingerprint(content_of(package, now=NOW))
    Package.objects.filter(pk=package.pk).update(body="Một câu khác.")
    package = Package.objects.select_related("due__plan", "facility__parent").get(pk=package.pk)
    with pytest.raises(Refused) as refused:
        approve_package(package, seen=seen, by=director, now=NOW)
    assert refused.value.reasons == [CHANGED]
    assert not Edition.objects.exists()


def test_a_return_carries_its_reason_to_the_office(tree, office, director):
    package = package_at("submitted", tree)
    return_package(package, reason="Thêm số liệu.", by=director, now=NOW)
    assert (package.status, package.return_reason) == (PackageStatus.RETURNED, "Thêm số liệu.")
    assert Notification.objects.get(user=office, key__startswith="package-returned").text.endswith("Thêm số liệu.")


def test_a_return_needs_a_reason(tree, director):
    with pytest.raises(Refused):
        return_package(package_at("submitted", tree), reason=" ", by=director, now=NOW)


# --- frozen ---


def test_approval_freezes_letter_summary_and_list(tree):
    edition = package_at("queued", tree).editions.get()
    assert [file.kind for file in edition.files.all()] == ["letter", "summary", "list"]
    assert len(edition.fingerprint) == 64
    assert all(len(bytes(file.content)) == file.size for file in edition.files.all())


@pytest.mark.parametrize("model, field", [(PackageFile, "name"), (Edition, "fingerprint")])
def test_the_database_refuses_to_change_what_was_frozen(tree, model, field):
    package_at("queued", tree)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        model.objects.update(**{field: "khác"})


def test_the_triggers_are_there(db):
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type='trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = {row[0] for row in cursor.fetchall()}
    assert {"reports_packagefile_stays", "reports_edition_stays"} <= found


def test_later_changes_of_data_do_not_touch_what_was_frozen(tree):
    package = package_at("queued", tree)
    before = [bytes(file.content) for file in package.editions.get().files.all()]
    package.featured.entry.targets.all().delete()
    Package.objects.filter(pk=package.pk).update(body="khác")
    assert [bytes(file.content) for file in package.editions.get().files.all()] == before


def test_approval_leaves_the_whole_road_in_the_book(tree):
    package = package_at("sent", tree)
    actions = list(history(package).values_list("action", flat=True))
    assert actions == ["prepare", "choose_exemplar", "write", "submit", "approve", "queue", "sent"]


# --- taken back ---


def test_an_approved_package_can_be_taken_back_until_it_leaves(tree, office, mailoutbox):
    package = package_at("queued", tree)
    recall_package(package, reason="Sai trích yếu", by=office, now=NOW)
    send_due(now=at("2026-12-03T09:00"))
    assert mailoutbox == []
    assert package.deliveries.get().status == DeliveryStatus.CANCELLED
    assert package.status == PackageStatus.PREPARED


def test_a_package_that_was_taken_back_needs_a_new_approval(tree, office, mailoutbox):
    package = package_at("queued", tree)
    recall_package(package, reason="Sai trích yếu", by=office, now=NOW)
    submit_package(package, by=office, now=NOW)
    approve(package, by=leader_of(tree), now=NOW)
    send_due(now=NOW)
    assert [edition.number for edition in package.editions.all()] == [1, 2]
    assert len(mailoutbox) == 1


def test_what_has_left_cannot_be_taken_back(tree, office):
    with pytest.raises(Refused):
        recall_package(package_at("sent", tree), reason="Muộn rồi", by=office, now=NOW)


def test_a_letter_in_a_senders_hands_stops_the_recall(tree, office):
    package = package_at("queued", tree)
    Delivery.objects.update(status=DeliveryStatus.SENDING)
    with pytest.raises(Refused) as refused:
        recall_package(package, reason="Sai", by=office, now=NOW)
    assert refused.value.reasons == ["Thư đang được gửi hoặc đã gửi, không rút lại được nữa."]
    assert Package.objects.get(pk=package.pk).status == PackageStatus.QUEUED


# --- received ---


def test_the_department_notes_the_receipt(tree, department):
    package = package_at("sent", tree)
    note_receipt(
        package, number="SYT-2026-12-0087", at=at("2026-12-02T10:05"), by=department, now=at("2026-12-02T10:10")
    )
    assert (package.status, package.receipt_number, package.receipt_by) == (
        PackageStatus.RECEIVED,
        "SYT-2026-12-0087",
        department,
    )


@pytest.mark.parametrize("moment", ["2026-12-02T08:00", "2027-01-01T00:00"])
def test_a_receipt_lies_between_sending_and_now(tree, office, moment):
    package = package_at("sent", tree)
    with pytest.raises(Refused):
        note_receipt(package, number="1", at=at(moment), by=office, now=at("2026-12-03T08:00"))


def test_an_unsent_package_has_no_receipt(tree, office):
    with pytest.raises(Refused):
        note_receipt(package_at("queued", tree), number="1", at=NOW, by=office, now=NOW)


# --- inside the hospital ---


def test_a_report_for_the_own_council_is_filed_and_never_mailed(tree, mailoutbox):
    package = year_package(tree)
    package.due.recipient = "noi_bo"
    package.due.save()
    fill(package, by=office_of(tree.hospital), now=NOW)
    submit_package(package, by=office_of(tree.hospital), now=NOW)
    approve(package, by=leader_of(tree), now=NOW)
    package.refresh_from_db()
    assert (package.status, package.due.__class__.objects.get(pk=package.due_id).status) == (
        PackageStatus.FILED,
        DueStatus.SENT,
    )
    assert not package.deliveries.exists()
    assert mailoutbox == []
