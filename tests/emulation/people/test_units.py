"""The tree of units and the file of each."""

from datetime import date

import pytest

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Role, UnitKind
from emulation.models import Unit
from emulation.services.people import place_unit
from tests.factories import person, user_with
from tests.factories.people import unit

LIST = "/ho-so/"


def listed(answer):
    return [one.name for one in answer.context["units"]]


def test_the_office_sees_the_tree_of_the_facility_with_numbers(as_, office, tree, other_tree):
    team = unit("Tổ Siêu âm", UnitKind.TEAM, tree.noi)
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", team)
    person("Ngô Văn Nghỉ", tree.noi, left_on=date(2020, 1, 1))
    shown = as_(office).get(LIST)

    assert listed(shown)[:2] == ["Bệnh viện An Hòa", "Ban Giám đốc"]
    numbers = {one.name: (one.tree_depth, one.people) for one in shown.context["units"]}
    assert numbers["Bệnh viện An Hòa"] == (1, 2)
    assert numbers["Khoa Nội tổng hợp"] == (2, 1)
    assert numbers["Tổ Siêu âm"] == (3, 1)


def test_a_head_sees_the_own_unit_alone(as_, head):
    assert listed(as_(head).get(LIST)) == ["Khoa Nội tổng hợp"]


def test_the_department_sees_hospitals_and_opens_one(as_, department, tree, other_tree):
    client = as_(department)

    assert listed(client.get(LIST)) == ["Sở Y tế", "Bệnh viện An Hòa", "Bệnh viện Bình Minh"]
    opened = listed(client.get(LIST, {"co-so": other_tree.hospital.pk}))
    assert "Khoa Nội tổng hợp" in opened and "Bệnh viện An Hòa" not in opened


@pytest.mark.parametrize(
    "query, names", [("noi", ["Khoa Nội tổng hợp"]), ("to chuc", ["Phòng Tổ chức cán bộ"]), ("xyz", [])]
)
def test_units_are_found_without_accents(as_, office, query, names):
    assert listed(as_(office).get(LIST, {"q": query})) == names


def test_the_tree_costs_the_same_for_one_and_for_thirty(as_, office, tree, django_assert_max_num_queries):
    client = as_(office)
    costs = []
    for number in range(31):
        if number in (0, 30):
            with django_assert_max_num_queries(40) as seen:
                client.get(LIST)
            costs.append(len(seen))
        unit(f"Khoa số {number}", UnitKind.KHOA, tree.hospital)
    assert costs[0] == costs[1]


@pytest.mark.parametrize("who", ["stranger", "other_head", "other_office"])
def test_whoever_has_no_business_gets_404(request, as_, tree, who):
    client = as_(request.getfixturevalue(who))
    place = f"/ho-so/don-vi/{tree.noi.pk}/"

    assert [client.get(url).status_code for url in (place, f"{place}sua/")] == [404, 404]


def test_the_file_of_a_unit_names_people_head_and_sheets(as_, office, head, tree):
    person("Lê Thị Đào", tree.noi)
    shown = as_(office).get(f"/ho-so/don-vi/{tree.noi.pk}/")

    assert [user.full_name for user in shown.context["heads"]] == ["Trần Đình Phúc"]
    assert shown.context["number"] == 2
    assert shown.context["is_kept"] is True
    assert "Lập" in shown.content.decode()


def test_a_head_reads_the_file_but_not_its_history(as_, head, tree):
    shown = as_(head).get(f"/ho-so/don-vi/{tree.noi.pk}/")

    assert (shown.context["is_kept"], shown.context["history"]) == (False, None)


def form_for(parent, **more):
    return {
        "name": "Khoa Mắt", "short_name": "", "code": "AH-MAT", "kind": "khoa", "parent": parent.pk, "position": "",
        "must_register": "on", "email": "", "header_name": "", "place": "", "is_active": "on",
    } | more  # fmt: skip


def test_the_office_adds_a_unit(as_, office, tree):
    as_(office).post("/ho-so/don-vi/them/", form_for(tree.hospital))

    made = Unit.objects.get(code="AH-MAT")
    assert (made.facility, made.search_key, made.must_register) == (tree.hospital, "ah-mat khoa mat", True)
    assert history(made).get().by == office


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"name": "Khoa Ngoại"}, "Đã có Đơn vị với Cơ sở y tế và Tên đơn vị này."),
        ({"kind": "facility"}, "không có trong danh sách"),
        ({"name": ""}, "Phải điền mục này."),
        ({"parent": ""}, "Phải điền mục này."),
    ],
)
def test_a_wrong_form_says_why(as_, office, tree, changes, sentence):
    answer = as_(office).post("/ho-so/don-vi/them/", form_for(tree.hospital) | changes)

    assert sentence in answer.content.decode()
    assert Unit.objects.filter(code="AH-MAT").count() == 0


def test_a_unit_goes_under_no_foreign_parent(as_, office, tree, other_tree):
    as_(office).post("/ho-so/don-vi/them/", form_for(other_tree.hospital))

    assert Unit.objects.filter(code="AH-MAT").count() == 0


def test_a_unit_moves_to_no_other_hospital(admin, tree, other_tree):
    boss = user_with("quantri.so", "Quản Trị Sở", (Role.ADMIN, tree.department))
    tree.noi.parent = other_tree.hospital
    with pytest.raises(Refused) as refusal:
        place_unit(tree.noi, by=boss)

    assert refusal.value.reasons[0].startswith("Không chuyển đơn vị sang cơ sở khác")


def test_a_unit_with_people_cannot_be_closed(as_, office, tree):
    person("Lê Thị Đào", tree.noi)
    form = form_for(tree.hospital, name=tree.noi.name, code=tree.noi.code) | {"is_active": ""}
    answer = as_(office).post(f"/ho-so/don-vi/{tree.noi.pk}/sua/", form)

    assert "Còn 1 người đang làm việc ở đây. Hãy chuyển họ sang đơn vị khác trước." in answer.content.decode()
    tree.noi.refresh_from_db()
    assert tree.noi.is_active is True


def test_the_facility_itself_is_edited_without_its_place(as_, office, tree):
    form = {
        "name": tree.hospital.name, "short_name": "BVAH", "code": tree.hospital.code, "position": "0", "email": "",
        "header_name": "BỆNH VIỆN AN HÒA", "place": "An Hòa", "is_active": "on",
    }  # fmt: skip
    as_(office).post(f"/ho-so/don-vi/{tree.hospital.pk}/sua/", form)

    tree.hospital.refresh_from_db()
    assert (tree.hospital.short_name, tree.hospital.facility, tree.hospital.parent) == (
        "BVAH", tree.hospital, tree.department,
    )  # fmt: skip
