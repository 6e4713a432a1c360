"""The hospital-wide board: who is good enough and not proposed, who is proposed and not good enough."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from awards.choices import AwardSource
from awards.selectors.eligibility import ALL, EARLY, GIVEN, READY, WAITING, board_of, narrowed, ratio_of, unset_settings
from awards.services.award import revoke_award
from emulation.models import LocalSetting
from emulation.services.setting import set_setting
from tests.factories.nominations import nomination_at
from tests.factories.records import award, matter, rating

ON = date(2025, 12, 20)
BOARD = "/khen-thuong/du-dieu-kien/"


def found(tree, **more):
    return board_of(tree.hospital, year=2025, on=ON, **more)


def verdicts(board, code):
    return {row.name: str(row.judgement.result) for row in board.rows if row.title == code and row.kind == "ca_nhan"}


def test_everybody_is_judged_for_a_title(tree, people):
    assert verdicts(found(tree, titles=["LDTT"]), "LDTT") == {
        "Đinh Thị Mơ": "eligible",
        "Phùng Quốc Ân": "eligible",
        "Ngô Thị Yên": "missing_data",
        "Lương Khánh Duy": "needs_person",
    }


def test_who_is_good_enough_and_not_proposed_stands_first(tree, people):
    rows = narrowed(found(tree, titles=["CSTDCS"]), group=READY)
    assert [row.name for row in rows] == ["Đinh Thị Mơ"]


def test_ways_of_a_choice_are_told_as_ways_and_not_as_all_needed(tree, people):
    rows = {row.title: row for row in found(tree, titles=["CSTDCS", "BK_TINH"]).rows if row.name == "Phùng Quốc Ân"}
    yearly, form = rows["CSTDCS"].why, rows["BK_TINH"].why
    assert yearly == [(
        "Cần một trong các cách: (1) Năm 2025 xếp loại HTTNV (hoàn thành tốt nhiệm vụ), cần HTXSNV (hoàn thành xuất "
        "sắc nhiệm vụ); (2) Chưa có sáng kiến cấp cơ sở trở lên được công nhận năm 2025, cần 1; (3) Chưa có đề tài, đề "
        "án khoa học cấp cơ sở trở lên được công nhận năm 2025, cần 1.",
        "Luật 06/2022/QH15, Điều 23 khoản 2",
    )]  # fmt: skip
    assert len(form) == 1 and form[0][0].count("(1)") == 1 and form[0][0].endswith(", và 1 điều nữa.")


def test_who_is_proposed_too_early_is_told(tree, people, office):
    nomination = nomination_at("submitted", unit=tree.noi, staff=people.good, title="CSTDCS", year=2025, office=office)
    row = narrowed(found(tree, titles=["CSTDCS"]), group=EARLY)[0]
    assert (row.name, row.nomination) == ("Phùng Quốc Ân", nomination.pk)


def test_a_proposal_takes_a_person_off_the_list_of_those_still_to_propose(tree, people, office):
    nomination_at("submitted", unit=tree.noi, staff=people.star, title="CSTDCS", year=2025, office=office)
    assert narrowed(found(tree, titles=["CSTDCS"]), group=READY) == []


def test_what_was_given_stands_apart(tree, people):
    award(people.star, "LDTT", 2025)
    rows = narrowed(found(tree, titles=["LDTT"]), group=GIVEN)
    assert [(row.name, row.award) for row in rows] == [("Đinh Thị Mơ", "2025/QĐ-SYT")]


def test_what_was_taken_back_is_not_among_what_is_still_to_be_proposed(tree, people, office):
    revoke_award(award(people.star, "LDTT", 2025), on=date(2026, 3, 4), reason="Quyết định 77/QĐ-SYT", by=office)
    board = found(tree, titles=["LDTT"])
    assert "Đinh Thị Mơ" not in {row.name for row in narrowed(board, group=READY)}
    rows = [row for row in narrowed(board, group=ALL) if row.name == "Đinh Thị Mơ"]
    assert [(row.award, row.revoked) for row in rows] == [("", "Đã thu hồi 04/03/2026")]


def test_somebody_is_found_by_the_code(tree, people):
    rows = narrowed(found(tree, titles=["LDTT"]), q=people.star.code.lower())
    assert {row.name for row in rows} == {"Đinh Thị Mơ"}


def test_how_many_reasons_are_left_out_is_told(tree, people, office, as_):
    board = found(tree, titles=["HCLD3"])
    row = next(row for row in board.rows if row.name == "Phùng Quốc Ân")
    assert len(row.why) == 2 and row.more == 2
    page = as_(office).get(BOARD, {"year": 2025, "title": "HCLD3", "group": ALL}).text
    assert f"Và {row.more} điều nữa." in page


def test_what_waits_for_records_or_a_person_stands_apart(tree, people):
    names = [row.name for row in narrowed(found(tree, titles=["LDTT"]), group=WAITING) if row.kind == "ca_nhan"]
    assert names == ["Lương Khánh Duy", "Ngô Thị Yên"]


def test_a_pending_complaint_holds_an_award_and_its_end_lets_it_go(tree, people):
    open_ = matter(people.star, date(2025, 11, 1))
    assert verdicts(found(tree, titles=["LDTT"]), "LDTT")["Đinh Thị Mơ"] == "hold"
    open_.closed_on = date(2025, 12, 1)
    open_.save()
    assert verdicts(found(tree, titles=["LDTT"]), "LDTT")["Đinh Thị Mơ"] == "eligible"


def test_the_board_is_searched_without_accents(tree, people):
    assert [row.name for row in narrowed(found(tree, titles=["LDTT"]), group=ALL, q="phung quoc")] == ["Phùng Quốc Ân"]


def test_a_setting_that_nobody_decided_is_named_with_what_hangs_on_it(tree, people):
    names = {name: number for name, _, number in unset_settings(found(tree, titles=["LDTT"]))}
    assert names == {"title.least_months": 1}


def test_a_decided_setting_settles_the_verdict(tree, people, office):
    set_setting(tree.hospital, "title.least_months", 10, since=date(2025, 1, 1), source="Quy chế 12/QC", by=office)
    assert verdicts(found(tree, titles=["LDTT"]), "LDTT")["Lương Khánh Duy"] == "not_eligible"


def test_the_province_decides_for_its_hospitals(tree, people, office):
    set_setting(tree.department, "title.least_months", 6, since=date(2025, 1, 1), source="QĐ 14/2024", by=office)
    assert verdicts(found(tree, titles=["LDTT"]), "LDTT")["Lương Khánh Duy"] == "eligible"
    assert LocalSetting.objects.get().facility == tree.department


def test_the_share_of_the_law_before_2024_is_counted_down(tree, people):
    board = board_of(tree.hospital, year=2023, on=date(2023, 12, 20))
    ratio = ratio_of(board, {})
    assert (ratio.of, ratio.proposed, ratio.most, ratio.is_over) == (2, 1, 0, True)


def test_a_collective_is_judged_by_its_people(tree, people):
    rating(tree.noi, 2025, "HTTNV")
    row = next(r for r in found(tree, titles=["TTLDTT"]).rows if r.pk == tree.noi.pk and r.kind == "tap_the")
    assert str(row.judgement.result) == "missing_data"
    assert "2/3 người đạt Lao động tiên tiến (hơn 66,6%)" in row.why[0][0] and "Ngô Thị Yên" in row.why[0][0]
    assert row.why[0][1] == "Luật 06/2022/QH15, Điều 28 khoản 1 điểm c"


def of_unit(board, unit):
    return next(row for row in board.rows if row.pk == unit.pk and row.kind == "tap_the")


@pytest.mark.parametrize("month, result, share", [(11, "missing_data", "2/3"), (12, "not_eligible", "1/3")])
def test_lists_of_a_year_are_whole_from_december_on(tree, people, month, result, share):
    rating(tree.noi, 2025, "HTTNV")
    award(people.star, "LDTT", 2025, source=AwardSource.IMPORT)
    row = of_unit(board_of(tree.hospital, year=2025, on=date(2025, month, 20), titles=["TTLDTT"]), tree.noi)
    assert (str(row.judgement.result), share in row.why[0][0]) == (result, True)


def test_a_unit_that_no_list_names_lacks_its_list(tree, people):
    rating(tree.ngoai, 2025, "HTTNV")
    award(people.star, "LDTT", 2025, source=AwardSource.IMPORT)
    row = of_unit(found(tree, titles=["TTLDTT"], local={"title.least_months": 0}), tree.ngoai)
    assert str(row.judgement.result) == "missing_data"
    assert "Danh sách danh hiệu năm 2025 của đơn vị chưa có ai thuộc tập thể này." in row.why[0][0]


@pytest.mark.parametrize("who, code", [("office", 200), ("director", 200), ("admin", 200), ("head", 200)])
def test_who_answers_for_people_reads_the_board(tree, people, as_, request, who, code):
    assert as_(request.getfixturevalue(who)).get(BOARD).status_code == code


@pytest.mark.parametrize("who", ["clerk", "member", "stranger", "department"])
def test_others_do_not(tree, people, as_, request, who):
    assert as_(request.getfixturevalue(who)).get(BOARD).status_code == 404


def test_a_head_sees_the_own_unit_alone(tree, people, head, as_):
    page = as_(head).get(BOARD, {"year": 2025, "title": "LDTT", "group": ALL}).content.decode()
    assert "Phùng Quốc Ân" in page and "Lương Khánh Duy" not in page


def test_another_hospital_does_not_see_it(tree, people, other_office, as_):
    page = as_(other_office).get(BOARD, {"year": 2025, "group": ALL, "facility": tree.hospital.pk}).content.decode()
    assert "Phùng Quốc Ân" not in page


def test_the_export_holds_the_reasons(tree, people, office, as_):
    answer = as_(office).get(f"{BOARD}xuat/", {"year": 2025, "title": "CSTDCS", "group": ALL, "q": "phung"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    row = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert row[1:5] == ["Phùng Quốc Ân", tree.noi.name, "CSTĐCS", "Chưa đủ điều kiện"]
    assert "cần HTXSNV" in row[5] and "Luật 06/2022/QH15, Điều 23 khoản 2" in row[6]
