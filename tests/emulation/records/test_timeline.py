"""The file as a timeline: one row a year, newest first, each reader what they may know."""

from datetime import date

import pytest

from emulation.choices import Rating, RatingScope
from emulation.selectors.timeline import timeline_of
from tests.factories import person
from tests.factories.records import award, discipline, initiative, leave, rating, recognised, violation
from tests.factories.sheets import sheet_at

FILE = "/ho-so/nhan-su/"


def test_a_year_gathers_what_happened_in_it(tree, office):
    staff = person("Lê Thị Đào", tree.noi, is_party=True)
    good, party = rating(staff, 2024), rating(staff, 2024, Rating.EXCELLENT, RatingScope.PARTY)
    made = recognised(staff, day=date(2024, 11, 18))
    away, warned, caught = leave(staff, 2023), discipline(staff, date(2023, 5, 4)), violation(staff, date(2022, 3, 1))

    years = timeline_of(staff, office)
    assert [one.year for one in years] == [2024, 2023, 2022]
    newest, middle, oldest = years
    assert (newest.rating, newest.party_rating) == (good, party)
    assert [part.initiative for part in newest.initiatives] == [made]
    assert (middle.leaves, middle.disciplines, oldest.violations) == ([away], [warned], [caught])


def test_an_upper_app_adds_what_was_won(tree, office):
    staff = person("Lê Thị Đào", tree.noi)
    rating(staff, 2024)

    years = timeline_of(staff, office, won={2024: ["LĐTT"], 2021: ["CSTĐCS"]})
    assert [(one.year, one.won) for one in years] == [(2024, ["LĐTT"]), (2021, ["CSTĐCS"])]


def test_the_clerk_reads_results_but_not_what_weighs(tree, clerk):
    staff = person("Lê Thị Đào", tree.noi)
    rating(staff, 2024)
    leave(staff, 2023)
    discipline(staff)

    assert [one.year for one in timeline_of(staff, clerk)] == [2024]


def test_who_only_looks_people_up_reads_no_records(tree, stranger):
    staff = person("Lê Thị Đào", tree.noi)
    rating(staff, 2024)

    assert timeline_of(staff, stranger) == []


def test_what_was_registered_stands_in_its_year(as_, office, tree):
    sheet = sheet_at("accepted", tree)
    entry = sheet.entries.filter(staff__isnull=False).first()

    years = timeline_of(entry.staff, office)
    assert [target.sheet for one in years for target in one.registered] == [sheet] * len(years)
    assert years


def test_the_file_asks_the_awards_for_its_timeline(as_, head, tree):
    staff = person("Lê Thị Đào", tree.noi)
    rating(staff, 2024)
    award(staff, "LDTT", 2024)
    client = as_(head)
    page = client.get(f"{FILE}{staff.pk}/").content.decode()

    assert f'hx-get="{FILE}{staff.pk}/khen-thuong/"' in page
    assert f'href="{FILE}{staff.pk}/khen-thuong/"' in page
    part = client.get(f"{FILE}{staff.pk}/khen-thuong/", headers={"hx-request": "true"}).content.decode()
    assert part.strip().startswith('<section class="panel" id="dien-bien"')
    assert "Lao động tiên tiến" in part and "hx-get" not in part


def test_the_file_of_a_unit_does_the_same(as_, head, tree):
    rating(tree.noi, 2024, Rating.EXCELLENT)
    award(tree.noi, "TTLDTT", 2024)
    client, url = as_(head), f"/ho-so/don-vi/{tree.noi.pk}/"

    assert f'hx-get="{url}khen-thuong/"' in client.get(url).content.decode()
    assert "Tập thể lao động tiên tiến" in client.get(f"{url}khen-thuong/").content.decode()


def test_an_empty_file_teaches_whoever_keeps_it(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi)

    assert "Bắt đầu bằng xếp loại của từng năm" in as_(office).get(f"{FILE}{staff.pk}/").content.decode()


def test_the_file_costs_the_same_for_one_year_and_for_ten(as_, office, tree, django_assert_max_num_queries):
    staff, client, costs = person("Lê Thị Đào", tree.noi), as_(office), []
    client.get(f"{FILE}{staff.pk}/khen-thuong/")
    for year in range(2014, 2024):
        rating(staff, year)
        initiative(staff, year=year)
        leave(staff, year)
        award(staff, "LDTT", year)
        if year in (2014, 2023):
            with django_assert_max_num_queries(40) as seen:
                client.get(f"{FILE}{staff.pk}/khen-thuong/")
            costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("field, value", [("came_from", "Bệnh viện tỉnh"), ("is_contract", "on")])
def test_where_somebody_came_from_and_the_contract_are_kept(as_, office, tree, field, value):
    staff = person("Lê Thị Đào", tree.noi)
    form = {"full_name": staff.full_name, "code": staff.code, "gender": "F", "job_type": "khac", field: value}
    as_(office).post(f"{FILE}{staff.pk}/sua/", form)

    staff.refresh_from_db()
    assert getattr(staff, field) in (value, True)


def test_since_when_a_unit_is_there_is_kept(as_, office, tree):
    unit = tree.noi
    form = {"name": unit.name, "code": unit.code, "kind": "khoa", "parent": tree.hospital.pk, "position": 0,
            "founded_on": "01/02/1996", "is_active": "on"}  # fmt: skip
    as_(office).post(f"/ho-so/don-vi/{unit.pk}/sua/", form)

    unit.refresh_from_db()
    assert unit.founded_on == date(1996, 2, 1)
