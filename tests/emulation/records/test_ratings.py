"""Ratings and days of leave: one a year, within reason, by whoever keeps the file."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import LeaveKind, Rating, RatingScope, UnitKind
from emulation.models import Leave, YearRating
from emulation.services.record import remove_rating, write_leave, write_rating
from tests.factories import person
from tests.factories.people import unit
from tests.factories.records import leave, rating

FILE = "/ho-so/nhan-su/"


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return " ".join(refused.value.reasons)


def test_the_office_writes_a_rating_on_the_file(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    form = {"year": 2024, "level": "HTXSNV", "decision_number": " 12/QĐ-BV ", "decided_on": "20/12/2024"}
    answer = as_(office).post(f"{FILE}{staff.pk}/xep-loai/them/", form)

    found = staff.ratings.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{FILE}{staff.pk}/")
    assert (found.year, found.level, found.decision_number, found.decided_on) == (
        2024, Rating.EXCELLENT, "12/QĐ-BV", date(2024, 12, 20),
    )  # fmt: skip
    line = history(staff).last()
    assert (line.action, line.by, line.note) == (
        "write_rating", office, "2024: HTXSNV (Viên chức, người lao động), 12/QĐ-BV",
    )  # fmt: skip


def test_a_second_rating_of_a_year_names_the_first(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    rating(staff, 2024, Rating.GOOD)
    answer = as_(office).post(f"{FILE}{staff.pk}/xep-loai/them/", {"year": 2024, "level": "HTXSNV"})

    assert "Năm 2024 đã có xếp loại HTTNV. Hãy sửa dòng đó, không ghi thêm." in answer.content.decode()
    assert staff.ratings.get().level == Rating.GOOD


def test_the_party_rates_beside_the_work(tree):
    staff = person("Lê Thị Đào", tree.noi, is_party=True)
    rating(staff, 2024, Rating.GOOD)
    rating(staff, 2024, Rating.EXCELLENT, RatingScope.PARTY)

    assert staff.ratings.count() == 2


@pytest.mark.parametrize("is_party, is_asked", [(True, True), (False, False)])
def test_only_a_member_is_asked_for_the_rating_of_the_party(as_, office, tree, is_party, is_asked):
    staff = person("Lê Thị Đào", tree.noi, is_party=is_party)
    form = as_(office).get(f"{FILE}{staff.pk}/xep-loai/them/").context["form"]

    assert ("scope" in form.fields) is is_asked


def test_a_party_cell_is_rated_by_the_party(as_, office, tree):
    cell = unit("Chi bộ 2", UnitKind.PARTY, tree.hospital)
    as_(office).post(f"/ho-so/don-vi/{cell.pk}/xep-loai/them/", {"year": 2024, "level": "HTTNV"})

    assert cell.ratings.get().scope == RatingScope.PARTY


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"year": timezone.localdate().year + 1}, "chưa đến"),
        ({"year": 1899}, "Năm xếp loại 1899 không hợp lý, hãy xem lại."),
        ({"level": "XUAT_SAC"}, "Mức xếp loại “XUAT_SAC” không có. Chọn một trong: Hoàn thành xuất sắc nhiệm vụ"),
        ({"decided_on": timezone.localdate() + timedelta(days=1)}, "chưa đến. Ghi ngày hôm nay trở về trước."),
    ],
)
def test_a_rating_that_cannot_be_is_refused(tree, changes, sentence):
    staff = person("Lê Thị Đào", tree.noi)
    row = YearRating(**({"staff": staff, "year": 2024, "level": Rating.GOOD} | changes))

    assert sentence in refusal(lambda: write_rating(row, by=None))
    assert YearRating.objects.count() == 0


def test_a_rating_is_mended(as_, office, tree):
    row = rating(person("Lê Thị Đào", tree.noi), 2024, Rating.GOOD)
    as_(office).post(f"/ho-so/xep-loai/{row.pk}/sua/", {"year": 2024, "level": "HTNV"})

    row.refresh_from_db()
    assert row.level == Rating.DONE
    assert [old.level for old in row.history.all()] == [Rating.DONE, Rating.GOOD]


def test_a_rating_written_by_mistake_is_taken_out_with_the_reason(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    row = rating(staff, 2024)
    client = as_(office)
    refused = client.post(f"/ho-so/xep-loai/{row.pk}/bo/", {"reason": " "})
    client.post(f"/ho-so/xep-loai/{row.pk}/bo/", {"reason": "Của người trùng tên"})

    assert "Ghi lý do, để người sau hiểu vì sao." in refused.content.decode()
    assert staff.ratings.count() == 0
    assert history(staff).last().note.endswith("Của người trùng tên")


def test_taking_out_needs_a_reason(tree, office):
    row = rating(person("Lê Thị Đào", tree.noi), 2024)

    assert refusal(lambda: remove_rating(row, reason="", by=office)) == "Ghi lý do, để người sau hiểu vì sao."


def test_leave_is_written_once_a_year_and_kind(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    leave(staff, 2024, 48)
    answer = as_(office).post(f"{FILE}{staff.pk}/nghi/them/", {"year": 2024, "kind": "om", "days": 5, "note": ""})

    assert "Đã ghi Ốm đau năm 2024: 48 ngày." in answer.content.decode()
    as_(office).post(f"{FILE}{staff.pk}/nghi/them/", {"year": 2024, "kind": "hoc", "days": 5, "note": ""})
    assert sorted(staff.leaves.values_list("kind", "days")) == [("hoc", 5), ("om", 48)]


@pytest.mark.parametrize("days", [0, 367])
def test_a_year_has_no_more_days_than_it_has(tree, days):
    row = Leave(staff=person("Lê Thị Đào", tree.noi), year=2024, kind=LeaveKind.SICK, days=days)

    assert refusal(lambda: write_leave(row, by=None)) == "Số ngày nghỉ phải từ 1 đến 366."


def test_leave_is_mended_and_taken_out(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    row, client = leave(staff, 2024, 48), as_(office)
    client.post(f"/ho-so/nghi/{row.pk}/sua/", {"year": 2024, "kind": "om", "days": 50, "note": ""})
    assert staff.leaves.get().days == 50

    client.post(f"/ho-so/nghi/{row.pk}/bo/", {"reason": "Ghi nhầm"})
    assert staff.leaves.count() == 0
