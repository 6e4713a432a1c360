"""The peer's runs: titles won year after year, and windows of years with what they have to hold."""

from itertools import product

import polars as pl

from support.frames import YEAR
from support.polars_says import Expr, all_of, any_of, num, works, works_here
from support.polars_wide import WINDOW

_BACK = tuple(reversed(WINDOW))
_FAR = YEAR - 39
RECORDED = (2022, 2023, 2024, 2025)


def doubts() -> list[Expr]:
    """Return how far back no year is bad, and what the worst of the years says that have to be so together."""
    return [
        *(_floor(kind).alias(f"floor_{kind}") for kind in ("good", "best")),
        *(_doubt(kind, years).alias(f"doubt_{kind}") for kind, years in (("good", 5), ("best", 2))),
        (pl.col("restart") + 1).alias("start"),
    ]


def run_columns() -> list[Expr]:
    """Return how many years are excellent without a doubt, or likely, and where the window of each form begins."""
    founds = []
    for code in ("BK_TINH", "BK_BYT"):
        start = pl.max_horizontal(f"used_{code}", "restart") + 1
        founds += [start.alias(f"start_{code}"), pl.max_horizontal(start, "floor_best").alias(f"low_all_{code}")]
    sure, likely = _unbroken(4), _unbroken(3)
    return [*founds, sure.alias("sure"), (YEAR + 1 - sure).alias("low_sure"), (YEAR + 1 - likely).alias("low_likely")]


def _unbroken(least: int) -> Expr:
    """Return how many years back from this one are excellent at least so surely; no year without a record is."""
    number, unbroken = pl.lit(0), pl.lit(True)
    for year in reversed(RECORDED):
        unbroken = unbroken & (_counting("best", year) >= least)
        number = number + unbroken.cast(pl.Int16)
    return number


def _floor(kind: str) -> Expr:
    """Return the first of the years up to now none of which is bad; before the records only the days tell."""
    long_ago = pl.when("came_from").then(_FAR).otherwise(pl.max_horizontal("joined_year", _FAR))
    stops = [pl.when(pl.col(f"{kind}_{year}") == 0).then(year + 1) for year in _BACK]
    return pl.coalesce(*stops, long_ago).cast(pl.Int16)


def _doubt(kind: str, years: int) -> Expr:
    return pl.min_horizontal(*(_counting(kind, year) for year in _BACK[:years]))


def _counting(kind: str, year: int) -> Expr:
    """Return how a year counts for a form: whether one in which a discipline ended does is for a person."""
    return _in_part(pl.col(f"{kind}_{year}"), year)


def _in_part(say: Expr, year: int) -> Expr:
    return pl.when((say == 4) & (pl.col("partly") == year)).then(num(3)).otherwise(say)


def _run(title: str, times: int, start: Expr, now: Expr, *, for_form: bool) -> tuple[Expr, Expr]:
    """Return a run of titles by both readings: ending this year, and last year; one on file counts by both.

    Titles before the end of a discipline do not count for a form, for a title that is for a person.
    """
    early = num(0 if for_form else 3)

    def say(year: int) -> Expr:
        has = pl.col(f"{title}_{year}")
        open_year = now if year == YEAR else pl.when(pl.col("moved_year") > year).then(num(2)).otherwise(num(0))
        found = pl.when(has).then(num(4)).otherwise(open_year)
        known = _in_part(found, year) if for_form else found
        return pl.when(start > year).then(pl.when(has).then(early).otherwise(num(0))).otherwise(known)

    says = [say(YEAR - back) for back in range(times + 1)]
    with_this, without = all_of(*says[:-1]), all_of(*says[1:], _this_year(for_form))
    on_file = pl.col(f"{title}_{YEAR}") & (with_this == 4)
    return with_this, pl.when(on_file).then(with_this).otherwise(without)


def _this_year(for_form: bool) -> Expr:
    """Return what this year says of a run up to the year before: a bad one, one of discipline, one not rated."""
    c, level = pl.col, pl.col(f"level_{YEAR}")
    open_ = c("punished_now") | (level.is_null() & c("unrated_now"))
    return pl.when(level == 0).then(num(3 if for_form else 0)).when(open_).then(num(3)).otherwise(num(4))


def _recent(kind: str, where: str, since: int) -> Expr:
    """Return whether there is a work of the years since; of years elsewhere the works are not here."""
    here, name = works(f"{kind}_{where}", 1), f"{kind}_{where}"
    missing = (here == 0) & pl.col("came_from")
    long_ago = pl.when(f"{name}_older").then(num(3)).when(f"{name}_long_ago").then(num(2)).otherwise(num(0))
    return pl.when(missing).then(num(2)).when(here == 0).then(long_ago).otherwise(here)


def provincial() -> dict[str, Expr]:
    """Return what rests on runs of CSTDCS: CSTDT, and the certificates of merit of province and ministry."""
    found = {}
    work = any_of(*(_recent(kind, "tinh", 2022) for kind in ("sk", "dt")))
    excellent = {code: _two_best(code) for code in ("BK_TINH", "BK_BYT")}
    for months in (0, 1):
        now = pl.col(f"CSTDCS_{months}")
        with_this, without = _run("CSTDCS", 3, pl.col("start"), now, for_form=False)
        with_this = pl.when("decided").then(without).otherwise(with_this)
        found |= {f"CSTDT_{months}0": all_of(without, work), f"CSTDT_{months}1": all_of(with_this, work)}
        for code in ("BK_TINH", "BK_BYT"):
            with_this, without = _run("CSTDCS", 2, pl.col(f"start_{code}"), now, for_form=True)
            found[f"{code}_{months}1"] = any_of(with_this, excellent[code])
            found[f"{code}_{months}0"] = any_of(without, excellent[code])
    return found


def _two_best(code: str) -> Expr:
    """Return two excellent years with two works of a kind in them; years in doubt may still bring them."""
    c = pl.col
    low, start = c(f"low_all_{code}"), c(f"start_{code}")
    number = YEAR + 1 - low
    sure = pl.min_horizontal(c("sure"), YEAR + 1 - start).clip(0)
    say = pl.when(sure >= 2).then(num(4)).when(number >= 2).then(c("doubt_best")).otherwise(num(0))
    possible = _two_works(f"low_all_{code}")
    # Works are counted in the excellent years that also come after the start; those before may bring them,
    # in doubt as they are.
    certain, likely = (
        pl.when(c(name) >= start).then(_two_works(name)).otherwise(possible) for name in ("low_sure", "low_likely")
    )
    lacking = (low < pl.max_horizontal("low_likely", start)) & (possible > 0)
    rest = pl.when(lacking).then(pl.min_horizontal(possible, num(2))).otherwise(num(0))
    perhaps = pl.when(likely > 0).then(likely).otherwise(rest)
    doubtful = pl.max_horizontal("low_likely", start) < pl.max_horizontal("low_sure", start)
    later = pl.when(doubtful & (likely > 0)).then(pl.min_horizontal(likely, num(3))).otherwise(rest)
    surely = pl.when(certain > 0).then(certain).otherwise(later)
    return all_of(say, pl.when(say == 4).then(surely).when(say == 3).then(perhaps).otherwise(possible))


def _two_works(low: str) -> Expr:
    kinds = [works_here(f"{kind}_{low}", 2, pl.col(low)) for kind in ("sk", "dt")]
    both = (pl.col(f"sk_{low}_any")) & (pl.col(f"dt_{low}_any"))
    waiting = (pl.col(f"sk_{low}_all") > 0) & (pl.col(f"dt_{low}_all") > 0)
    return any_of(*kinds, pl.when(both).then(num(3)).when(waiting).then(num(2)).otherwise(num(0)))


def high() -> dict[str, Expr]:
    """Return the national title, the Prime Minister's certificate and the orders."""
    found = {}
    work = any_of(*(_recent(kind, "nuoc", 2019) for kind in ("sk", "dt")))
    for months, inner in product((0, 1), repeat=2):
        now = pl.col(f"CSTDT_{months}{inner}")
        for current, run in zip((1, 0), _run("CSTDT", 2, pl.col("start"), now, for_form=False), strict=True):
            found[f"CSTDTQ_{months}{inner}{current}"] = all_of(run, work)
            found[f"HCLD2_{months}{inner}{current}"] = _order("HCLD2", "HCLD3", ("CSTDT", 1, now, current), 2)
            found[f"HCLD1_{months}{inner}{current}"] = _order("HCLD1", "HCLD2", ("CSTDT", 2, now, current), 3)
    for months, current in product((0, 1), repeat=2):
        won = ("CSTDCS", 3, pl.col(f"CSTDCS_{months}"), current)
        found[f"HCLD3_{months}{current}"] = _order("HCLD3", "BK_TTG", won, 1)
        free, strict = _five("BK_TTG", "any", won), _five("BK_TTG", "first", won)
        missing = all_of(num(2), free)
        # The first one known of who came from elsewhere may not have been the first.
        strict = pl.when(pl.col("came_from") & ((strict == 0) | _lacks("BK"))).then(missing).otherwise(strict)
        for later, say in ((1, strict), (0, pl.when("decided").then(strict).otherwise(free))):
            absent = pl.when("came_from").then(missing).otherwise(num(0))
            name = f"BK_TTG_{months}{current}{later}"
            found[name] = pl.when(pl.col("first_BK").is_null()).then(absent).otherwise(say)
    return found


Won = tuple[str, int, Expr, int]


def _order(code: str, before: str, won: Won, excellent: int) -> Expr:
    """Return an order: five years after the last award before it; whose earlier file is elsewhere waits for it."""
    after, missing = _five(code, "last", won, excellent), _five(code, "any", won, excellent)
    absent = pl.when("came_from").then(all_of(num(2), missing)).otherwise(num(0))
    return pl.when(_lacks(before)).then(absent).otherwise(after)


def _lacks(before: str) -> Expr:
    """Say whether no earlier award is known; one of this very year may not be the first of who came from elsewhere."""
    first = pl.col(f"first_{before}")
    return first.is_null() | (pl.col("came_from") & (first == YEAR))


_AFTER = {"BK_TTG": "BK", "HCLD3": "BK_TTG", "HCLD2": "HCLD3", "HCLD1": "HCLD2"}


def high_lows() -> dict[str, Expr]:
    """Return where the window of each form begins, by what it starts after, and whether it holds five years."""
    found = {}
    for (code, before), since in product(_AFTER.items(), ("any", "first", "last")):
        starts = ["start", pl.col(f"used_{code}") + 1, "floor_good"]
        starts += [] if since == "any" else [pl.col(f"{since}_{before}").fill_null(0) + 1]
        low = pl.max_horizontal(*starts)
        found[f"low_{code}_{since}"] = low
        found[f"five_{code}_{since}"] = pl.when(low <= YEAR - 4).then("doubt_good").otherwise(num(0))
    return found


def _five(code: str, since: str, won: Won, excellent: int = 0) -> Expr:
    """Return five good years with what they have to hold; the records are of four, so none can be sure."""
    low = pl.col(f"low_{code}_{since}")
    held = [_times(won, low), *([_excellent(excellent, low)] if excellent else [])]
    return all_of(pl.col(f"five_{code}_{since}"), *held)


def _times(won: Won, low: Expr) -> Expr:
    title, times, now, current = won
    number = pl.sum_horizontal(*((pl.col(f"{title}_{year}") & (low <= year)).cast(pl.Int8) for year in RECORDED))
    may_come = ~pl.col(f"{title}_{YEAR}") & (now > 0) if current else pl.lit(False)
    elsewhere = (pl.col("moved_year") - low).clip(0)
    together = number + elsewhere + (may_come & (elsewhere > 0)).cast(pl.Int16)
    return (
        pl.when(number >= times).then(num(4)).when(may_come & (number == times - 1)).then(now)
        .when(together >= times).then(num(2)).otherwise(num(0))
    )  # fmt: skip


def _excellent(times: int, low: Expr) -> Expr:
    levels = {year: pl.col(f"level_{year}") for year in RECORDED}
    best = [((level == 3).fill_null(False) & (low <= year)).cast(pl.Int16) for year, level in levels.items()]
    rated = [(level.is_not_null() & (low <= year)).cast(pl.Int16) for year, level in levels.items()]
    sure, unknown = pl.sum_horizontal(*best), YEAR + 1 - low - pl.sum_horizontal(*rated)
    return pl.when(sure >= times).then(num(4)).when(sure + unknown >= times).then(num(2)).otherwise(num(0))
