"""The panel "còn thiếu gì" of a person's and a collective's file."""

from datetime import date

import pytest

from awards.criteria.facts import Facts
from awards.criteria.titles import judge_title
from awards.selectors.explanation import explained
from awards.services.award import revoke_award
from tests.factories import person, user_with
from tests.factories.records import award, rating

DAY = date(2025, 12, 31)


def url(staff, **query):
    tail = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/ho-so/nhan-su/{staff.pk}/dieu-kien/?{tail}"


def test_what_is_lacking_is_said_with_the_article(tree, people, office, as_):
    page = as_(office).get(url(people.good, year=2025, title="CSTDCS")).content.decode()
    assert "Chưa đủ điều kiện Chiến sĩ thi đua cơ sở" in page
    assert "Chưa có sáng kiến cấp cơ sở trở lên được công nhận năm 2025, cần 1." in page
    assert "Luật 06/2022/QH15, Điều 23 khoản 2" in page


def test_a_missing_rating_is_something_to_bring_not_a_no(tree, people, office, as_):
    page = as_(office).get(url(people.unknown, year=2025, title="LDTT")).content.decode()
    assert "Thiếu số liệu" in page and "Việc cần làm" in page
    assert "Chưa có kết quả xếp loại năm 2025. Phòng TCCB bổ sung." in page


def test_the_first_year_that_can_be_reached_is_told(tree, people, office, as_):
    page = as_(office).get(url(people.good, year=2025, title="CSTDT")).content.decode()
    assert "Sớm nhất" in page


def test_who_has_left_is_told_so_in_place_of_a_first_year(tree, people, office, as_):
    gone = person("Hồ Văn Nghỉ", people.good.unit, joined_on=date(2010, 1, 1), left_on=date(2025, 6, 30))
    page = as_(office).get(url(gone, year=2025, title="CSTDT")).text
    assert "Đã thôi việc, ngày làm việc cuối 30/06/2025: không tính năm sớm nhất." in page
    assert "chưa thấy năm nào đạt được" not in page


def test_of_a_choice_that_is_met_only_the_way_that_met_it_is_told(tree, people, office, as_):
    page = as_(office).get(url(people.star, year=2025, title="CSTDCS")).text
    assert page.count("Cách đã đạt") == 1 and "Cách 1" not in page and "Cách 2" not in page


def test_a_choice_is_counted_as_one_condition_however_many_ways_it_has(tree, people):
    judgement = judge_title(
        Facts(joined=date(2012, 2, 1), ratings={2025: "HTTNV"}), "CSTDCS", year=2025, on=DAY, local={}
    )
    assert [(word, number) for _, word, number in explained(judgement).counts] == [("đạt", 2), ("không đạt", 1)]


def test_what_was_given_already_is_told_with_its_decision(tree, people, office, as_):
    award(people.star, "CSTDCS", 2025)
    page = as_(office).get(url(people.star, year=2025, title="CSTDCS")).text
    assert "Đã được tặng năm 2025, quyết định số 2025/QĐ-SYT" in page
    assert "Đã được tặng năm" not in as_(office).get(url(people.star, year=2025, title="LDTT")).text


def test_what_was_taken_back_is_told_in_place_of_being_proposed_again(tree, people, office, as_):
    revoke_award(award(people.star, "LDTT", 2025), on=date(2026, 3, 4), reason="Quyết định 77/QĐ-SYT", by=office)
    page = as_(office).get(url(people.star, year=2025, title="LDTT")).text
    assert "Đã được tặng năm 2025, đã thu hồi ngày 04/03/2026" in page


def test_what_cannot_be_reached_for_years_says_so(tree, people, office, as_):
    page = as_(office).get(url(people.good, year=2025, title="HCLD1")).text
    assert "Trong 6 năm tới chưa thấy năm nào đạt được" in page


def test_the_address_follows_what_is_chosen_on_the_page_of_its_own(tree, people, office, as_):
    client, own = as_(office), f"/ho-so/nhan-su/{people.star.pk}/dieu-kien/"
    push = 'hx-push-url="true"'
    assert push in client.get(own).text
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{own}"}
    file = here | {"HX-Current-URL": f"http://testserver/ho-so/nhan-su/{people.star.pk}/"}
    assert push in client.get(own, headers=here).text
    assert push not in client.get(own, headers=file).text


def test_what_machines_do_not_decide_is_listed_for_people(tree, people, office, as_):
    page = as_(office).get(url(people.star, year=2025, title="LDTT")).content.decode()
    assert "Có tinh thần tự lực, tự cường, đoàn kết, tương trợ" in page


def test_who_signs_is_not_guessed(tree, people, office, as_):
    page = as_(office).get(url(people.star, year=2025, title="LDTT")).content.decode()
    assert "cần người có thẩm quyền xác định" in page


@pytest.mark.parametrize("title", ["TTUT", "TTND"])
def test_what_is_not_given_every_year_says_so_with_the_article(tree, people, office, as_, title):
    said = "03 năm một lần, dịp kỷ niệm ngày Thầy thuốc Việt Nam (Luật 06/2022/QH15, Điều 65 khoản 5)"
    client = as_(office)
    assert f"Xét tặng và công bố {said}" in client.get(url(people.star, year=2025, title=title)).text
    assert "Xét tặng và công bố" not in client.get(url(people.star, year=2025, title="LDTT")).text
    assert "Xét tặng và công bố" not in client.get(url(people.star, year=2023, title=title)).text


def test_only_the_panel_answers_htmx(tree, people, office, as_):
    page = as_(office).get(url(people.star, year=2025, title="LDTT"), headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<section") and "<html" not in page


def test_an_unknown_title_or_year_falls_back(tree, people, office, as_):
    assert as_(office).get(url(people.star, year="abc", title="KHONG")).status_code == 200
    answer = as_(office).get(url(people.star, year=2024, title="TTLDXS"))
    assert (answer.context["year"], answer.context["form"]["title"].value()) == (2024, "LDTT")


def test_a_person_reads_the_own_file(tree, people, as_):
    me = user_with("mo", "Đinh Thị Mơ", staff=people.star)
    assert as_(me).get(url(people.star)).status_code == 200
    assert as_(me).get(url(people.good)).status_code == 404


@pytest.mark.parametrize("who, code", [("office", 200), ("director", 200), ("admin", 200), ("head", 200)])
def test_who_answers_for_the_person_reads_it(tree, people, as_, request, who, code):
    assert as_(request.getfixturevalue(who)).get(url(people.good)).status_code == code


@pytest.mark.parametrize("who", ["clerk", "other_head", "member", "stranger", "other_office"])
def test_others_do_not(tree, people, as_, request, who):
    assert as_(request.getfixturevalue(who)).get(url(people.good)).status_code == 404


def test_a_collective_names_who_keeps_it_from_the_title(tree, people, office, as_):
    rating(tree.noi, 2025, "HTXSNV")
    person("Vũ Thị Hoa", tree.noi)
    page = as_(office).get(f"/ho-so/don-vi/{tree.noi.pk}/dieu-kien/?year=2025&title=TTLDXS").content.decode()
    assert "2/4 người đạt Lao động tiên tiến" in page and "Vũ Thị Hoa" in page


def test_who_comes_from_the_board_finds_the_way_back(tree, people, office, as_):
    client = as_(office)
    board = client.get("/khen-thuong/du-dieu-kien/", {"year": 2025, "nhom": "tat-ca"}).content.decode()
    assert "&amp;tu=bang" in board
    way = ("Đủ điều kiện", "/khen-thuong/du-dieu-kien/")
    assert client.get(url(people.star, tu="bang")).context["crumbs"][0] == way
    assert client.get(f"/ho-so/don-vi/{tree.noi.pk}/dieu-kien/?tu=bang").context["crumbs"][0] == way
    assert client.get(url(people.star)).context["crumbs"][0][0] == "Nhân sự"


def test_a_reason_that_another_one_says_too_is_told_once(tree, people, office, as_):
    shown = as_(office).get("/khen-thuong/du-dieu-kien/", {"year": 2025}).context["shown"]
    star = next(row for row in shown if row.name == "Đinh Thị Mơ" and row.title == "CSTDCS")
    assert sum("xếp loại" in text for text, _ in star.why) == 1


def test_the_trial_tells_what_as_it_is_means(tree, people, office, as_):
    page = as_(office).get("/khen-thuong/thu-quy-dinh/").content.decode()
    assert "Như hiện nay (chưa đặt)" in page
