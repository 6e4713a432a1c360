"""A text in force that nobody has read: what a trial by the one before it comes to is told everywhere, as a trial."""

from datetime import date

import pytest
from django.utils import timezone

from awards.criteria.facts import Facts
from awards.criteria.findings import Result
from awards.criteria.titles import judge_title, tried
from awards.selectors.eligibility import EARLY, READY, WAITING, WORDS, board_of, narrowed
from awards.selectors.explanation import explained
from awards.selectors.feasibility import outlook_of
from awards.selectors.what_if import compare
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories.nominations import nomination_at
from tests.factories.records import rating
from tests.factories.sheets import published_plan, round_of

ON = date(2026, 12, 20)
UNREAD = "Chưa có toàn văn quy định đang có hiệu lực"


@pytest.fixture
def rated(people):
    """Rate 2026, whose text nobody has read, excellent and good."""
    rating(people.star, 2026, "HTXSNV")
    rating(people.good, 2026, "HTTNV")
    return people


def board(tree, **more):
    return board_of(tree.hospital, year=2026, on=ON, titles=["CSTDCS"], **more)


def names(rows):
    return {row.name for row in rows if row.kind == "ca_nhan"}


def test_the_verdict_itself_needs_a_person_whatever_the_trial_comes_to():
    for level, result in (("HTXSNV", Result.ELIGIBLE), ("HTNV", Result.NOT_ELIGIBLE)):
        found = judge_title(Facts(ratings={2026: level}), "CSTDCS", year=2026, on=ON, local={})
        trial, notice = tried(found)
        assert found.result == Result.NEEDS_PERSON
        assert trial.result == result
        assert notice.startswith(UNREAD) and notice.endswith("cần người có thẩm quyền kết luận.")


def test_what_was_read_is_no_trial():
    found = judge_title(Facts(ratings={2025: "HTXSNV"}), "CSTDCS", year=2025, on=date(2025, 12, 20), local={})
    assert tried(found) == (found, "")


def test_the_explanation_shows_the_trial_and_asks_nobody_to_find_the_law():
    found = explained(judge_title(Facts(ratings={}), "CSTDCS", year=2026, on=ON, local={}))
    assert (found.tone, found.word) == ("warn", "Xét thử: thiếu số liệu")
    assert found.unread.startswith(UNREAD)
    assert found.todo == ("Chưa có kết quả xếp loại năm 2026. Phòng TCCB bổ sung.",)


def test_the_board_groups_people_by_the_trial_and_says_that_it_is_one(tree, rated):
    found = board(tree)
    assert names(narrowed(found, group=READY)) == {"Đinh Thị Mơ"}
    assert "Ngô Thị Yên" in names(narrowed(found, group=WAITING))
    assert "Đinh Thị Mơ" not in names(narrowed(found, group=WAITING))
    assert found.on_trial == "CSTĐCS"
    star = next(row for row in found.rows if row.name == "Đinh Thị Mơ")
    assert (star.word, star.tone) == ("Xét thử: đủ điều kiện", "ok")


def test_who_is_proposed_and_only_waits_for_a_person_is_not_said_to_fall_short(tree, rated, office):
    for person in (rated.good, rated.unknown):
        nomination_at("submitted", unit=tree.noi, staff=person, title="CSTDCS", year=2026, office=office)
    assert names(narrowed(board(tree), group=EARLY)) == {"Phùng Quốc Ân"}
    assert "Ngô Thị Yên" in names(narrowed(board(tree), group=WAITING))


def test_the_page_of_the_board_names_the_titles_and_gives_the_article_beside_each_reason(tree, rated, office, as_):
    page = as_(office).get("/khen-thuong/du-dieu-kien/", {"year": 2026, "title": "CSTDCS", "group": READY}).text
    assert "Chưa có toàn văn quy định đang có hiệu lực của CSTĐCS: kết luận ghi “xét thử”" in page
    assert '<span class="muted">Luật 06/2022/QH15, Điều 23 khoản 2.</span>' in page


def test_the_file_says_so_too(tree, rated, office, as_):
    page = as_(office).get(f"/ho-so/nhan-su/{rated.good.pk}/dieu-kien/?year=2026&title=CSTDCS").text
    assert "Xét thử: Chưa đủ điều kiện Chiến sĩ thi đua cơ sở." in page and UNREAD in page
    assert "Xét thử: chưa đủ điều kiện" in page


def test_a_target_of_the_grid_says_so_too(tree, people, head):
    this_year = timezone.localdate().year
    assert this_year >= 2026
    plan = published_plan(tree, period_from=this_year, period_to=this_year, target_years=[this_year])
    sheet = open_sheet(round_of(plan), tree.noi, by=head)
    entry = add_entry(sheet, staff=people.star, by=head)
    set_targets(entry, this_year, chosen=["LDTT"], by=head)
    outlook = outlook_of(sheet, entry, this_year, "LDTT", head)
    assert (outlook.state, outlook.word) == ("ok", "Khả thi (xét thử)")
    assert outlook.explained.unread.startswith(UNREAD)


def test_a_nomination_says_so_too(tree, rated, office, as_):
    nomination = nomination_at("submitted", unit=tree.noi, staff=rated.good, title="CSTDCS", year=2026, office=office)
    page = as_(office).get(nomination.get_absolute_url()).text
    assert "Xét thử: chưa đủ điều kiện" in page and UNREAD in page


def test_a_trial_of_other_rules_tells_changes_behind_the_unread_text(tree, rated):
    found = compare(
        tree.hospital, year=2026, on=ON, settings={"title.standard.GK_DV": "HTXSNV"}, titles=("GK_DV", "CSTDCS")
    )
    changed = {(one.row.name, one.row.word, one.word_after) for one in found.changes if one.row.kind == "ca_nhan"}
    open_ = "Xét thử: cần người kết luận"
    assert ("Đinh Thị Mơ", open_, "Xét thử: đủ điều kiện") in changed
    assert ("Phùng Quốc Ân", open_, "Xét thử: chưa đủ điều kiện") in changed
    assert found.unread == "mọi danh hiệu, hình thức khen thưởng"


def test_a_collective_counts_its_people_by_the_trial_too(tree, rated):
    rating(rated.unknown, 2026, "HTTNV")
    rating(tree.noi, 2026, "HTTNV")
    found = board_of(tree.hospital, year=2026, on=ON, titles=["TTLDTT"])
    row = next(row for row in found.rows if row.name == tree.noi.name)
    assert any("3/3 người đạt Lao động tiên tiến" in leaf.text for leaf in row.judgement.finding.leaves())


def test_a_draft_is_told_as_one(tree, rated):
    found = compare(tree.hospital, year=2026, on=ON, settings={"draft": "du_thao_12_2025"}, titles=("CSTDCS",))
    words = {change.word_after for change in found.changes}
    assert words and all(word.startswith("Theo dự thảo: ") for word in words)


def test_the_board_of_a_year_without_anybody_ready_opens_on_who_waits(tree, people, office, as_):
    answer = as_(office).get("/khen-thuong/du-dieu-kien/", {"year": 2026, "title": "LDTT"})
    assert [chip["label"] for chip in answer.context["chips"] if chip["current"]] == [WORDS[WAITING]]
