"""The register of initiatives: written with authors, decided on, found, exported."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import AuthorRole, InitiativeLevel, Recognition
from emulation.forms.initiative import ORDERS
from emulation.models import Initiative, InitiativeAuthor
from emulation.selectors.initiatives import visible_initiatives
from emulation.services.initiative import decide_initiative, write_initiative
from emulation.tables import initiative_rows
from tests.factories import person, user_with
from tests.factories.records import initiative, recognised

LIST = "/ho-so/sang-kien/"


def names(answer):
    return [row["initiative"].name for row in answer.context["rows"]]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return " ".join(refused.value.reasons)


def form_for(*authors, **more):
    form = {"name": "  Bảng kiểm   bàn giao", "kind": "sang_kien", "year": 2024, "code": "", "is_applied": "1",
            "effect": "Áp dụng ở 9 khoa"}  # fmt: skip
    for place in range(4):
        staff = authors[place] if place < len(authors) else None
        form[f"author_{place}"] = staff.pk if staff else ""
        form[f"role_{place}"] = "dong_tac_gia" if place else "tac_gia"
    return form | more


# --- writing ---


def test_an_initiative_is_written_with_its_authors_and_gets_a_code(as_, office, tree):
    first, second = person("Lê Thị Đào", tree.noi), person("Trần Văn Tám", tree.ngoai)
    as_(office).post(f"{LIST}them/", form_for(first, second))

    found = Initiative.objects.get()
    assert (found.code, found.name, found.is_applied, found.recognition) == (
        "SK2024-001", "Bảng kiểm bàn giao", True, Recognition.PENDING,
    )  # fmt: skip
    assert [(part.staff, part.role) for part in found.authors.all()] == [
        (first, AuthorRole.AUTHOR), (second, AuthorRole.CO_AUTHOR),
    ]  # fmt: skip
    assert history(first).last().note == "SK2024-001: Bảng kiểm bàn giao"


def test_an_author_is_typed_without_scripts_and_accents(as_, office, tree):
    first = person("Lê Thị Đào", tree.noi)
    as_(office).post(f"{LIST}them/", form_for(author_0="", author_0_text="le thi dao"))

    assert Initiative.objects.get().authors.get().staff == first


def test_errors_stand_beside_the_fields(as_, office, tree):
    answer = as_(office).post(f"{LIST}them/", form_for(name="", year=2999))
    form = answer.context["form"]

    assert form.errors["author_0"] == ["Ghi ít nhất một tác giả: gõ tên, không cần dấu."]
    assert "name" in form.errors
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize(
    "role, sentence",
    [(AuthorRole.CO_AUTHOR, "Chọn ít nhất một người là tác giả"), ("truong_nhom", "Vai trò “truong_nhom” không có.")],
)
def test_somebody_is_the_main_author(tree, role, sentence):
    staff = person("Lê Thị Đào", tree.noi)
    row = Initiative(facility=tree.hospital, name="Bảng kiểm", year=2024)

    assert sentence in refusal(lambda: write_initiative(row, authors=[(staff, role)], by=None))


def test_nobody_stands_twice_or_comes_from_elsewhere(tree, other_tree):
    staff, guest = person("Lê Thị Đào", tree.noi), person("Ngô Văn Khách", other_tree.noi)

    assert "Lê Thị Đào được ghi hai lần" in refusal(lambda: initiative(staff, staff))
    assert "Ngô Văn Khách không thuộc Bệnh viện An Hòa." in refusal(lambda: initiative(staff, guest))


def test_a_name_stands_once_a_year_and_a_code_once(tree):
    staff = person("Lê Thị Đào", tree.noi)
    initiative(staff, name="Bảng kiểm bàn giao", code="SK-7")

    assert "Năm 2024 đã có “Bảng kiểm bàn giao” (mã SK-7)." in refusal(
        lambda: initiative(staff, name="bảng kiểm  Bàn giao")
    )
    assert "Mã SK-7 đã dùng cho" in refusal(lambda: initiative(staff, name="Việc khác", code="SK-7"))
    assert initiative(staff, name="Bảng kiểm bàn giao", year=2023).code == "SK2023-001"


def test_editing_changes_the_authors_and_tells_who_was_taken_off(as_, office, tree):
    first, second = person("Lê Thị Đào", tree.noi), person("Trần Văn Tám", tree.noi)
    row = initiative(first, second)
    as_(office).post(f"{LIST}{row.pk}/sua/", form_for(first, code=row.code))

    assert [part.staff for part in row.authors.all()] == [first]
    assert history(second).last().action == "write_initiative"


# --- deciding ---


def test_a_decision_recognises_and_sets_the_year(as_, office, tree):
    row = initiative(person("Lê Thị Đào", tree.noi), year=2023)
    form = {"recognition": "cong_nhan", "level": "tinh", "decision_number": "31/QĐ-UBND", "decided_on": "18/12/2024"}
    as_(office).post(f"{LIST}{row.pk}/cong-nhan/", form)

    row.refresh_from_db()
    assert (row.recognition, row.level, row.year, row.decided_on) == (
        Recognition.RECOGNISED, InitiativeLevel.PROVINCE, 2024, date(2024, 12, 18),
    )  # fmt: skip
    line = history(row).last()
    assert (line.action, line.before, line.after) == ("decide_initiative", "Chờ công nhận", "Đã công nhận")


def test_a_recognition_needs_its_decision(as_, office, tree):
    row = initiative(person("Lê Thị Đào", tree.noi))
    form = {"recognition": "cong_nhan", "level": "co_so", "decision_number": "", "decided_on": ""}
    errors = as_(office).post(f"{LIST}{row.pk}/cong-nhan/", form).context["form"].errors

    assert set(errors) == {"decision_number", "decided_on"}
    assert "Ghi số quyết định công nhận." in refusal(lambda: decide_initiative(row, Recognition.RECOGNISED, by=office))


def test_a_decision_counts_for_its_year_or_the_one_before(tree, office):
    row = initiative(person("Lê Thị Đào", tree.noi))
    said = {"decision_number": "9/QĐ", "decided_on": date(2025, 1, 9), "by": office}

    assert "chỉ tính cho năm đó" in refusal(lambda: decide_initiative(row, Recognition.RECOGNISED, year=2023, **said))
    assert decide_initiative(row, Recognition.RECOGNISED, year=2024, **said).year == 2024


# --- the list ---


@pytest.fixture
def register(tree):
    dao, tam = person("Lê Thị Đào", tree.noi), person("Trần Văn Tám", tree.ngoai)
    return [
        initiative(dao, name="Bảng kiểm bàn giao", year=2025),
        recognised(tam, name="Xe cấp cứu mở sẵn", day=date(2024, 11, 18), level="tinh"),
        recognised(dao, tam, name="Đường dây nóng", day=date(2023, 11, 18)),
    ]


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, ["Bảng kiểm bàn giao", "Xe cấp cứu mở sẵn", "Đường dây nóng"]),
        ({"sort": "year"}, ["Đường dây nóng", "Xe cấp cứu mở sẵn", "Bảng kiểm bàn giao"]),
        ({"q": "duong day"}, ["Đường dây nóng"]),
        ({"q": "tam"}, ["Xe cấp cứu mở sẵn", "Đường dây nóng"]),
        ({"year": 2024}, ["Xe cấp cứu mở sẵn"]),
        ({"level": "tinh"}, ["Xe cấp cứu mở sẵn"]),
        ({"recognition": "cho"}, ["Bảng kiểm bàn giao"]),
        ({"q": "khong co"}, []),
    ],
)
def test_the_register_is_searched_filtered_and_sorted(as_, office, register, query, expected):
    assert names(as_(office).get(LIST, query)) == expected


def test_a_unit_sees_what_its_people_made(as_, head, other_head, stranger, register, tree):
    assert names(as_(head).get(LIST)) == ["Bảng kiểm bàn giao", "Đường dây nóng"]
    assert names(as_(other_head).get(LIST)) == ["Xe cấp cứu mở sẵn", "Đường dây nóng"]
    assert names(as_(stranger).get(LIST)) == []
    assert as_(stranger).get(f"{LIST}{register[0].pk}/").status_code == 404


def test_an_author_reads_but_does_not_keep(as_, tree):
    staff = person("Lê Thị Đào", tree.noi)
    row, client = initiative(staff), as_(user_with("dao", "Lê Thị Đào", staff=staff))

    pages = ("", "sua/", "cong-nhan/")
    assert [client.get(f"{LIST}{row.pk}/{page}").status_code for page in pages] == [200, 404, 404]
    assert client.get(f"{LIST}them/").status_code == 404


def test_the_workbook_is_what_the_list_shows(as_, office, register):
    answer = as_(office).get(f"{LIST}xuat/", {"q": "duong"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    assert [cell.value for cell in sheet[2]][:7] == [
        "SK2023-001", "Đường dây nóng", "Sáng kiến", "Lê Thị Đào (tác giả); Trần Văn Tám (đồng tác giả)",
        "Khoa Nội tổng hợp; Khoa Ngoại", 2023, "Đã công nhận",
    ]  # fmt: skip
    assert sheet.max_row == 2


def test_the_register_is_written_in_one_statement_however_long(office, tree, django_assert_num_queries):
    people = [person(f"Lê Văn {number}", tree.noi) for number in range(3)]
    made = [initiative(*people[: number % 4 or 1], name=f"Việc {number}") for number in range(12)]
    InitiativeAuthor.objects.filter(initiative__in=made[::4]).delete()
    seen = visible_initiatives(office)

    with django_assert_num_queries(1):
        rows = list(initiative_rows(seen, ORDERS["year"]))

    assert [row[1] for row in rows] == [one.name for one in made]
    assert [row[3].count("(") for row in rows] == [0, 1, 2, 3] * 3
    assert rows[0][3:5] == ["", ""]
    assert rows[3][3] == "Lê Văn 0 (tác giả); Lê Văn 1 (đồng tác giả); Lê Văn 2 (đồng tác giả)"
    assert rows[3][4] == "Khoa Nội tổng hợp"


def test_pages_of_the_register_follow_each_other(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)
    for number in range(60):
        initiative(staff, name=f"Việc {number}", year=2020 + number % 3)
    client, seen, url = as_(office), [], LIST
    while url:
        answer = client.get(url)
        seen += names(answer)
        mark = answer.context["window"].next_mark
        url = f"{LIST}?sau={mark}" if mark else ""
    assert len(seen) == len(set(seen)) == 60


def test_an_empty_register_teaches(as_, office, head, tree):
    assert "Sổ sáng kiến còn trống" in as_(office).get(LIST).content.decode()
    assert "Chưa có sáng kiến nào" in as_(head).get(LIST).content.decode()


def test_htmx_gets_the_rows_alone(as_, office, tree):
    shown = as_(office).get(LIST, {"q": "x"}, headers={"hx-request": "true"}).content.decode()

    assert shown.strip().startswith('<div id="danh-sach"')
