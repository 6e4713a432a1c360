"""Who is a member of a collective in a year, and what the collective reads of each of them."""

from datetime import date

import pytest

from awards.criteria.facts import Facts
from awards.criteria.findings import Result, Say
from awards.criteria.packed import Packed, unpack
from awards.criteria.titles import completed, judge_title
from awards.selectors.assessment import Crew
from awards.selectors.dossier import Dossier

pytestmark = pytest.mark.once
ON = date(2025, 12, 20)
UNIT, HOUSE = 7, 1


def member_of(packed: Packed, *, decided: tuple[str, ...] = (), **local: object):
    judged = {
        code: judge_title(unpack(packed), code, year=2025, on=ON, local=local) for code in ("LDTT", "CSTDCS", "GK_DV")
    }
    crew = Crew(2025, set(decided), {}, {})
    crew.add(Dossier(3, "NV003", "Lê Thị Ba", UNIT, HOUSE, False, packed), judged)
    found = crew.members[UNIT]
    return found[0] if found else None


def test_a_newcomer_of_under_six_months_is_not_rated():
    assert member_of(Packed(joined=date(2025, 7, 2))).is_rated is False


def test_a_newcomer_of_six_months_is_only_not_rated_yet():
    member = member_of(Packed(joined=date(2025, 7, 1)), **{"title.least_months": 0})
    assert (member.is_rated, member.done) == (True, Say.MISSING)


@pytest.mark.parametrize("standard", ["HTTNV", "HTXSNV", "LDTT", "CSTDCS"])
def test_the_standard_of_giay_khen_does_not_say_who_is_rated(standard):
    local = {"title.standard.GK_DV": standard, "title.least_months": 10}
    member = member_of(Packed(joined=date(2025, 6, 1)), **local)
    assert (member.is_rated, member.done) == (True, Say.MISSING)


def test_a_bad_year_before_does_not_say_that_this_year_is_not_rated():
    member = member_of(Packed(ratings="2024:HTNV"), **{"title.standard.GK_DV": "HTTNV_2"})
    assert (member.is_rated, member.done) == (True, Say.MISSING)


@pytest.mark.parametrize(
    "level, done", [("HTXSNV", Say.MET), ("HTTNV", Say.MET), ("HTNV", Say.MET), ("KHTNV", Say.NOT_MET)]
)
def test_duties_are_done_from_hoan_thanh_nhiem_vu_up(level, done):
    assert member_of(Packed(ratings=f"2025:{level}")).done == done


@pytest.mark.parametrize(
    "year, level, discipline, done",
    [
        (2024, "HTNV", "2024-05-10:khien_trach:khac:", Say.PERSON),
        (2024, "HTXSNV", "2024-05-10:khien_trach:khac:", Say.PERSON),
        (2024, "KHTNV", "2024-05-10:khien_trach:khac:", Say.NOT_MET),
        (2024, "HTNV", "2023-05-10:khien_trach:khac:", Say.MET),
        # Before NĐ 48/2023 only a breach of duty spoke against a rating; so it does by NĐ 233/2026.
        (2022, "HTNV", "2022-05-10:khien_trach:khac:", Say.MET),
        (2022, "HTNV", "2022-05-10:khien_trach:cong_vu:", Say.PERSON),
        (2022, "HTNV", "2022-05-10:khien_trach::", Say.PERSON),
        (2027, "HTNV", "2027-05-10:khien_trach:khac:", Say.MET),
    ],
)
def test_a_rating_of_a_year_of_discipline_is_in_doubt_where_the_decree_makes_it_the_lowest(
    year, level, discipline, done
):
    facts = unpack(Packed(ratings=f"{year}:{level}", disciplines=discipline))
    assert completed(facts, year, {}) == done


def test_of_2026_a_doubt_by_either_decree_is_one_until_the_house_has_decided_by_which_it_rates():
    facts = unpack(Packed(ratings="2026:HTNV", disciplines="2026-05-10:khien_trach:khac:"))
    found = [completed(facts, 2026, local) for local in ({}, {"rating.own_rules": True}, {"rating.own_rules": False})]
    assert found == [Say.PERSON, Say.MET, Say.PERSON]


def test_a_collective_reads_the_doubt_of_its_member():
    assert member_of(Packed(ratings="2025:HTNV", disciplines="2025-05-10:khien_trach:khac:")).done == Say.PERSON


def test_who_holds_the_title_holds_it_and_who_meets_it_does_until_the_year_is_decided():
    good = Packed(ratings="2025:HTTNV")
    assert member_of(good).ldtt == Say.MET
    assert member_of(good, decided=("LDTT",)).ldtt == Say.NOT_MET
    assert member_of(good._replace(awards="2025:LDTT:thuong_xuyen"), decided=("LDTT",)).ldtt == Say.MET


def test_a_revoked_title_is_absent_and_does_not_count():
    assert member_of(Packed(ratings="2025:HTXSNV"), decided=("LDTT", "CSTDCS")).cstdcs == Say.NOT_MET


def test_whoever_is_looked_into_leaves_the_share_open():
    assert member_of(Packed(ratings="2025:HTTNV", matters="2025-11-01:khieu_nai:")).ldtt == Say.HOLD


@pytest.mark.parametrize(
    "disciplines, warned",
    [
        ("2025-03-01:khien_trach:cong_vu:", False),
        ("2025-03-01:canh_cao:khac:", True),
        ("2025-03-01:cach_chuc:cong_vu:", True),
        ("2024-12-31:canh_cao:cong_vu:", False),
    ],
)
def test_warned_is_from_canh_cao_up_in_the_year(disciplines, warned):
    assert member_of(Packed(ratings="2025:KHTNV", disciplines=disciplines)).warned is warned


@pytest.mark.parametrize(
    "packed, is_member",
    [
        (Packed(left=date(2025, 12, 31)), True),
        (Packed(left=date(2025, 12, 30)), False),
        (Packed(joined=date(2025, 12, 31)), True),
        (Packed(joined=date(2026, 1, 1)), False),
    ],
)
def test_members_are_those_of_the_last_day_of_the_year(packed, is_member):
    assert (member_of(packed) is not None) is is_member


def crew_of_two_places(**awards: str):
    """Return a crew of a house with lists of LĐTT 2025: three people of each of two khoa, all rated good."""
    crew = Crew(2025, {"LDTT"}, {}, {})
    for number in range(6):
        packed = Packed(ratings="2025:HTTNV", awards=awards.get(f"nv{number}", ""))
        judged = {
            code: judge_title(unpack(packed), code, year=2025, on=ON, local={}) for code in ("LDTT", "CSTDCS", "GK_DV")
        }
        crew.add(Dossier(number, f"NV{number}", f"Người số {number}", UNIT + number // 3, HOUSE, False, packed), judged)
    return crew


def of(crew, place):
    facts = Facts(kind="tap_the", ratings={2025: "HTTNV"}, members=crew.of(place))
    return judge_title(facts, "TTLDTT", year=2025, on=ON, local={})


def test_a_place_nobody_of_which_is_on_the_lists_lacks_the_list_and_is_not_refused():
    found = of(crew_of_two_places(nv0="2025:LDTT:thuong_xuyen"), UNIT + 1)
    assert found.result == Result.MISSING_DATA
    assert "Danh sách danh hiệu năm 2025 của đơn vị chưa có ai thuộc tập thể này." in said(found)


def test_of_a_place_on_the_lists_who_is_not_named_was_not_given_the_title_and_that_is_told():
    found = of(crew_of_two_places(nv0="2025:LDTT:thuong_xuyen"), UNIT)
    assert found.result == Result.NOT_ELIGIBLE
    told = "Trong đó 2 người đủ điều kiện nhưng không có tên trong danh sách danh hiệu năm 2025."
    assert "1/3 người đạt Lao động tiên tiến" in said(found) and told in said(found)


def test_the_house_counts_people_of_places_that_lack_the_list_as_open():
    crew = crew_of_two_places(**{f"nv{number}": "2025:LDTT:thuong_xuyen" for number in range(3)})
    assert [member.ldtt for member in crew.of(HOUSE)] == [Say.MET] * 3 + [Say.MISSING] * 3
    assert of(crew, HOUSE).result == Result.MISSING_DATA


def test_a_to_stands_on_the_lists_where_its_khoa_does():
    crew = Crew(2025, {"LDTT"}, {}, {UNIT + 5: UNIT})
    for number, (unit, awards) in enumerate(((UNIT, "2025:LDTT:thuong_xuyen"), (UNIT + 5, ""))):
        packed = Packed(ratings="2025:HTTNV", awards=awards)
        judged = {code: judge_title(unpack(packed), code, year=2025, on=ON, local={}) for code in ("LDTT", "CSTDCS")}
        crew.add(Dossier(number, f"NV{number}", "Lê Thị Ba", unit, HOUSE, False, packed), judged)
    assert [member.ldtt for member in crew.of(UNIT + 5)] == [Say.NOT_MET]


def test_who_holds_cstdcs_holds_ldtt():
    assert member_of(Packed(ratings="2025:HTTNV", awards="2025:CSTDCS:thuong_xuyen"), decided=("LDTT",)).ldtt == Say.MET


def said(judgement):
    return " ".join(leaf.text for leaf in judgement.finding.leaves())
