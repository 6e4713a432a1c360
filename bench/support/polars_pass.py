"""The peer: verdicts of fifteen titles for everybody by polars expressions, no reasons, no trees.

Written from the law and not from the engine, for the years on record (2022–2025) and the year 2025
judged on 20/12/2025. A verdict is a number: 0 not met, 1 on hold, 2 data missing, 3 a person
decides, 4 met. Where houses have decided nothing, both readings of a setting are computed.
"""

from itertools import product

import polars as pl

from support.frames import DAY, YEAR, Frames
from support.polars_runs import doubts, high, high_lows, provincial, run_columns
from support.polars_says import Expr, all_of, any_of, met, num, worked, works_here
from support.polars_wide import FORMS, SMALL_FORMS, WINDOW, wide, window_works

RESULTS = ("not_eligible", "hold", "missing_data", "needs_person", "eligible")
TITLES = ("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "BK_TINH", "BK_BYT", "GK_DV", "GK_SYT", "BK_TTG", "HCLD3", "HCLD2",
          "HCLD1", "KNC_BYT", "TTUT", "TTND")  # fmt: skip
# These are for a life at work: nobody has to be at work now.
_FOR_RETIREES = ("KNC_BYT", "TTUT", "TTND")
_MEDICAL = ("bac_si", "duoc_si", "y_si", "dieu_duong", "ky_thuat_y", "ho_sinh")


def verdicts(tables: Frames) -> pl.DataFrame:
    """Return one row a person: the key, the code, and a verdict for each title."""
    people = wide(tables).with_columns(_years()).with_columns(doubts()).with_columns(run_columns())
    lows = people.select("staff", "low_sure", "low_likely", "low_all_BK_TINH", "low_all_BK_BYT")
    inside = window_works(tables, lows)
    counted = people.join(inside, on="staff", how="left")
    names = set(inside.collect_schema()) - {"staff"}
    flags = [name for name in names if name.endswith("_any")]
    judged = (
        counted.with_columns(pl.col(flags).fill_null(False), pl.col(sorted(names - set(flags))).fill_null(0))
        .with_columns(**_plain_titles())
        .with_columns(**provincial())
        .with_columns(**high_lows())
        .with_columns(**high())
    )
    return judged.select("staff", "code", *(_settled(code) for code in TITLES)).collect()


def _years() -> list[Expr]:
    """Return who was at work and of whom nothing is pending, and how the rating of each year stands."""
    c = pl.col
    at_work = (c("joined") <= pl.date(YEAR, 12, 31)) & (c("left") >= pl.date(YEAR, 1, 1))
    clear = met(~c("pending"), 1)
    good = [_rated(year, 2).alias(f"good_{year}") for year in WINDOW]
    best = [_rated(year, 3).alias(f"best_{year}") for year in WINDOW]
    found = [all_of(met(at_work), clear).alias("base"), clear.alias("clear"), _unrated(YEAR).alias("unrated_now")]
    return [*found, *good, *best]


def _unrated(year: int) -> Expr:
    """Say who is lawfully not rated: whoever worked less than six months, but for the leave that is excused."""
    c = pl.col
    came = c("came_from") & (c("joined_year") >= year)
    away = c(f"away_{year}")
    # Whoever came or left within the year has to have worked six months and as long as the leave took.
    short = [(6 + away * 3 // 65 == months) & ~worked(year, months) for months in range(7, 12)]
    return ~c(f"excused_{year}") & ((pl.any_horizontal(~worked(year, 6), *short) & ~came) | (away >= 130))


def _rated(year: int, need: int) -> Expr:
    """Return whether the rating of a year is high enough; other records may speak against it."""
    c = pl.col
    elsewhere = c("moved_year") > year
    here = (c("joined_year") <= year) & (c("left") >= pl.date(year, 1, 1))
    unrated = _unrated(year)
    level = c(f"level_{year}")
    doubt = (
        unrated
        | c(f"under_{year}")
        | ((level > 0) & c(f"punished_{year}"))
        | ((level > 1) & c(f"away_{year}").is_between(65, 129))
    )
    return (
        pl.when(~here & ~elsewhere).then(num(0))
        .when(level.is_null()).then(pl.when(~elsewhere & unrated).then(num(0)).otherwise(num(2)))
        .when(level < need).then(num(0))
        .when(doubt).then(num(3))
        .otherwise(num(4))
    )  # fmt: skip


def _plain_titles() -> dict[str, Expr]:
    """Return the yearly titles; LDTT and CSTDCS by both readings of the least months of a recruit."""
    c = pl.col
    new = c("has_joined") & (c("joined_year") == YEAR) & ~c("came_from")
    short = new & ~worked(YEAR, 12)
    late = all_of(c("good_2025"), met(~(short & ~worked(YEAR, 10))))
    free = pl.when("decided").then(late).otherwise(all_of(c("good_2025"), met(~(short & ~worked(YEAR, 0)))))
    work = any_of(c("best_2025"), *(works_here(f"{kind}_now", 1, pl.lit(YEAR)) for kind in ("sk", "dt")))
    # What another form has commended in this year is not commended again, nor anything before a discipline has ended.
    counts = ~c("serving") & (c("restart") < YEAR)
    alone = {code: met(counts & ~pl.any_horizontal(c(f"now_{rival}") for rival in (*FORMS, *SMALL_FORMS)
                                                          if rival != code)) for code in SMALL_FORMS}  # fmt: skip
    standard = all_of(c("good_2025"), num(3), met(c("partly") != YEAR, 3))
    return {
        "LDTT_0": free, "LDTT_1": late, "CSTDCS_0": all_of(free, work), "CSTDCS_1": all_of(late, work),
        **{f"{code}_0": all_of(standard, once) for code, once in alone.items()},
        "KNC_BYT_0": all_of(met(~c("has_KNC_BYT")), num(3)),
        "TTUT_0": _doctor(15, 20, met(c("has_high"), 3)),
        "TTND_0": _doctor(20, 25, pl.when("has_TTUT").then(num(4)).when("came_from").then(num(2)).otherwise(num(0))),
    }  # fmt: skip


def _doctor(direct: int, managers: int, holds: Expr) -> Expr:
    c = pl.col
    until = pl.min_horizontal("left", DAY)
    enough = pl.when("is_manager").then(c("joined").dt.offset_by(f"{managers}y") <= until).otherwise(
        c("joined").dt.offset_by(f"{direct}y") <= until)  # fmt: skip
    served = (
        pl.when(~c("has_joined")).then(num(2)).when(enough).then(num(4)).when("came_from").then(num(2))
        .otherwise(num(0))
    )  # fmt: skip
    open_job = c("is_manager") | c("job").is_in(["khac", ""])
    job = pl.when(c("job").is_in(_MEDICAL)).then(num(4)).when(open_job).then(num(3)).otherwise(num(0))
    return all_of(job, holds, served, met(~c("severe")), met(~c("serving")), num(3))


_READINGS = {
    "LDTT": 1, "CSTDCS": 1, "CSTDT": 2, "BK_TINH": 2, "BK_BYT": 2, "CSTDTQ": 3, "BK_TTG": 3, "HCLD3": 2, "HCLD2": 3,
    "HCLD1": 3,
}  # fmt: skip


def _settled(code: str) -> Expr:
    """Return the verdict: as all readings say, or a person's where one of them may turn out well."""
    number = _READINGS.get(code, 0)
    names = ["".join(marks) for marks in product("01", repeat=number)] if number else ["0"]
    says = [all_of(pl.col(f"{code}_{name}"), pl.col("clear" if code in _FOR_RETIREES else "base")) for name in names]
    low, high_ = pl.min_horizontal(*says), pl.max_horizontal(*says)
    held = pl.any_horizontal(*(say == 1 for say in says))
    mixed = pl.when(high_ >= 3).then(num(3)).when(held).then(num(1)).otherwise(high_)
    return pl.when(low == high_).then(low).otherwise(mixed).alias(code)
