"""The road of a package through its pages: office, leader, sent mail, proof, the machine's own page."""

import pytest
import time_machine
from django.urls import reverse

from emulation.choices import PlanKind
from emulation.models import LocalSetting
from reports.choices import DeliveryStatus, DueStatus, PackageStatus
from reports.models import Delivery, DueReport, Package
from reports.services.clock import run_clock
from tests.factories.reports import at, due_of, month_open, package_at, report_plan

pytestmark = pytest.mark.django_db
TODAY = "2026-12-02T09:30"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at(TODAY), tick=False):
        yield


def page(client, name, *args, **query):
    return client.get(reverse(f"reports:{name}", args=args), query)


def test_the_office_writes_and_submits(tree, office, as_):
    package = month_open(tree).packages.get()
    client = as_(office)
    form = {
        "number": "7",
        "symbol": "BV-TCCB",
        "subject": "gửi gương",
        "body": "Kính gửi.",
        "summary": "Có số liệu.",
        "signer": "Mai Ngọc Lành",
        "signer_title": "GIÁM ĐỐC",
        "receivers": "Như trên",
        "place": "An Hòa",
    }
    client.post(reverse("reports:package_edit", args=[package.pk]), form)
    client.post(reverse("reports:package_step", args=[package.pk, "submit"]))
    package.refresh_from_db()
    assert (package.status, package.paper_number) == (PackageStatus.SUBMITTED, "07/BV-TCCB")


def test_a_closed_step_says_why_beside_its_button(tree, office, as_):
    package = month_open(tree).packages.get()
    Package.objects.filter(pk=package.pk).update(summary="")
    text = page(as_(office), "package_detail", package.pk).content.decode()
    assert 'aria-disabled="true" aria-describedby="vi-sao-submit"' in text
    assert "Chưa có tóm tắt thành tích. Hãy xin đơn vị của điển hình rồi ghi vào gói." in text


def test_the_leader_sees_the_papers_and_approves_what_was_shown(tree, director, as_):
    package = package_at("submitted", tree)
    client = as_(director)
    shown = page(client, "package_approve", package.pk)
    assert [paper["kind"] for paper in shown.context["papers"]] == ["letter", "summary", "list"]
    client.post(
        reverse("reports:package_approve", args=[package.pk]), {"answer": "approve", "seen": shown.context["seen"]}
    )
    package.refresh_from_db()
    assert package.status == PackageStatus.QUEUED


def test_the_leader_cannot_approve_unseen(tree, director, as_):
    package = package_at("submitted", tree)
    response = as_(director).post(reverse("reports:package_approve", args=[package.pk]), {"answer": "approve"})
    assert response.status_code == 422
    assert "Nội dung gói vừa thay đổi" in response.content.decode()


def test_the_office_cannot_open_the_approval_page(tree, office, as_):
    assert page(as_(office), "package_approve", package_at("submitted", tree).pk).status_code == 404


def test_the_office_sees_the_reason_of_a_return_large(tree, office, director, as_):
    package = package_at("submitted", tree)
    as_(director).post(
        reverse("reports:package_approve", args=[package.pk]), {"answer": "return", "note": "Thêm số liệu."}
    )
    text = page(as_(office), "package_detail", package.pk).content.decode()
    assert ">Thêm số liệu.</h2>" in text


def test_the_nil_form_closes_the_month(tree, office, as_, mailoutbox):
    due = month_open(tree)
    as_(office).post(reverse("reports:due_nil", args=[due.pk]), {"reason": "Hội đồng chưa họp trong tháng này."})
    due.refresh_from_db()
    assert (due.status, mailoutbox) == (DueStatus.NIL, [])


def test_a_nil_return_without_a_real_reason_is_asked_again(tree, office, as_):
    response = as_(office).post(reverse("reports:due_nil", args=[month_open(tree).pk]), {"reason": "không"})
    assert response.status_code == 422
    assert "Ghi rõ hơn, ít nhất 10 chữ cái." in response.content.decode()


def test_the_office_chooses_another_exemplar(tree, office, as_):
    package = month_open(tree).packages.get()
    client = as_(office)
    other = page(client, "package_exemplar", package.pk).context["candidates"][-1].entry
    client.post(reverse("reports:package_exemplar", args=[package.pk]), {"entry": other.pk})
    assert Package.objects.get(pk=package.pk).featured.entry == other


def test_a_deadline_is_added(tree, office, as_):
    form = {"title": "Tờ trình khen thưởng đợt 2", "before": "26/12/2026", "recipient": "so_y_te"}
    as_(office).post(reverse("reports:due_create"), form)
    assert DueReport.objects.get(title=form["title"]).due_on.isoformat() == "2026-12-25"


def test_another_recipient_needs_name_and_address(tree, office, as_):
    form = {"title": "Báo cáo", "before": "26/12/2026", "recipient": "khac"}
    text = as_(office).post(reverse("reports:due_create"), form).content.decode()
    assert "Cần ghi tên nơi nhận khi gửi đến nơi khác." in text


def test_the_day_of_a_duty_is_set_with_its_document(tree, office, as_):
    report_plan(tree, kind=PlanKind.PARTY)
    url = reverse("reports:duty_day", args=["bao_cao_6_thang_dang_uy"])
    as_(office).post(url, {"day": "05/07", "since": "22/11/2026", "source": "Công văn 12-CV/ĐU"})
    assert LocalSetting.objects.get(name="report.day.bao_cao_6_thang_dang_uy").value == "05/07"
    assert due_of(tree, "bao_cao_6_thang_dang_uy", "2027-6T").due_on.isoformat() == "2027-07-04"


def test_a_day_that_the_text_names_is_not_settable(tree, office, as_):
    report_plan(tree)
    assert page(as_(office), "duty_day", "guong_dien_hinh_thang").status_code == 404


def test_the_sent_mail_is_shown_with_its_attachments(tree, office, as_):
    package = package_at("sent", tree)
    client = as_(office)
    text = page(client, "package_mail", package.pk).content.decode()
    assert "Gương điển hình tháng 11/2026 – Bệnh viện An Hòa" in text
    letter = package.deliveries.get()
    part = page(client, "letter_part", package.pk, letter.pk, 1)
    assert (part.content[:5], part["Content-Disposition"]) == (b"%PDF-", 'inline; filename="cong-van-412-bv-tccb.pdf"')


def test_the_proof_is_an_archive_of_everything(tree, office, as_):
    package = package_at("sent", tree)
    response = page(as_(office), "package_proof", package.pk)
    assert response.content[:2] == b"PK"
    assert response["Content-Type"] == "application/zip"


def test_an_unknown_outcome_offers_its_two_answers(tree, office, as_):
    package = package_at("queued", tree)
    Delivery.objects.update(status=DeliveryStatus.HELD)
    client = as_(office)
    text = page(client, "package_detail", package.pk).content.decode()
    assert "Nơi nhận đã có thư" in text
    assert "Chưa có, gửi lại" in text
    client.post(reverse("reports:letter_step", args=[package.pk, package.deliveries.get().pk, "arrived"]))
    package.refresh_from_db()
    assert package.status == PackageStatus.SENT


def test_the_machine_page_says_what_was_done_and_what_comes(tree, office, as_):
    month_open(tree)
    run_clock(now=at("2026-12-01T08:00"))
    text = page(as_(office), "clock_detail").content.decode()
    assert "Đồng hồ (mở kỳ, lập nháp, nhắc việc)" in text
    assert "Nhắc “Gương điển hình tháng 11/2026”, hạn 04/12/2026" in text


def test_a_silent_clock_is_said_aloud(tree, office, as_):
    report_plan(tree)
    assert "Chưa chạy lần nào." in page(as_(office), "clock_detail").content.decode()
