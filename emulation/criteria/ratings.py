"""Ratings by year against what a set of criteria asks: work, Party, and those of a collective."""

from collections.abc import Iterable, Mapping, Sequence

from emulation.choices import RATING_RANK, REACHED, STANDARD_KINDS, Rating, UnitMarkKind
from emulation.criteria.findings import Facts, Finding, Verdict
from emulation.criteria.sets import Item

SHORT = {
    Rating.EXCELLENT: "xuất sắc",
    Rating.GOOD: "tốt",
    Rating.DONE: "hoàn thành",
    Rating.NOT_DONE: "không hoàn thành",
}


def every_year(
    levels: Mapping[int, str], *, due: Sequence[int], later: Sequence[int], least: str
) -> tuple[Verdict, str]:
    """Judge a rating that has to be reached every year (S3-10, S3-13); a missing one is asked for."""
    wanted = Rating(least).label.lower()
    low = [year for year in (*due, *later) if year in levels and not _reaches(levels[year], least)]
    if low:
        told = ", ".join(f"năm {year} xếp loại “{_word(levels[year])}”" for year in low)
        return Verdict.NOT_MET, f"Cần {wanted} mọi năm; {told}."
    if missing := [year for year in due if year not in levels]:
        return Verdict.MISSING, f"Chưa có xếp loại năm {_list(missing)}; hãy ghi vào hồ sơ xếp loại."
    rest = [year for year in later if year not in levels]
    if rest:
        return Verdict.LATER, f"{_so_far(due, later, levels, wanted)} Năm {_list(rest)} chưa đến kỳ xếp loại."
    return Verdict.MET, f"Mọi năm {_list([*due, *later])} đều {wanted}."


def party_years(
    levels: Mapping[int, str], *, years: Sequence[int], due: Sequence[int], excellent: int, least: str
) -> tuple[Verdict, str]:
    """Judge the ratings of a Party member over the years of an award (S3-18).

    Every year has to be rated ``least`` or better without a gap, at least ``excellent`` of them
    as excellent. A year that ought to be rated and is not fails; the sentence names it.
    """
    known = {year: levels[year] for year in years if year in levels}
    low = [year for year, level in known.items() if not _reaches(level, least)]
    if low:
        told = ", ".join(f"năm {year} xếp loại “{_word(known[year])}”" for year in low)
        return Verdict.NOT_MET, f"Phải liên tục từ “{Rating(least).label.lower()}” trở lên; {told}."
    if gaps := [year for year in due if year in years and year not in known]:
        return Verdict.NOT_MET, f"Phải liên tục, không đứt quãng; thiếu xếp loại đảng viên năm {_list(gaps)}."
    count = sum(1 for level in known.values() if level == Rating.EXCELLENT)
    left = [year for year in years if year not in known]
    if count + len(left) < excellent:
        had = f"mới có {count:02} năm" if count else "chưa có năm nào"
        return Verdict.NOT_MET, f"Cần ít nhất {excellent:02} năm hoàn thành xuất sắc nhiệm vụ; {had}."
    if left:
        still = f", còn cần {excellent - count:02} năm xuất sắc" if count < excellent else ""
        return Verdict.LATER, f"Đến nay chưa vướng{still}. Năm {_list(left)} chưa đến kỳ xếp loại."
    return Verdict.MET, f"{len(years)} năm liền từ hoàn thành tốt trở lên, {count:02} năm xuất sắc."


def rating(item: Item, facts: Facts) -> Finding:
    verdict, reason = every_year(facts.ratings, due=facts.due, later=_later(facts), least=item.least)
    return Finding(item, verdict, reason, _told(facts.ratings, facts.years))


def party_rating(item: Item, facts: Facts) -> Finding:
    """Judge by the award that comes next: the interim one of three years, then the final one of five."""
    spans = [span for span in item.spans if span[0] <= len(facts.years)] or list(item.spans[:1])
    years_past = len(facts.due)
    length, excellent, name = next((span for span in spans if span[0] >= years_past), spans[-1])
    verdict, reason = party_years(
        facts.party_ratings, years=facts.years[:length], due=facts.due, excellent=excellent, least=item.least
    )
    told = f"{name[:1].upper()}{name[1:]}: {reason[:1].lower()}{reason[1:]}"
    return Finding(item, verdict, told, _told(facts.party_ratings, facts.years))


def unit_ratings(item: Item, facts: Facts) -> Finding:
    """Judge what a collective is rated in besides its work, year by year (S3-6)."""
    bad, missing = [], []
    for kind in UnitMarkKind:
        known = {year: facts.marks[year, kind] for year in facts.due if (year, kind) in facts.marks}
        low = [year for year, level in known.items() if not _is_enough(kind, level, item.least)]
        bad += [f"{kind.label.lower()} năm {_list(low)}"] if low else []
        gaps = [year for year in facts.due if year not in known]
        missing += [f"{kind.label.lower()} năm {_list(gaps)}"] if gaps else []
    evidence = f"{len(facts.marks)} kết quả đã ghi" if facts.marks else ""
    if bad:
        return Finding(item, Verdict.NOT_MET, f"Chưa đạt: {'; '.join(bad)}.", evidence)
    if missing:
        return Finding(item, Verdict.NOT_MET, f"Chưa đủ điều kiện vì chưa ghi: {'; '.join(missing)}.", evidence)
    if not facts.due:
        return Finding(item, Verdict.LATER, "Chưa đến kỳ xếp loại năm đầu của giai đoạn.", evidence)
    return Finding(item, Verdict.MET, f"Đạt ở mọi mặt, năm {_list(facts.due)}.", evidence)


def _is_enough(kind: UnitMarkKind, level: str, least: str) -> bool:
    return level == REACHED if kind in STANDARD_KINDS else _reaches(level, least)


def _reaches(level: str, least: str) -> bool:
    return RATING_RANK[level] >= RATING_RANK[least]


def _later(facts: Facts) -> list[int]:
    return [year for year in facts.years if year not in facts.due]


def _word(level: str) -> str:
    return str(Rating(level).label).lower()


def _so_far(due: Sequence[int], later: Sequence[int], levels: Mapping[int, str], wanted: str) -> str:
    known = [year for year in (*due, *later) if year in levels]
    return f"Năm {_list(known)}: {wanted}." if known else "Chưa có năm nào để xét."


def _told(levels: Mapping[int, str], years: Iterable[int]) -> str:
    return ", ".join(f"{year}: {SHORT[Rating(levels[year])]}" for year in years if year in levels)


def _list(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))
