"""People: who sees whom and what, the list and its workbook, the picker, transfers and leaving."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from emulation.choices import JobType, Role
from tests.factories import person, user_with

LIST = "/ho-so/nhan-su/"


def names(answer):
    return [row["person"].full_name for row in answer.context["rows"]]


def pages(person):
    return [f"{LIST}{person.pk}/{what}" for what in ("", "sua/", "chuyen/", "thoi-viec/")]


# --- who sees whom ---


@pytest.mark.parametrize("who", ["stranger", "other_head", "other_office"])
def test_whoever_has_no_business_gets_404(request, as_, tree, who):
    ours = person("Lê Thị Đào", tree.noi)
    client = as_(request.getfixturevalue(who))

    assert [client.get(url).status_code for url in pages(ours)] == [404, 404, 404, 404]


def test_a_head_reads_but_does_not_keep(as_, head, tree):
    ours = person("Lê Thị Đào", tree.noi)
    client = as_(head)

    assert [client.get(url).status_code for url in pages(ours)] == [200, 404, 404, 404]
    assert client.get(f"{LIST}them/").status_code == 404


@pytest.mark.parametrize(
    "who, is_shown",
    [("office", True), ("admin", True), ("head", True), ("clerk", False), ("director", False), ("member", False)],
)
def test_birth_date_and_code_show_only_to_those_who_need_them(request, as_, tree, who, is_shown):
    ours = person("Lê Thị Đào", tree.noi, code="MA-RIENG", birth_date=date(1980, 5, 12))
    shown = as_(request.getfixturevalue(who)).get(f"{LIST}{ours.pk}/").content.decode()

    assert ("MA-RIENG" in shown, "12/05/1980" in shown) == (is_shown, is_shown)


def test_a_person_reads_the_own_file(as_, tree):
    staff = person("Lê Thị Đào", tree.noi, code="MA-RIENG")
    client = as_(user_with("dao", "Lê Thị Đào", staff=staff))

    assert "MA-RIENG" in client.get(f"{LIST}{staff.pk}/").content.decode()
    assert names(client.get(LIST)) == ["Lê Thị Đào"]


def test_codes_are_in_the_list_only_for_those_who_need_them(as_, office, member, tree):
    person("Lê Thị Đào", tree.noi, code="MA-RIENG")

    assert "MA-RIENG" in as_(office).get(LIST).content.decode()
    assert "MA-RIENG" not in as_(member).get(LIST).content.decode()
    assert "MA-RIENG" not in "".join(map(str, workbook(as_(member))))


# --- the list ---


def workbook(client, **query):
    answer = client.get(f"{LIST}xuat/", query)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_names_stand_in_vietnamese_order_of_the_given_name(as_, office, tree):
    for name in ("Trần Văn Đức", "Lê Thị Ánh", "Phạm Văn An", "Ngô Văn Dũng", "Bùi Thị Ân", "Đỗ Văn Anh"):
        person(name, tree.noi)

    assert names(as_(office).get(LIST)) == [
        "Phạm Văn An", "Đỗ Văn Anh", "Lê Thị Ánh", "Bùi Thị Ân", "Ngô Văn Dũng", "Trần Văn Đức",
    ]  # fmt: skip
    assert names(as_(office).get(LIST, {"sort": "-name"}))[0] == "Trần Văn Đức"


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"q": "dao"}, ["Lê Thị Đào"]),
        ({"q": "ĐÀO LE"}, ["Lê Thị Đào"]),
        ({"q": "nv-77"}, ["Trần Văn Tám"]),
        ({"job_type": "bac_si"}, ["Trần Văn Tám"]),
        ({"marks": "is_party"}, ["Trần Văn Tám"]),
        ({"gone": "1"}, ["Ngô Văn Nghỉ"]),
        ({"q": "khong ai"}, []),
    ],
)
def test_the_list_is_searched_and_filtered(as_, office, tree, query, expected):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai, code="NV-77", job_type=JobType.DOCTOR, is_party=True)
    person("Ngô Văn Nghỉ", tree.noi, left_on=date(2020, 1, 1))

    assert names(as_(office).get(LIST, query)) == expected


def test_the_list_is_narrowed_to_a_unit(as_, office, tree):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai)

    assert names(as_(office).get(LIST, {"unit": tree.ngoai.pk})) == ["Trần Văn Tám"]


def test_pages_follow_each_other_without_gap_or_repeat(as_, office, tree):
    for number in range(120):
        person(f"Nguyễn Văn Số{number:03}", tree.noi)
    client = as_(office)

    seen, url = [], LIST
    while url:
        answer = client.get(url)
        seen += names(answer)
        mark = answer.context["people"].next_mark
        url = f"{LIST}?sau={mark}" if mark else ""
    assert len(seen) == len(set(seen)) == 120


def test_the_list_costs_the_same_for_one_and_for_thirty(as_, office, tree, django_assert_max_num_queries):
    client = as_(office)
    costs = []
    for number in range(30):
        person(f"Nguyễn Văn Số{number}", tree.ngoai if number % 2 else tree.noi)
        if number in (0, 29):
            with django_assert_max_num_queries(40) as seen:
                client.get(LIST)
            costs.append(len(seen))
    assert costs[0] == costs[1]


def test_htmx_gets_the_rows_alone(as_, office, tree):
    shown = as_(office).get(LIST, {"q": "x"}, headers={"hx-request": "true"}).content.decode()

    assert shown.strip().startswith('<div id="danh-sach"')


def test_the_workbook_is_what_the_list_shows(as_, office, tree):
    person("=Lê Thị Đào", tree.noi, code="007", position="Điều dưỡng", job_type=JobType.NURSE)
    person("Trần Văn Tám", tree.ngoai)

    assert workbook(as_(office), q="dao") == [
        ["=Lê Thị Đào", "007", "Điều dưỡng", "Khoa Nội tổng hợp", "Điều dưỡng", None, "Có", None, "Có", None, None]
    ]


# --- the picker ---


def options(client, **query):
    return client.get(f"{LIST}tim/", {"dang": "json", **query}).json()["options"]


def test_the_picker_finds_without_accents_among_visible_people(as_, head, tree):
    ours = person("Lê Thị Đào", tree.noi, position="Điều dưỡng")
    person("Lê Thị Đào", tree.ngoai)

    assert options(as_(head), q="le dao") == [
        {"value": ours.pk, "label": "Lê Thị Đào", "note": "Điều dưỡng · Khoa Nội tổng hợp"}
    ]


def test_the_picker_tells_namesakes_apart(as_, head, clerk, tree):
    for code, year in (("NV-1", 1980), ("NV-2", 1991)):
        person("Lê Thị Đào", tree.noi, code=code, birth_date=date(year, 1, 1))

    assert [option["note"] for option in options(as_(head), q="dao")] == [
        "Khoa Nội tổng hợp · mã NV-1 · sinh 1980", "Khoa Nội tổng hợp · mã NV-2 · sinh 1991",
    ]  # fmt: skip
    assert [option["note"] for option in options(as_(clerk), q="dao")] == [
        "Khoa Nội tổng hợp · mã NV-1", "Khoa Nội tổng hợp · mã NV-2",
    ]  # fmt: skip


def test_the_picker_leaves_out_who_has_left_and_narrows_to_a_unit(as_, office, tree):
    person("Lê Thị Đào", tree.noi, left_on=date(2020, 1, 1))
    person("Lê Văn Đào", tree.ngoai)
    client = as_(office)

    assert [option["label"] for option in options(client, q="dao")] == ["Lê Văn Đào"]
    assert options(client, q="dao", **{"don-vi": tree.noi.pk}) == []
    assert 'role="option"' in client.get(f"{LIST}tim/", {"q": "dao"}).content.decode()


def test_the_picker_shows_a_stranger_nothing(as_, stranger, tree):
    person("Lê Thị Đào", tree.noi)

    assert options(as_(stranger), q="dao") == []


def test_a_party_cell_of_a_unit_sees_that_unit(as_, tree):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai)
    client = as_(user_with("chibo", "Chi Bộ", (Role.PARTY, tree.noi)))

    assert names(client.get(LIST)) == ["Lê Thị Đào"]
