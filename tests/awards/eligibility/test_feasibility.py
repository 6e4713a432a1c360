"""Whether what a sheet registers can come true: every state of a target, who sees what, at what cost."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.criteria.facts import Facts
from awards.selectors.feasibility import paths_of
from awards.selectors.prospect_people import as_registered
from awards.selectors.prospects import _granted
from awards.selectors.veil import VEIL
from emulation.choices import Role
from emulation.models import Target
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories import person, user_with
from tests.factories.records import award, discipline, matter, rating
from tests.factories.sheets import published_plan, round_of

NOW = timezone.localdate().year
YEARS = [NOW - 2, NOW - 1, NOW, NOW + 1]


@pytest.fixture
def sheet(tree, head):
    plan = published_plan(tree, period_from=YEARS[0], period_to=YEARS[-1], target_years=YEARS)
    return open_sheet(round_of(plan), tree.noi, by=head)


@pytest.fixture
def line(sheet, tree, head):
    """Return a function that registers a person with targets, "LDTT CSTDCS" by year."""

    def made(name="Hoàng Thị Lan", **targets):
        staff = person(name, tree.noi, position="Điều dưỡng")
        entry = add_entry(sheet, staff=staff, by=head)
        for year, codes in targets.items():
            set_targets(entry, int(year[1:]), chosen=codes.split(), by=head)
        return SimpleNamespace(entry=entry, staff=staff)

    return made


def on(**codes):
    """Return targets by distance from this year: ``before_1`` is last year, ``after_1`` next year."""
    sign = {"before": -1, "after": 1}
    return {f"y{NOW + sign[key.split('_')[0]] * int(key.split('_')[1])}": value for key, value in codes.items()}


def page_of(sheet):
    return f"/khen-thuong/kha-thi/{sheet.pk}/"


def target_of(sheet, entry, year, code):
    return f"{page_of(sheet)}{entry.pk}/{year}/{code}/"


def states(client, sheet):
    answer = client.get(f"{page_of(sheet)}?dang=json").json()
    return {key.partition("-")[2]: found["state"] for key, found in answer["targets"].items()}


# --- the states ---


def test_each_target_stands_as_the_records_and_the_law_say(as_, head, tree, sheet, line):
    one = line(**on(before_1="LDTT CSTDCS BK_TINH GK_SYT", before_2="LDTT", after_1="LDTT"))
    rating(one.staff, NOW - 1)
    award(one.staff, "LDTT", NOW - 1)
    award(person("Người Khác", tree.ngoai), "CSTDCS", NOW - 1)

    assert states(as_(head), sheet) == {
        f"{NOW - 2}-LDTT": "warn",
        f"{NOW - 1}-LDTT": "done",
        f"{NOW - 1}-CSTDCS": "miss",
        f"{NOW - 1}-GK_SYT": "person",
        f"{NOW - 1}-BK_TINH": "bad",
        f"{NOW + 1}-LDTT": "ok",
    }


def test_the_json_says_a_word_a_note_and_which_years_are_over(as_, head, sheet, line):
    one = line(**on(before_1="LDTT"))
    award(one.staff, "LDTT", NOW - 1, decision_number="9/QĐ-SYT", decided_on=date(NOW - 1, 12, 20))

    answer = as_(head).get(f"{page_of(sheet)}?dang=json").json()
    assert answer == {
        "targets": {
            f"{one.entry.pk}-{NOW - 1}-LDTT": {
                "state": "done", "word": "Đã đạt", "note": f"Quyết định số 9/QĐ-SYT, 20/12/{NOW - 1}",
            }
        },
        "closed": [NOW - 2, NOW - 1],
    }  # fmt: skip


def test_a_path_breaks_in_the_first_year_that_cannot_come_true(head, sheet, line):
    line(**on(before_1="LDTT", after_0="CSTDCS", after_1="CSTDCS BK_TINH"))
    sure = paths_of(sheet, head)[0]
    assert sure.breaks == []

    Target.objects.filter(title="CSTDCS", year=NOW).update(title="LDTT")
    broken = paths_of(sheet, head)[0]
    assert [(one.prospect.year, one.prospect.title) for one in broken.breaks] == [(NOW + 1, "BK_TINH")]


def test_two_forms_of_one_year_are_told_as_one_achievement(as_, head, sheet, line):
    one = line(**on(before_1="LDTT GK_SYT BK_TINH", after_1="LDTT CSTDCS GK_SYT KNC_BYT"))
    said = "một thành tích không khen thưởng nhiều hình thức (Luật 06/2022/QH15, Điều 5 khoản 2 điểm c), chọn một."
    pages = {code: as_(head).get(target_of(sheet, one.entry, NOW - 1, code)).text for code in ("LDTT", "GK_SYT")}
    assert f"Cùng năm còn BK UBND tỉnh: {said}" in pages["GK_SYT"] and said not in pages["LDTT"]
    assert said not in as_(head).get(target_of(sheet, one.entry, NOW + 1, "GK_SYT")).text


def test_what_is_taken_for_granted_is_named(as_, head, sheet, line):
    one = line(**{f"y{NOW}": "LDTT CSTDCS"}, **on(after_1="LDTT"))
    page = as_(head).get(target_of(sheet, one.entry, NOW + 1, "LDTT")).text
    granted = f"xếp loại HTXSNV năm {NOW}; xếp loại HTTNV năm {NOW + 1}; LĐTT {NOW}; CSTĐCS {NOW}."
    assert f"Coi như đạt đúng như đăng ký: {granted}" in page
    rating(one.staff, NOW, "HTNV")
    page = as_(head).get(target_of(sheet, one.entry, NOW + 1, "LDTT")).text
    assert f"Coi như đạt đúng như đăng ký: xếp loại HTTNV năm {NOW + 1}; LĐTT {NOW}; CSTĐCS {NOW}." in page


def test_years_taken_for_granted_alike_are_told_together():
    targets = [
        (year, code) for year in range(2026, 2030) for code in ("LDTT", "CSTDCS") if (year, code) != (2027, "CSTDCS")
    ]
    now = Facts(joined=date(2010, 1, 1))
    assert _granted(now, as_registered(now, targets, 2029, 2026)) == (
        "Coi như đạt đúng như đăng ký: xếp loại HTXSNV năm 2026, 2028–2029; xếp loại HTTNV năm 2027; "
        "LĐTT 2026–2028; CSTĐCS 2026, 2028."
    )


def test_a_collective_counts_on_what_its_people_registered(as_, head, tree, sheet, line):
    set_targets(add_entry(sheet, unit=tree.noi, by=head), NOW + 1, chosen=["TTLDTT"], by=head)
    rest = line("Người Hai", **on(after_1="LDTT"))
    assert states(as_(head), sheet)[f"{NOW + 1}-TTLDTT"] == "warn"

    head.staff.left_on = date(NOW, 12, 1)
    head.staff.save()
    assert rest.staff.unit == tree.noi and states(as_(head), sheet)[f"{NOW + 1}-TTLDTT"] == "ok"


# --- one target ---


def test_a_target_that_cannot_come_true_says_why_and_from_when_it_could(as_, head, sheet, line):
    one = line(**on(before_1="BK_TINH"))
    rating(one.staff, NOW - 1)
    answer = as_(head).get(target_of(sheet, one.entry, NOW - 1, "BK_TINH"))

    assert answer.context["outlook"].heading == f"BK UBND tỉnh {NOW - 1} không khả thi"
    assert answer.context["outlook"].earliest == NOW + 1
    for text in ("Cách 1", "Cách 2", "Luật 06/2022/QH15, Điều 74", f"Bỏ khỏi năm {NOW - 1}", "Giữ, ghi lý do"):
        assert text in answer.text


def test_a_target_that_is_not_given_every_year_says_so(as_, head, sheet, line):
    one = line(**on(after_1="TTUT"))
    assert "Xét tặng và công bố 03 năm một lần" in as_(head).get(target_of(sheet, one.entry, NOW + 1, "TTUT")).text


def test_a_fragment_is_the_explanation_alone(as_, head, sheet, line):
    one = line(**on(after_1="LDTT"))
    url = target_of(sheet, one.entry, NOW + 1, "LDTT")
    part = as_(head).get(url, headers={"HX-Request": "true"})

    assert '<h2 id="vi-sao-h"' in part.text and "<main" not in part.text
    assert "<main" in as_(head).get(url).text


def test_a_target_is_taken_back_by_the_button(as_, head, sheet, line):
    one = line(**on(after_1="LDTT CSTDCS"))
    as_(head).post(f"/dang-ky/dong/{one.entry.pk}/nam/{NOW + 1}/", {"chosen": "", "seen": "CSTDCS"})
    assert list(one.entry.targets.values_list("title", flat=True)) == ["LDTT"]


def test_a_target_that_is_not_registered_does_not_exist(as_, head, sheet, line):
    one = line(**on(after_1="LDTT"))
    assert as_(head).get(target_of(sheet, one.entry, NOW, "LDTT")).status_code == 404
    assert as_(head).get(target_of(sheet, one.entry, NOW + 1, "KHONG_CO")).status_code == 404


# --- who sees it ---


@pytest.mark.parametrize(
    "who, status",
    [("head", 200), ("clerk", 200), ("office", 200), ("admin", 200), ("director", 404), ("member", 404),
     ("department", 404), ("other_head", 404), ("other_office", 404), ("stranger", 404)],
)  # fmt: skip
def test_a_draft_is_open_to_its_unit_and_the_office(request, as_, sheet, line, who, status):
    one = line(**on(after_1="LDTT"))
    client = as_(request.getfixturevalue(who))
    asked = [page_of(sheet), f"{page_of(sheet)}?dang=json", target_of(sheet, one.entry, NOW + 1, "LDTT")]
    assert [client.get(url).status_code for url in asked] == [status] * 3


@pytest.fixture
def weighed(sheet, line):
    """Somebody with discipline last year and a complaint that is still looked into."""
    one = line(**on(before_1="LDTT", after_1="LDTT"))
    rating(one.staff, NOW - 1)
    discipline(one.staff, date(NOW - 1, 5, 4))
    matter(one.staff, date(NOW, 1, 3))
    return one


@pytest.mark.parametrize("who, is_told", [("head", True), ("office", True), ("admin", True), ("clerk", False)])
def test_what_weighs_on_somebody_is_told_to_those_who_may_know(request, as_, sheet, weighed, who, is_told):
    client = as_(request.getfixturevalue(who))
    last = client.get(target_of(sheet, weighed.entry, NOW - 1, "LDTT")).text
    coming = client.get(target_of(sheet, weighed.entry, NOW + 1, "LDTT")).text
    whole = client.get(page_of(sheet)).text

    assert (f"kỷ luật ngày 04/05/{NOW - 1}" in last, "khiếu nại" in coming, "khiếu nại" in whole) == (is_told,) * 3
    assert (VEIL in last, VEIL in coming, VEIL in whole) == (not is_told,) * 3
    assert ("Tạm chưa xét" in whole + coming, "tạm chưa xét" in coming) == (is_told, is_told)


def test_who_it_is_about_reads_nothing_of_what_is_still_looked_into(as_, tree, sheet, weighed):
    self = user_with("tu.minh", "Hoàng Thị Lan", (Role.CLERK, tree.noi), staff=weighed.staff)
    page = as_(self).get(target_of(sheet, weighed.entry, NOW + 1, "LDTT")).text
    assert "khiếu nại" not in page and "tạm chưa xét" not in page.lower() and VEIL in page


# --- at what cost ---


def test_thirty_lines_ask_as_much_of_the_database_as_one(as_, head, tree, sheet, line):
    set_targets(add_entry(sheet, unit=tree.noi, by=head), NOW + 1, chosen=["TTLDTT"], by=head)
    counts = []
    for more in (1, 29):
        for number in range(more):
            line(f"Người {more} {number}", **on(before_1="LDTT", after_0="LDTT CSTDCS", after_1="BK_TINH"))
        for url in (page_of(sheet), f"{page_of(sheet)}?dang=json"):
            client = as_(head)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
