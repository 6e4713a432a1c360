"""What was won: written with its decision, revoked, listed, told by year."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from awards.choices import AwardSource, Occasion
from awards.models import Award
from awards.services.award import revoke_award, write_award
from core.workflow import Refused
from emulation.audit import history
from tests.factories import person, user_with
from tests.factories.records import award

LIST = "/khen-thuong/da-nhan/"


def names(answer):
    return [(row.name, row.title, row.year) for row in answer.context["window"].rows]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return " ".join(refused.value.reasons)


def form_for(**more):
    return {
        "title": "LDTT", "year": 2024, "decision_number": "104/QĐ-SYT", "decided_on": "20/01/2025",
        "authority": "Giám đốc Sở Y tế", "occasion": "thuong_xuyen", "period_from": "", "name": "", "position": "",
    } | more  # fmt: skip


# --- writing ---


def test_an_award_is_written_from_the_file_with_name_and_position_of_today(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi, position="Điều dưỡng")
    answer = as_(office).post(f"{LIST}them/?nhan-su={staff.pk}", form_for())

    found = Award.objects.get()
    assert answer["Location"] == f"/ho-so/nhan-su/{staff.pk}/"
    assert (found.staff, found.name, found.position, found.facility, found.source) == (
        staff, "Lê Thị Đào", "Điều dưỡng", tree.hospital, AwardSource.TYPED,
    )  # fmt: skip
    line = history(staff).last()
    assert (line.action, line.note, line.by) == ("write_award", "LĐTT 2024, 104/QĐ-SYT", office)


def test_a_person_is_picked_when_no_file_hands_one_on(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    as_(office).post(f"{LIST}them/", form_for(staff="", staff_text="le thi dao", position="Hộ lý"))

    assert (Award.objects.get().staff, Award.objects.get().position) == (staff, "Hộ lý")


def test_a_collective_is_chosen(as_, office, tree):
    as_(office).post(f"{LIST}them/?loai=tap_the", form_for(title="TTLDTT", unit=tree.noi.pk))

    found = Award.objects.get()
    assert (found.unit, found.name, found.facility) == (tree.noi, "Khoa Nội tổng hợp", tree.hospital)


def test_nobody_chosen_is_said_beside_the_field(as_, office, tree):
    errors = as_(office).post(f"{LIST}them/", form_for()).context["form"].errors

    assert errors["staff"] == ["Chọn người được khen: gõ tên, không cần dấu."]


def test_only_titles_that_fit_the_subject_are_offered(as_, office, tree):
    form = as_(office).get(f"{LIST}them/?don-vi={tree.noi.pk}").context["form"]
    codes = {code for _, group in form.fields["title"].choices if isinstance(group, list) for code, _ in group}

    assert "TTLDTT" in codes and "LDTT" not in codes


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"title": "TTLDTT"}, "Tập thể lao động tiên tiến không dùng cho cá nhân. Chọn danh hiệu khác."),
        ({"title": "X"}, "Không có danh hiệu, hình thức “X”."),
        ({"year": timezone.localdate().year + 1}, "chưa đến"),
        ({"decided_on": timezone.localdate() + timedelta(days=2)}, "chưa đến"),
        ({"decided_on": date(2023, 12, 1)}, "có trước năm thành tích 2024"),
        ({"period_from": 2025}, "Thành tích từ năm 2025 không thể sau năm 2024."),
        ({"occasion": "ngay_le"}, "Loại hình “ngay_le” không có."),
    ],
)
def test_an_award_that_cannot_be_is_refused(tree, changes, sentence):
    row = Award(**({"staff": person("Lê Thị Đào", tree.noi), "title": "LDTT", "year": 2024} | changes))

    assert sentence in refusal(lambda: write_award(row, by=None))


def test_a_title_is_won_once_a_year_and_a_form_once_by_a_decision(tree):
    staff = person("Lê Thị Đào", tree.noi)
    award(staff, "LDTT", 2024, decision_number="104/QĐ-SYT")
    award(staff, "GK_DV", 2024, decision_number="8/QĐ-BV")

    again = refusal(lambda: award(staff, "LDTT", 2024, decision_number="999/QĐ-SYT"))
    assert again == "Đã ghi LĐTT 2024, 104/QĐ-SYT. Hãy sửa dòng đó, không ghi thêm."
    assert "8/QĐ-BV" in refusal(lambda: award(staff, "GK_DV", 2024, decision_number="8/QĐ-BV"))
    assert award(staff, "GK_DV", 2024, decision_number="9/QĐ-BV", occasion=Occasion.SUDDEN).pk


def test_an_award_is_mended(as_, office, tree):
    row = award(person("Lê Thị Đào", tree.noi), "LDTT", 2024)
    as_(office).post(f"{LIST}{row.pk}/sua/", form_for(decision_number="104b/QĐ-SYT", name=row.name))

    row.refresh_from_db()
    assert row.decision_number == "104b/QĐ-SYT"
    assert row.history.count() == 2


# --- revoking ---


def test_a_revoked_award_stays_in_the_file_with_the_reason(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    row = award(staff, "LDTT", 2024)
    as_(office).post(f"{LIST}{row.pk}/thu-hoi/", {"on": "01/06/2025", "reason": "Quyết định 77/QĐ-SYT"})

    row.refresh_from_db()
    assert (row.is_revoked, row.revoked_on, row.revoked_note) == (True, date(2025, 6, 1), "Quyết định 77/QĐ-SYT")
    assert history(staff).last().action == "revoke_award"
    shown = as_(office).get(f"/ho-so/nhan-su/{staff.pk}/khen-thuong/")
    assert "Quyết định 77/QĐ-SYT" in shown.content.decode()
    assert shown.context["total"] == 0
    assert as_(office).get(f"{LIST}{row.pk}/sua/").status_code == 404


def test_revoking_needs_a_reason_a_day_after_the_decision_and_happens_once(tree, office):
    row = award(person("Lê Thị Đào", tree.noi), "LDTT", 2024, decided_on=date(2025, 1, 20))

    assert "Ghi lý do" in refusal(lambda: revoke_award(row, on=date(2025, 6, 1), reason=" ", by=office))
    early = refusal(lambda: revoke_award(row, on=date(2025, 1, 1), reason="Sai", by=office))
    assert early == "Ngày thu hồi phải từ ngày quyết định (20/01/2025) trở đi."
    revoke_award(row, on=date(2025, 6, 1), reason="Sai", by=office)
    assert "đã ghi thu hồi rồi" in refusal(lambda: revoke_award(row, on=date(2025, 6, 1), reason="Nữa", by=office))


def test_a_revoked_title_may_be_won_anew(tree, office):
    staff = person("Lê Thị Đào", tree.noi)
    revoke_award(award(staff, "LDTT", 2024), on=date(2025, 6, 1), reason="Sai", by=office)

    assert award(staff, "LDTT", 2024, decision_number="200/QĐ-SYT").pk


# --- the list ---


@pytest.fixture
def won(tree, office):
    dao, tam = person("Lê Thị Đào", tree.noi), person("Trần Văn Ánh", tree.ngoai)
    award(dao, "LDTT", 2024)
    award(tam, "CSTDCS", 2023, decision_number="105/QĐ-SYT")
    award(tree.noi, "TTLDTT", 2022)
    revoke_award(award(dao, "LDTT", 2021), on=date(2025, 6, 1), reason="Sai", by=office)


DAO, ANH, NOI = ("Lê Thị Đào", "LDTT", 2024), ("Trần Văn Ánh", "CSTDCS", 2023), ("Khoa Nội tổng hợp", "TTLDTT", 2022)


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, [DAO, ANH, NOI]),
        ({"sort": "year"}, [NOI, ANH, DAO]),
        ({"q": "dao"}, [DAO]),
        ({"q": "105/qđ"}, [ANH]),
        ({"title": "CSTDCS"}, [ANH]),
        ({"year": 2022}, [NOI]),
        ({"kind": "tap_the"}, [NOI]),
        ({"kind": "ca_nhan"}, [DAO, ANH]),
        ({"state": "revoked"}, [("Lê Thị Đào", "LDTT", 2021)]),
        ({"q": "khong ai"}, []),
    ],
)
def test_the_history_is_searched_filtered_and_sorted(as_, office, won, query, expected):
    assert names(as_(office).get(LIST, query)) == expected


def test_people_stand_in_vietnamese_order_of_the_given_name(as_, office, won):
    assert [name for name, *_ in names(as_(office).get(LIST, {"sort": "name", "kind": "ca_nhan"}))] == [
        "Trần Văn Ánh", "Lê Thị Đào",
    ]  # fmt: skip


def test_each_sees_the_own_part(as_, head, other_head, stranger, other_office, won):
    assert names(as_(head).get(LIST)) == [DAO, NOI]
    assert names(as_(other_head).get(LIST)) == [ANH]
    assert [names(as_(one).get(LIST)) for one in (stranger, other_office)] == [[], []]


def test_the_workbook_is_what_the_list_shows(as_, office, won):
    answer = as_(office).get(f"{LIST}xuat/", {"q": "105/QĐ-SYT"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    row = [cell.value for cell in sheet[2]]

    assert (row[0], row[1], row[5], row[6], row[9]) == (
        "Cá nhân", "Trần Văn Ánh", "Chiến sĩ thi đua cơ sở", 2023, "105/QĐ-SYT",
    )  # fmt: skip
    assert sheet.max_row == 2


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "other_office", "stranger"])
def test_only_the_office_and_the_administrator_keep_it(request, as_, tree, who):
    row = award(person("Lê Thị Đào", tree.noi), "LDTT", 2024)
    client = as_(request.getfixturevalue(who))

    assert [client.get(f"{LIST}{row.pk}/{page}/").status_code for page in ("sua", "thu-hoi")] == [404, 404]
    assert client.get(f"{LIST}them/").status_code == (200 if who == "other_office" else 404)


def test_nothing_is_written_about_people_of_another_hospital(as_, other_office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    as_(other_office).post(f"{LIST}them/?nhan-su={staff.pk}", form_for(staff=staff.pk))

    assert Award.objects.count() == 0


@pytest.mark.parametrize(
    "who, status",
    [
        ("office", 200), ("director", 200), ("head", 200), ("clerk", 200), ("member", 200), ("department", 200),
        ("other_head", 404), ("other_office", 404), ("stranger", 404),
    ],
)  # fmt: skip
def test_what_was_won_is_open_to_whoever_has_to_do_with_the_subject(request, as_, tree, who, status):
    staff = person("Lê Thị Đào", tree.noi)
    client = as_(request.getfixturevalue(who))

    pages = (f"/ho-so/nhan-su/{staff.pk}/khen-thuong/", f"/ho-so/don-vi/{tree.noi.pk}/khen-thuong/")
    assert [client.get(page).status_code for page in pages] == [status, status]


def test_a_person_reads_the_own_awards(as_, tree):
    staff = person("Lê Thị Đào", tree.noi)
    award(staff, "LDTT", 2024)
    client = as_(user_with("dao", "Lê Thị Đào", staff=staff))

    assert names(client.get(LIST)) == [DAO]
    assert "Lao động tiên tiến" in client.get(f"/ho-so/nhan-su/{staff.pk}/khen-thuong/").content.decode()


def test_an_empty_history_teaches(as_, office, head, tree):
    assert "Chưa có lịch sử khen thưởng" in as_(office).get(LIST).content.decode()
    assert "Chưa có khen thưởng nào" in as_(head).get(LIST).content.decode()
