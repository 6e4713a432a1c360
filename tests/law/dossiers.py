"""Dossiers made up by hypothesis: whole lives of people and collectives, tame or wild."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from awards.criteria.facts import YEARLY, Away, Facts, Member, Pending, Punished, Won, Work
from awards.criteria.findings import Say
from awards.criteria.packed import Packed
from emulation.choices import titles

PERSON = sorted(code for code, title in titles().items() if "ca_nhan" in title.subjects)
COLLECTIVE = sorted(code for code, title in titles().items() if "tap_the" in title.subjects)
LEVELS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
BEFORE = {
    "ca_nhan": ("LDTT", "CSTDCS", "CSTDCS", "CSTDCS", "CSTDT", "BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "TTUT"),
    "tap_the": ("TTLDTT", "TTLDXS", "CO_TINH", "CO_CP", "BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2"),
}
YEARS = st.integers(2012, 2027)
DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))
OCCASIONS = st.sampled_from((YEARLY, YEARLY, YEARLY, "dot_xuat", "chuyen_de", "cong_hien"))
works = st.builds(
    Work,
    YEARS,
    st.sampled_from(("co_so", "co_so", "tinh", "bo", "toan_quoc")),
    st.sampled_from(("sang_kien", "de_tai")),
    st.sampled_from(("cong_nhan", "cong_nhan", "cho", "khong")),
    st.sampled_from((None, True, False)),
)
disciplines = st.builds(
    Punished,
    DAYS,
    st.sampled_from(("khien_trach", "canh_cao", "ha_bac", "cach_chuc", "buoc_thoi_viec")),
    st.sampled_from(("cong_vu", "khac", "")),
    st.none() | DAYS,
)
leaves = st.builds(Away, YEARS, st.sampled_from(("thai_san", "om", "hoc", "khong_luong", "khac")), st.integers(1, 250))
matters = st.builds(
    Pending, DAYS, st.sampled_from(("ky_luat", "dieu_tra", "thanh_tra", "khieu_nai", "bao_chi")), st.none() | DAYS
)
members = st.builds(
    Member,
    st.sampled_from(("Lê Thị An", "Vũ Văn Bình", "Trần Thị Chi")),
    st.sampled_from(Say),
    st.sampled_from(Say),
    st.sampled_from(Say),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def some(records: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.lists(records, max_size=most).map(tuple)


def awards_of(kind: str) -> st.SearchStrategy:
    return some(st.builds(Won, YEARS, st.sampled_from(BEFORE[kind]), OCCASIONS), 9)


def good_lives(kind: str) -> st.SearchStrategy:
    """Return ratings of a life of mostly good years, with a gap or a bad year here and there."""
    level = st.sampled_from(("HTXSNV", "HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", None))
    return st.lists(level, min_size=16, max_size=16).map(
        lambda found: {year: one for year, one in enumerate(found, start=2012) if one is not None}
    )


def people() -> st.SearchStrategy:
    """Return people of all kinds: those who came, left, were away, disciplined and looked into."""
    return st.builds(
        Facts,
        joined=st.none() | DAYS,
        left=st.none() | DAYS,
        came_from=st.booleans(),
        job=st.sampled_from(("bac_si", "dieu_duong", "khac", "ho_ly", "")),
        is_manager=st.booleans(),
        ratings=good_lives("ca_nhan"),
        awards=awards_of("ca_nhan"),
        works=some(works, 5),
        disciplines=some(disciplines, 2),
        leaves=some(leaves, 3),
        matters=some(matters, 1),
    ).map(_leaving_after_joining)


def _leaving_after_joining(facts: Facts) -> Facts:
    """Put the two days in order, as the table of staff demands."""
    if facts.joined is None or facts.left is None or facts.joined <= facts.left:
        return facts
    return replace(facts, joined=facts.left, left=facts.joined)


def collectives() -> st.SearchStrategy:
    return st.builds(
        Facts,
        kind=st.just("tap_the"),
        founded=st.none() | DAYS,
        ratings=good_lives("tap_the"),
        awards=awards_of("tap_the"),
        matters=some(matters, 1),
        members=some(members, 12),
    )


def settled() -> st.SearchStrategy:
    """Return people who always worked here and were never away: each of their years has to be rated."""
    return st.builds(
        Facts,
        job=st.just("bac_si"),
        ratings=good_lives("ca_nhan"),
        awards=awards_of("ca_nhan"),
        works=some(works, 5),
        disciplines=some(disciplines, 1),
    )


def packed(facts: Facts) -> Packed:
    """Return the facts as the database would hand them over, in the order in which they stand."""
    use = {True: "1", False: "0", None: ""}
    return Packed(
        joined=facts.joined,
        left=facts.left,
        came_from=facts.came_from,
        job=facts.job,
        is_manager=facts.is_manager,
        ratings=",".join(f"{year}:{level}" for year, level in facts.ratings.items()),
        awards=",".join(f"{one.year}:{one.title}:{one.occasion}" for one in facts.awards),
        works=",".join(f"{w.year}:{w.level}:{w.kind}:{w.recognition}:{use[w.is_applied]}" for w in facts.works),
        disciplines=",".join(f"{one.on}:{one.form}:{one.cause}:{one.ends_on or ''}" for one in facts.disciplines),
        leaves=",".join(f"{one.year}:{one.kind}:{one.days}" for one in facts.leaves),
        matters=",".join(f"{one.opened_on}:{one.kind}:{one.closed_on or ''}" for one in facts.matters),
    )
