"""What weighs on somebody: written, ended, withdrawn; only a few may read it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import DisciplineForm, DisciplineSide, MatterKind
from emulation.models import Discipline
from emulation.selectors.timeline import conduct_of, timeline_of
from emulation.services.discipline import write_discipline
from emulation.services.matter import close_matter
from emulation.services.record import withdraw_record
from tests.factories import person, user_with
from tests.factories.records import discipline, leave, matter, violation

FILE = "/ho-so/nhan-su/"
TOMORROW = timezone.localdate() + timedelta(days=1)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return " ".join(refused.value.reasons)


def test_a_discipline_is_written(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    form = {
        "form": "canh_cao", "side": "chinh_quyen", "cause": "cong_vu", "decision_number": "31/QĐ-BV",
        "decided_on": "04/05/2023", "ends_on": "04/05/2024",
    }  # fmt: skip
    as_(office).post(f"{FILE}{staff.pk}/ky-luat/them/", form)

    found = staff.disciplines.get()
    assert (found.form, found.decided_on, found.ends_on) == (
        DisciplineForm.WARNING, date(2023, 5, 4), date(2024, 5, 4),
    )  # fmt: skip
    assert history(staff).last().note == "Cảnh cáo ngày 04/05/2023, 31/QĐ-BV"


def test_what_has_to_be_mended_is_summed_up_once_and_under_its_own_head(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    shown = as_(office).post(f"{FILE}{staff.pk}/ky-luat/them/", {"side": "chinh_quyen"}).content.decode()

    assert shown.count('class="err-sum"') == 1
    assert '<b class="strong">Chưa lưu được, cần sửa:</b>' in shown and "Hình thức: Phải điền mục này." in shown


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"ends_on": date(2023, 5, 3)}, "Ngày hết hiệu lực phải từ ngày quyết định trở đi."),
        ({"decided_on": TOMORROW}, "chưa đến"),
        ({"form": "nhac_nho"}, "Hình thức kỷ luật “nhac_nho” không có."),
        ({}, "Đã ghi khiển trách ngày 04/05/2023 (31/QĐ-BV). Hãy sửa dòng đó."),
    ],
)
def test_a_discipline_that_cannot_be_is_refused(tree, changes, sentence):
    staff = person("Lê Thị Đào", tree.noi)
    discipline(staff)
    row = {"staff": staff, "form": DisciplineForm.REPRIMAND, "decided_on": date(2023, 5, 4)} | changes

    assert sentence in refusal(lambda: write_discipline(Discipline(**row), by=None))


def test_the_party_may_decide_on_the_same_day(tree):
    staff = person("Lê Thị Đào", tree.noi)
    discipline(staff)
    row = Discipline(staff=staff, form=DisciplineForm.REPRIMAND, side=DisciplineSide.PARTY, decided_on=date(2023, 5, 4))

    assert write_discipline(row, by=None).pk


def test_what_is_withdrawn_stays_in_the_file_and_counts_for_nothing(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    row = discipline(staff)
    as_(office).post(f"/ho-so/ky-luat/{row.pk}/rut/", {"reason": "Quyết định bị hủy"})

    assert conduct_of(staff, office).disciplines[0].withdrawn_note == "Quyết định bị hủy"
    assert timeline_of(staff, office) == []
    assert history(staff).last().action == "withdraw_record"
    assert as_(office).get(f"/ho-so/ky-luat/{row.pk}/sua/").status_code == 404


def test_withdrawing_needs_a_reason_and_happens_once(tree, office):
    row = violation(person("Lê Thị Đào", tree.noi))

    assert refusal(lambda: withdraw_record(row, reason="", by=office)) == "Ghi lý do, để người sau hiểu vì sao."
    withdraw_record(row, reason="Nhầm người", by=office)
    assert "Đã rút ngày" in refusal(lambda: withdraw_record(row, reason="Nữa", by=office))


def test_after_a_withdrawal_the_same_may_be_written_again(tree, office):
    staff = person("Lê Thị Đào", tree.noi)
    withdraw_record(discipline(staff), reason="Ghi sai", by=office)

    assert discipline(staff).pk


def test_a_violation_is_written_and_mended(as_, office, tree):
    staff, client = person("Lê Thị Đào", tree.noi), as_(office)
    client.post(f"{FILE}{staff.pk}/vi-pham/them/", {"kind": "giao_thong", "happened_on": "01/03/2022", "note": ""})
    row = staff.violations.get()
    form = {"kind": "giao_thong", "happened_on": "02/03/2022", "note": "Công an thông báo"}
    client.post(f"/ho-so/vi-pham/{row.pk}/sua/", form)

    row.refresh_from_db()
    assert (row.happened_on, row.note) == (date(2022, 3, 2), "Công an thông báo")


def test_a_matter_runs_until_it_is_closed_with_what_came_of_it(as_, office, tree):
    staff, client = person("Lê Thị Đào", tree.noi), as_(office)
    client.post(f"{FILE}{staff.pk}/dang-xem-xet/them/", {"kind": "khieu_nai", "opened_on": "03/02/2025", "note": ""})
    row = staff.matters.get()
    early = client.post(f"/ho-so/dang-xem-xet/{row.pk}/ket-thuc/", {"closed_on": "01/02/2025", "outcome": "Không"})
    client.post(f"/ho-so/dang-xem-xet/{row.pk}/ket-thuc/", {"closed_on": "10/03/2025", "outcome": "Không vi phạm"})

    assert "Ngày kết thúc phải từ ngày bắt đầu (03/02/2025) trở đi." in early.content.decode()
    row.refresh_from_db()
    assert (row.closed_on, row.outcome) == (date(2025, 3, 10), "Không vi phạm")
    assert client.get(f"/ho-so/dang-xem-xet/{row.pk}/ket-thuc/").status_code == 404
    assert "đã kết thúc" in refusal(lambda: close_matter(row, closed_on=row.closed_on, outcome="Nữa", by=office))


def test_the_same_matter_is_not_opened_twice(tree):
    matter(tree.noi)

    assert "chưa kết thúc. Hãy kết thúc việc đó trước." in refusal(lambda: matter(tree.noi))
    assert matter(tree.noi, kind=MatterKind.INSPECTION).pk


def test_a_matter_of_a_unit_is_opened_on_its_file(as_, office, tree):
    url = f"/ho-so/don-vi/{tree.noi.pk}/dang-xem-xet/them/"
    as_(office).post(url, {"kind": "thanh_tra", "opened_on": "03/02/2025", "note": "Thanh tra Sở"})

    assert tree.noi.matters.get().kind == MatterKind.INSPECTION
    assert "Thanh tra Sở" in as_(office).get(f"/ho-so/don-vi/{tree.noi.pk}/").content.decode()


# --- who reads it ---


@pytest.mark.parametrize(
    "who, is_shown",
    [
        ("office", True), ("admin", True), ("director", True), ("head", True),
        ("clerk", False), ("member", False), ("department", False),
    ],
)  # fmt: skip
def test_what_weighs_on_somebody_shows_to_a_few(request, as_, tree, who, is_shown):
    staff = person("Lê Thị Đào", tree.noi)
    discipline(staff)
    violation(staff)
    matter(staff)
    leave(staff, 2024)
    client = as_(request.getfixturevalue(who))
    shown = (
        client.get(f"{FILE}{staff.pk}/").content.decode()
        + client.get(f"{FILE}{staff.pk}/khen-thuong/").content.decode()
    )

    words = ("Khiển trách", "an toàn giao thông", "đang xác minh", "Ốm đau")
    assert [word in shown for word in words] == [is_shown] * 4


def test_a_person_reads_what_is_written_about_them(as_, tree):
    staff = person("Lê Thị Đào", tree.noi)
    discipline(staff)
    client = as_(user_with("dao", "Lê Thị Đào", staff=staff))

    assert "Khiển trách" in client.get(f"{FILE}{staff.pk}/").content.decode()
    assert client.get(f"{FILE}{staff.pk}/ky-luat/them/").status_code == 404


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "other_office", "stranger"])
def test_only_the_office_and_the_administrator_keep_it(request, as_, tree, who):
    staff = person("Lê Thị Đào", tree.noi)
    one, two, three, four = discipline(staff), violation(staff), matter(staff), leave(staff, 2024)
    client = as_(request.getfixturevalue(who))
    pages = [
        f"/ho-so/ky-luat/{one.pk}/sua/", f"/ho-so/ky-luat/{one.pk}/rut/", f"/ho-so/vi-pham/{two.pk}/rut/",
        f"/ho-so/dang-xem-xet/{three.pk}/ket-thuc/", f"/ho-so/nghi/{four.pk}/sua/",
        f"{FILE}{staff.pk}/dang-xem-xet/them/", f"{FILE}{staff.pk}/xep-loai/them/",
    ]  # fmt: skip

    assert {client.get(page).status_code for page in pages} == {404}
