"""Cells and lines: what may stand in them, and two people typing at once."""

import pytest

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import form_text
from emulation.models import Entry, Sheet
from emulation.selectors.grid import grid_of
from emulation.services.entry import add_entry, change_entry, move_entry, remove_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories.people import person, unit
from tests.factories.sheets import open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tree, head):
    return open_sheet(open_round(tree), tree.noi, by=head)


@pytest.fixture
def nurse(tree):
    return person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng trưởng")


def codes(entry, year=2022):
    return sorted(entry.targets.filter(year=year).values_list("title", flat=True))


def test_opening_twice_gives_one_sheet(tree, head, sheet):
    assert open_sheet(sheet.round, tree.noi, by=head) == sheet


@pytest.mark.parametrize(
    ("kind", "code"), [("person", "TTLDTT"), ("person", "TTLDXS"), ("unit", "LDTT"), ("unit", "CSTDCS")]
)
def test_titles_of_collectives_and_of_persons_do_not_cross(sheet, nurse, head, tree, kind, code):
    subject = {"staff": nurse} if kind == "person" else {"unit": tree.noi}
    entry = add_entry(sheet, **subject, by=head)

    with pytest.raises(Refused):
        set_targets(entry, 2022, chosen=[code], by=head)
    assert codes(entry) == []


def test_an_unknown_title_is_refused(sheet, nurse, head):
    with pytest.raises(Refused):
        set_targets(add_entry(sheet, staff=nurse, by=head), 2022, chosen=["XYZ"], by=head)


def test_a_year_outside_the_target_years_is_refused(sheet, nurse, head):
    entry = add_entry(sheet, staff=nurse, by=head)

    with pytest.raises(Refused) as refused:
        set_targets(entry, 2021, chosen=["LDTT"], by=head)
    assert refused.value.reasons == ["Năm 2021 không thuộc các năm đăng ký của đợt này."]


def test_two_people_adding_to_one_cell_lose_nothing(sheet, nurse, head, clerk):
    entry = add_entry(sheet, staff=nurse, by=head)
    set_targets(entry, 2022, chosen=["LDTT"], seen=[], by=head)

    set_targets(entry, 2022, chosen=["GK_SYT"], seen=[], by=clerk)
    set_targets(entry, 2022, chosen=["LDTT", "CSTDCS"], seen=["LDTT"], by=head)

    assert codes(entry) == ["CSTDCS", "GK_SYT", "LDTT"]


def test_taking_a_title_away_takes_only_that_one(sheet, nurse, head):
    entry = add_entry(sheet, staff=nurse, by=head)
    set_targets(entry, 2022, chosen=["LDTT", "CSTDCS"], by=head)

    set_targets(entry, 2022, chosen=[], seen=["CSTDCS"], by=head)

    assert codes(entry) == ["LDTT"]


def test_a_text_changed_by_somebody_else_is_not_overwritten(sheet, nurse, head, clerk):
    entry = add_entry(sheet, staff=nurse, by=head)
    change_entry(entry, values={"position": "Phó khoa"}, seen={"position": "Điều dưỡng trưởng"}, by=clerk)

    with pytest.raises(Refused) as refused:
        change_entry(entry, values={"position": "Trưởng khoa"}, seen={"position": "Điều dưỡng trưởng"}, by=head)
    assert "“Phó khoa”" in refused.value.reasons[0]
    assert Entry.objects.get(pk=entry.pk).position == "Phó khoa"


def test_position_and_name_are_frozen_as_of_then(sheet, nurse, head):
    entry = add_entry(sheet, staff=nurse, by=head)
    nurse.position = "Phó trưởng phòng"
    nurse.save(update_fields=["position"])

    assert Entry.objects.get(pk=entry.pk).position == "Điều dưỡng trưởng"


def test_a_person_of_another_unit_cannot_be_added(sheet, tree, head):
    with pytest.raises(Refused) as refused:
        add_entry(sheet, staff=person("Lê Văn Lạ", tree.ngoai), by=head)
    assert refused.value.reasons == ["Lê Văn Lạ không thuộc Khoa Nội tổng hợp."]


def test_a_collective_is_the_unit_or_what_lies_under_it(sheet, tree, head):
    team = unit("Tổ điều dưỡng", "to", tree.noi)

    assert add_entry(sheet, unit=team, by=head).kind == "tap_the"
    with pytest.raises(Refused):
        add_entry(sheet, unit=tree.ngoai, by=head)


def test_a_subject_stands_once_on_a_sheet(sheet, nurse, head):
    add_entry(sheet, staff=nurse, by=head)

    with pytest.raises(Refused):
        add_entry(sheet, staff=nurse, by=head)


def test_a_mass_organisation_may_name_anybody_of_the_house(tree, nurse, office):
    union = open_sheet(open_round(tree), tree.union, by=office)

    assert add_entry(union, staff=nurse, by=office).name == "Hoàng Thị Lan"


def test_lines_can_be_moved_and_struck_out(sheet, tree, nurse, head):
    first = add_entry(sheet, unit=tree.noi, by=head)
    second = add_entry(sheet, staff=nurse, by=head)

    move_entry(second, up=True, by=head)
    assert [line.pk for line in Sheet.objects.get(pk=sheet.pk).entries.all()] == [second.pk, first.pk]
    remove_entry(first, by=head)
    assert sheet.entries.count() == 1


def test_a_stranger_to_the_unit_types_nothing(sheet, nurse, head, other_head):
    entry = add_entry(sheet, staff=nurse, by=head)

    with pytest.raises(Refused):
        set_targets(entry, 2022, chosen=["LDTT"], by=other_head)


def test_every_act_leaves_a_line(sheet, nurse, head):
    entry = add_entry(sheet, staff=nurse, by=head)
    set_targets(entry, 2022, chosen=["LDTT", "CSTDCS"], by=head)
    remove_entry(entry, by=head)

    lines = [(line.action, line.note) for line in history(sheet)]
    assert lines[1:] == [
        ("add_entry", "Hoàng Thị Lan"),
        ("set_targets", "Hoàng Thị Lan, 2022: LĐTT – CSTĐ cơ sở"),
        ("remove_entry", "Hoàng Thị Lan"),
    ]


def test_the_three_sample_rows_of_the_form_come_out_to_the_letter(tree, head):
    sheet = open_sheet(open_round(tree), tree.noi, by=head)
    a = person("Nguyễn Văn A", tree.noi, position="Trưởng phòng")
    b = person("Trần Văn B", tree.noi, position="Nhân viên")
    both, plain = ["LDTT", "CSTDCS", "GK_SYT"], ["LDTT", "GK_SYT"]
    rows = [
        (add_entry(sheet, unit=tree.noi, by=head), [["TTLDTT", "TTLDXS", "BK_TINH"], ["TTLDTT", "TTLDXS", "GK_SYT"]]),
        (add_entry(sheet, staff=a, by=head), [["LDTT", "CSTDCS", "GK_SYT", "BK_TINH"], both]),
        (add_entry(sheet, staff=b, by=head), [both, plain]),
    ]
    for entry, years in rows:
        for year, chosen in zip((2022, 2023), years, strict=True):
            set_targets(entry, year, chosen=chosen, by=head)

    shown = [(row.entry.position, row.cells[0].text, row.cells[1].text) for row in grid_of(sheet).rows]

    assert shown == [
        ("", "TTLĐTT – TTLĐXS – Bằng khen UBND tỉnh", "TTLĐTT – TTLĐXS – Giấy khen SYT"),
        (
            "Trưởng phòng",
            "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế – Bằng khen UBND tỉnh",
            "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế",
        ),
        ("Nhân viên", "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế", "LĐTT – Giấy khen Sở Y tế"),
    ]
    assert form_text(["BK_TINH", "LDTT"], "ca_nhan") == "LĐTT – Bằng khen UBND tỉnh"
