"""Settings that nobody decided: what they change nothing of stands as it is, the rest is told both ways."""

from datetime import date

import pytest

from awards.criteria import law
from awards.criteria.facts import Facts, Pending, Won, Work
from awards.criteria.findings import Finding, Result, Say, all_of
from awards.criteria.readings import Open, mattering, read
from awards.criteria.titles import Judgement, judge_title
from awards.criteria.unsettled import one_tree
from awards.selectors.explanation import explained

pytestmark = pytest.mark.once
DAY = date(2026, 12, 20)
AWARDS = (Won(2018, "HCLD2"), Won(2019, "HCLD3"), Won(2020, "BK_TTG"), Won(2021, "BK_TINH"))
OLD_HAND = Facts(joined=date(2009, 3, 1), ratings={year: "HTXSNV" for year in range(2019, 2026)}, awards=AWARDS)
CURRENT = "Danh hiệu của năm đang xét được tính là lần cuối của số lần liên tục"


def leaves_of(judgement: Judgement) -> list[str]:
    return [leaf.text for leaf in judgement.finding.leaves()]


@pytest.mark.parametrize("title", ["LDTT", "BK_TINH", "BK_TTG", "HCLD3", "HCLD2", "HCLD1"])
@pytest.mark.parametrize("on", [date(2026, 9, 1), date(2026, 10, 1), DAY])
def test_who_has_no_rating_of_2026_is_told_so_though_the_house_has_not_decided_by_which_decree(title, on):
    found = judge_title(OLD_HAND, title, year=2026, on=on, local={})
    texts = leaves_of(found)
    assert any(text.endswith("Chưa có kết quả xếp loại năm 2026. Phòng TCCB bổ sung.") for text in texts), texts
    assert not any(law.label("rating.own_rules") in text for text in texts)
    assert "rating.own_rules" not in found.unset


def test_where_a_setting_makes_a_difference_it_is_named_with_what_follows_from_each_value():
    recruit = Facts(joined=date(2025, 4, 1), ratings={2025: "HTTNV"})
    found = judge_title(recruit, "LDTT", year=2025, on=date(2025, 12, 20), local={})
    assert (
        "Đơn vị chưa đặt “Số tháng làm việc tối thiểu trong năm của người mới tuyển dụng”: cần người có thẩm quyền "
        "quyết định. Nếu là “0 tháng”: đạt. Nếu là “10 tháng”: Tuyển dụng ngày 01/04/2025, làm việc chưa đủ 10 tháng "
        "trong năm 2025 (tính đến hết năm)."
    ) in leaves_of(found)
    assert found.unset == ("title.least_months",)


def test_of_a_window_only_the_part_that_the_setting_changes_is_open():
    awards = (Won(2021, "BK_TINH"), *(Won(year, "CSTDCS") for year in (2022, 2024, 2025)))
    facts = Facts(joined=date(2009, 3, 1), ratings=dict.fromkeys(range(2019, 2026), "HTXSNV"), awards=awards)
    found = judge_title(facts, "BK_TTG", year=2025, on=date(2025, 12, 20), local={})
    assert (found.result, found.unset) == (Result.NEEDS_PERSON, ("title.after_prerequisite.BK_TTG",))
    before, years, titles, _ = found.finding.leaves()
    assert (before.say, years.say, titles.say) == (Say.MET, Say.PERSON, Say.MET)
    assert years.text.endswith(
        "Nếu là “có”: Cần 5 năm liên tục từ HTTNV trở lên đến năm 2025 (tính từ năm 2022, sau lần khen năm 2021); "
        "mới có 4 năm (2022–2025). "
        "Nếu là “không”: đạt."
    )


def test_a_setting_that_changes_a_part_but_not_the_verdict_is_told_and_decides_nothing():
    won = tuple(Won(year, "CSTDCS") for year in (2024, 2025))
    facts = Facts(joined=date(2009, 3, 1), ratings=dict.fromkeys(range(2019, 2027), "HTXSNV"), awards=won)
    on = date(2025, 12, 20)
    found = judge_title(facts, "CSTDT", year=2025, on=on, local={})
    assert (found.result, found.unset) == (Result.NOT_ELIGIBLE, ())
    met_this_year = Facts(
        joined=date(2009, 3, 1),
        ratings=dict.fromkeys(range(2019, 2026), "HTXSNV"),
        awards=(Won(2023, "CSTDCS"), Won(2024, "CSTDCS")),
        works=(Work(2025, "sang_kien", "co_so"),),
    )
    found = judge_title(met_this_year, "CSTDT", year=2025, on=on, local={})
    assert (found.result, found.unset) == (Result.NOT_ELIGIBLE, ())
    line = next(line for line in explained(found).lines if line.word == "Không đổi kết luận")
    assert line.text == (
        f"“{CURRENT} (CSTĐ cấp tỉnh)” chưa đặt; đặt thế nào thì kết luận chung cũng không đổi. Nếu là “có”: đạt. "
        "Nếu là “không”: Cần 3 lần liên tục CSTĐCS các năm 2022–2024: năm 2022 chưa đạt CSTĐCS."
    )


def test_a_setting_that_may_still_refuse_is_named_where_records_are_missing():
    found = judge_title(Facts(joined=date(2025, 4, 1)), "LDTT", year=2025, on=date(2025, 12, 31), local={})
    assert (found.result, found.unset) == (Result.MISSING_DATA, ())
    texts = leaves_of(found)
    assert "Chưa có kết quả xếp loại năm 2025. Phòng TCCB bổ sung." in texts
    assert any(text.endswith("Nếu là “0 tháng”: đạt. Nếu là “10 tháng”: Tuyển dụng ngày 01/04/2025, làm việc "
                             "chưa đủ 10 tháng trong năm 2025.") for text in texts), texts  # fmt: skip


def test_where_two_settings_matter_together_neither_is_said_to_change_nothing():
    pending = (Pending(date(2025, 2, 1), "khieu_nai", None),)
    won = (Won(2023, "CSTDCS"), Won(2024, "CSTDCS"))
    newcomer = Facts(joined=date(2025, 5, 1), awards=won, matters=pending)
    found = judge_title(newcomer, "BK_BYT", year=2025, on=date(2025, 6, 1), local={})
    assert not any("không đổi" in text for text in leaves_of(found))


def test_two_settings_of_a_name_are_told_apart_by_their_titles():
    won = (Won(2019, "HCLD3"), Won(2023, "CSTDCS"), Won(2024, "CSTDCS"))
    works = tuple(Work(year, "tinh") for year in (2022, 2023, 2024))
    facts = Facts(joined=date(2005, 1, 1), ratings=dict.fromkeys(range(2012, 2026), "HTXSNV"), awards=won, works=works)
    found = judge_title(facts, "HCLD2", year=2025, on=date(2025, 12, 20), local={})
    assert len(found.unset) == len({law.label(name) for name in found.unset})
    assert all(law.label(name) in found.finding.text for name in found.unset)


def read_as(**says: Finding) -> Open:
    """Return readings by the two values of one setting."""
    return Open(("title.least_months",), {(0,): says["none"], (10,): says["ten"]})


def all_of_two(first: Finding, second: Finding) -> Finding:
    return all_of("all", [first, second])


def test_of_different_reasons_for_one_verdict_both_are_told():
    met, not_met = finding(Say.MET), finding(Say.NOT_MET, "Chưa được.")
    tree = one_tree(read_as(none=all_of_two(met, not_met), ten=all_of_two(not_met, met)))
    assert (tree.say, [part.say for part in tree.parts]) == (Say.NOT_MET, [Say.PERSON, Say.PERSON])
    assert tree.parts[0].text.endswith("Nếu là “0 tháng”: đạt. Nếu là “10 tháng”: Chưa được.")
    assert tree.parts[1].text.endswith("Nếu là “0 tháng”: Chưa được. Nếu là “10 tháng”: đạt.")


def test_a_criterion_that_fails_for_another_reason_under_each_value_tells_both():
    tree = one_tree(read_as(none=finding(Say.NOT_MET, "Thiếu một."), ten=finding(Say.NOT_MET, "Thiếu hai.")))
    assert tree.say == Say.NOT_MET
    assert tree.text.endswith("chưa đặt. Nếu là “0 tháng”: Thiếu một. Nếu là “10 tháng”: Thiếu hai.")


def finding(say: Say, text: str = "Một câu.") -> Finding:
    return Finding("tried", say, text, "Điều 1")


def test_settings_that_change_nothing_are_left_out_of_what_is_open():
    def look(assumed):
        hard = assumed.get("title.least_months", 0) == 10
        return finding(Say.NOT_MET if hard else Say.MET), {"title.least_months", "collective.takes_flags"}

    found = read(look)
    assert isinstance(found, Open)
    assert found.names == ("title.least_months",)
    assert found.by_values == {(0,): finding(Say.MET), (10,): finding(Say.NOT_MET)}


def test_what_is_the_same_for_every_value_is_not_open():
    assert read(lambda assumed: (finding(Say.MET), {"title.least_months"})) == finding(Say.MET)


def test_a_setting_that_is_asked_for_under_one_value_of_another_is_tried_as_well():
    def look(assumed):
        if assumed.get("title.least_months", 0) == 0:
            return finding(Say.MET), {"title.least_months"}
        takes = assumed.get("collective.takes_flags", True)
        return finding(Say.PERSON if takes else Say.NOT_MET), {"title.least_months", "collective.takes_flags"}

    found = read(look)
    assert isinstance(found, Open)
    assert found.by_values == {
        (True, 0): finding(Say.MET), (True, 10): finding(Say.PERSON),
        (False, 0): finding(Say.MET), (False, 10): finding(Say.NOT_MET),
    }  # fmt: skip
    assert found.deciding == ("collective.takes_flags", "title.least_months")


def test_the_settings_that_matter_are_those_of_which_another_value_leads_elsewhere():
    assert mattering(("a", "b"), {(0, 0): 1, (0, 1): 1, (1, 0): 2, (1, 1): 2}) == ("a",)
    assert mattering(("a", "b"), {(0, 0): 1, (0, 1): 2, (1, 0): 2, (1, 1): 1}) == ("a", "b")
    assert mattering(("a", "b"), {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 1}) == ()


def test_of_two_settings_each_way_to_set_them_says_what_follows():
    facts = Facts(
        joined=date(1995, 12, 1),
        ratings=dict.fromkeys(range(2021, 2026), "HTTNV"),
        awards=(Won(2023, "BK_TINH"), Won(2021, "CSTDCS"), Won(2022, "CSTDCS")),
        works=(Work(2025, "co_so", "sang_kien", "cong_nhan", True),),
    )
    told = leaves_of(judge_title(facts, "BK_TTG", year=2025, on=date(2025, 12, 20), local={}))
    assert (
        "Đơn vị chưa đặt “Số năm liên tục chỉ tính sau bằng khen cấp bộ, tỉnh (BK Thủ tướng)”; "
        f"“{CURRENT} (BK Thủ tướng)”: cần người có thẩm quyền quyết định. Nếu lần lượt đặt “không” và “có”: đạt. Đặt "
        "cách khác: Trong thời gian đó chưa có lần nào CSTĐCS, cần ít nhất 3 lần."
    ) in told, told
