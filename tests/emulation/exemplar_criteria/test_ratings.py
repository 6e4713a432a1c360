"""Ratings over the years of a plan: the Party's rule (S3-18), HTXSNV every year, ratings of a collective."""

import pytest

from emulation.choices import Rating, SubjectKind, UnitMarkKind
from emulation.criteria import Facts, Item, Subject, Verdict
from emulation.criteria.ratings import every_year, party_rating, party_years, unit_ratings

XS, TOT, HT = Rating.EXCELLENT, Rating.GOOD, Rating.DONE
ME = Subject(SubjectKind.PERSON)
PARTY = Item("s3_party", "x", "…", "party_rating", least=TOT, spans=((3, 1, "sơ kết 3 năm"), (5, 2, "tổng kết 5 năm")))


def judged(levels, excellent):
    years = tuple(range(2021, 2021 + len(levels)))
    known = {year: level for year, level in zip(years, levels, strict=True) if level}
    return party_years(known, years=years, due=years, excellent=excellent, least=TOT)


@pytest.mark.parametrize(
    "levels, excellent, passes",
    [
        ((TOT, TOT, XS), 1, True),
        ((TOT, HT, XS), 1, False),
        ((TOT, TOT, TOT), 1, False),
        ((TOT, XS, TOT, XS, TOT), 2, True),
        ((TOT, XS, TOT, TOT, TOT), 2, False),
        ((TOT, XS, None, XS, TOT), 2, False),
        ((XS, None, XS), 1, False),
    ],
)
def test_a_party_member_is_rated_well_every_year_and_excellent_often_enough(levels, excellent, passes):
    assert (judged(levels, excellent)[0] == Verdict.MET) is passes


def test_a_missing_year_fails_and_the_sentence_names_it():
    assert judged((XS, None, XS), 1) == (
        Verdict.NOT_MET, "Phải liên tục, không đứt quãng; thiếu xếp loại đảng viên năm 2022.",
    )  # fmt: skip


def test_too_few_excellent_years_are_counted_in_the_sentence():
    assert judged((TOT, XS, TOT, TOT, TOT), 2)[1] == ("Cần ít nhất 02 năm hoàn thành xuất sắc nhiệm vụ; mới có 01 năm.")
    assert judged((TOT, TOT, TOT), 1)[1] == "Cần ít nhất 01 năm hoàn thành xuất sắc nhiệm vụ; chưa có năm nào."


@pytest.mark.parametrize(
    "rated_to, award, verdict",
    [(2022, "Sơ kết 3 năm", "later"), (2023, "Sơ kết 3 năm", "met"), (2025, "Tổng kết 5 năm", "not_met")],
)
def test_the_award_that_comes_next_decides_how_many_years_count(rated_to, award, verdict):
    levels = {year: TOT for year in range(2021, rated_to + 1)} | {2022: XS}
    finding = party_rating(PARTY, Facts(ME, tuple(range(2021, 2026)), rated_to, party_ratings=levels))

    head, told = finding.reason.split(": ")
    assert (finding.verdict, head) == (verdict, award)
    assert told[0] == told[0].lower()


@pytest.mark.parametrize(
    "levels, verdict, says",
    [
        ({2021: XS, 2022: XS}, "met", "Mọi năm 2021, 2022 đều"),
        ({2021: XS, 2022: TOT}, "not_met", "năm 2022 xếp loại “hoàn thành tốt nhiệm vụ”"),
        ({2021: XS}, "missing", "Chưa có xếp loại năm 2022"),
    ],
)
def test_excellent_every_year(levels, verdict, says):
    found, reason = every_year(levels, due=(2021, 2022), later=(), least=XS)

    assert found == verdict and says in reason


def test_a_year_that_has_not_ended_is_not_held_against_anybody():
    assert every_year({2021: XS}, due=(2021,), later=(2022,), least=XS)[0] == Verdict.LATER
    assert every_year({2021: XS, 2022: TOT}, due=(2021,), later=(2022,), least=XS)[0] == Verdict.NOT_MET


def collective(**changes):
    marks = {(2021, kind): XS for kind in (UnitMarkKind.PARTY, UnitMarkKind.MASS)}
    marks |= {(2021, kind): "DAT" for kind in (UnitMarkKind.CULTURE, UnitMarkKind.SECURITY)}
    for kind, level in changes.items():
        marks[2021, kind] = level
    known = {key: level for key, level in marks.items() if level}
    facts = Facts(Subject(SubjectKind.COLLECTIVE), (2021, 2022), 2021, marks=known)
    return unit_ratings(Item("s3_collective", "xep_loai", "…", "unit_ratings", least=XS), facts)


def test_a_collective_needs_every_standard_and_excellent_organisations():
    assert collective().verdict == Verdict.MET
    assert collective(van_hoa="KHONG").reason == "Chưa đạt: chuẩn văn hóa năm 2021."
    assert collective(doan_the=TOT).verdict == Verdict.NOT_MET


def test_a_missing_result_of_a_collective_is_named_and_keeps_it_from_being_eligible():
    found = collective(to_chuc_dang="")

    assert found.verdict == Verdict.NOT_MET
    assert found.reason == "Chưa đủ điều kiện vì chưa ghi: tổ chức đảng năm 2021."
