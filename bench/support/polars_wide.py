"""The first step of the peer: one wide row a person, from the long tables."""

import polars as pl

from support.frames import DAY, YEAR, Frames

WINDOW = (2020, 2021, 2022, 2023, 2024, 2025)
_YEARLY = "thuong_xuyen"
FORMS = ("BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")
SMALL_FORMS = ("GK_DV", "GK_SYT")


def wide(tables: Frames) -> pl.LazyFrame:
    """Return every person with the sums and flags that the expressions ask for; nothing recorded is 0 or false."""
    staff = (
        tables["staff"]
        .lazy()
        .with_columns(
            pl.col("joined").fill_null(pl.date(1900, 1, 1)),
            pl.col("left").fill_null(pl.date(2100, 1, 1)),
            has_joined=pl.col("joined").is_not_null(),
        )
        .with_columns(
            *(pl.col("joined").dt.offset_by(f"{months}mo").alias(f"joined_{months}") for months in (0, *range(6, 13))),
            left_next=pl.col("left") + pl.duration(days=1),
            joined_year=pl.col("joined").dt.year(),
            moved_year=pl.when("came_from", "has_joined").then(pl.col("joined").dt.year()).otherwise(0),
            # The first year that somebody who came from elsewhere was here from its first day.
            whole_year=pl.when("came_from", "has_joined")
            .then(pl.col("joined").dt.year() + (pl.col("joined").dt.ordinal_day() > 1).cast(pl.Int32))
            .otherwise(0),
        )
    )
    for part in (_ratings, _awards, _works, _disciplines, _leaves, _matters):
        staff = staff.join(part(tables), on="staff", how="left")
    kept = [f"level_{year}" for year in WINDOW]
    kept += [f"{name}_{code}" for name in ("first", "last") for code in ("BK", "BK_TTG", "HCLD3", "HCLD2")]
    known = set(staff.collect_schema()) - set(tables["staff"].columns) - set(kept)
    flags = [name for name, kind in staff.collect_schema().items() if name in known and kind == pl.Boolean]
    numbers = [name for name, kind in staff.collect_schema().items() if name in known and kind.is_numeric()]
    return staff.with_columns(pl.col(flags).fill_null(False), pl.col(numbers).fill_null(0))


def _ratings(tables: Frames) -> pl.LazyFrame:
    level = pl.col("level")
    return tables["ratings"].lazy().group_by("staff").agg(
        level.filter(pl.col("year") == year).first().alias(f"level_{year}") for year in WINDOW
    )  # fmt: skip


def _awards(tables: Frames) -> pl.LazyFrame:
    title, year = pl.col("title"), pl.col("year")
    yearly = pl.col("occasion") == _YEARLY
    honours = yearly | (pl.col("occasion") == "cong_hien")
    earlier = year < YEAR
    groups = {"BK": ["BK_TINH", "BK_BYT"], **{code: [code] for code in FORMS[2:]}}
    won = [
        ((title == code) & yearly & (year == when)).any().alias(f"{code}_{when}")
        for code in ("CSTDCS", "CSTDT") for when in WINDOW
    ]  # fmt: skip
    first, last, used = [], [], []
    for name, codes in groups.items():
        mine = title.is_in(codes)
        this_year = year.filter(mine & honours & (year == YEAR)).max()
        first.append(year.filter(mine & earlier & honours).min().fill_null(this_year).alias(f"first_{name}"))
        last.append(year.filter(mine & earlier & honours).max().fill_null(this_year).alias(f"last_{name}"))
    for place, code in enumerate(FORMS):
        # The form itself in earlier years, and every other one that is as high: one achievement is commended once.
        codes = FORMS if place < 2 else FORMS[place:]
        mine = title.is_in(codes) & yearly & (earlier | ((title != code) & (year == YEAR)))
        used.append(year.filter(mine).max().alias(f"used_{code}"))
    now = [((title == code) & yearly & (year == YEAR)).any().alias(f"now_{code}") for code in (*FORMS, *SMALL_FORMS)]
    seldom = tables["awards"].lazy().filter((title != "LDTT") & (~title.is_in(["GK_DV", "GK_SYT"]) | (year == YEAR)))
    return seldom.group_by("staff").agg(
        *won, *first[:4], *last[:4], *used, *now,
        (title == "KNC_BYT").any().alias("has_KNC_BYT"),
        ((title == "TTUT") & honours & (year <= YEAR)).any().alias("has_TTUT"),
        (title.is_in(["HCLD3", "HCLD2", "HCLD1", "BK_TTG"]) & honours & (year <= YEAR)).any().alias("has_high"),
    )  # fmt: skip


def _works(tables: Frames) -> pl.LazyFrame:
    """Return what each kind of work comes to in this year, in the province's four and the nation's seven years."""
    year, level = pl.col("year"), pl.col("level")
    found = []
    for name, kind in (("sk", "sang_kien"), ("dt", "de_tai")):
        mine = pl.col("kind") == kind
        recognised, possible = mine & (pl.col("recognition") == "cong_nhan"), mine & (pl.col("recognition") != "khong")
        found += [_number(f"{name}_now_sure", recognised & (year == YEAR)),
                  _number(f"{name}_now_all", possible & (year == YEAR))]  # fmt: skip
        for where, rank, since in (("tinh", 1, 2022), ("nuoc", 2, 2019)):
            fits = (level >= rank) & ~unused()
            inside = fits & (year >= since) & (year <= YEAR)
            found += [
                _number(f"{name}_{where}_sure", inside & recognised & is_used(kind)),
                _number(f"{name}_{where}_all", inside & possible),
                (fits & recognised & (year < since)).any().alias(f"{name}_{where}_older"),
                (fits & possible & (year < since)).any().alias(f"{name}_{where}_long_ago"),
            ]
    return tables["works"].lazy().group_by("staff").agg(found)


def window_works(tables: Frames, lows: pl.LazyFrame) -> pl.LazyFrame:
    """Return what each kind of work comes to in the years from a person's own first one, by its name in ``lows``."""
    found = []
    for low in lows.collect_schema().names()[1:]:
        inside = (pl.col("year") >= pl.col(low)) & (pl.col("year") <= YEAR) & ~unused()
        for name, kind in (("sk", "sang_kien"), ("dt", "de_tai")):
            mine = inside & (pl.col("kind") == kind)
            recognised = mine & (pl.col("recognition") == "cong_nhan")
            found += [
                _number(f"{name}_{low}_sure", recognised & is_used(kind)),
                _number(f"{name}_{low}_all", mine & (pl.col("recognition") != "khong")),
                (recognised & is_used(kind)).any().alias(f"{name}_{low}_any"),
            ]
    return tables["works"].lazy().join(lows, on="staff").group_by("staff").agg(found)


def unused() -> pl.Expr:
    return pl.col("applied").eq_missing(pl.lit(False))


def is_used(kind: str) -> pl.Expr:
    """Say whether use in practice is known: of research it has to be on file."""
    return pl.col("applied").is_not_null() if kind == "de_tai" else pl.lit(True)


def _number(name: str, test: pl.Expr) -> pl.Expr:
    return test.sum().cast(pl.Int8).alias(name)


def _disciplines(tables: Frames) -> pl.LazyFrame:
    on, year = pl.col("on"), pl.col("on").dt.year()
    end = pl.coalesce("ends", on.dt.offset_by("12mo"))
    last = end.dt.year() - 1
    # A year counts from the end of the discipline: not before it has ended, even where it ends within that year.
    until = pl.when(end > DAY).then(end.dt.year()).otherwise(last)
    punished = [
        ((year == when) & ((when >= 2023) | pl.col("cause").is_in(["cong_vu", ""]))).any().alias(f"punished_{when}")
        for when in WINDOW
    ]
    ended = end.filter(on <= DAY).max()
    # The year in which the last term ends counts from that day only, unless it is the first one of the year.
    partly = pl.when((ended.dt.month() == 1) & (ended.dt.day() == 1)).then(0).otherwise(ended.dt.year())
    under = [((year <= when) & (when <= until) & (on <= DAY)).any().alias(f"under_{when}") for when in WINDOW]
    return tables["disciplines"].lazy().group_by("staff").agg(
        *punished, *under, ((pl.col("form") != "khien_trach") & (on <= DAY)).any().alias("severe"),
        ((on <= DAY) & (end > DAY)).any().alias("serving"),
        last.filter(on <= DAY).max().alias("restart"), partly.alias("partly"),
        ((year == YEAR) & (on <= DAY)).any().alias("punished_now"),
    )  # fmt: skip


def _leaves(tables: Frames) -> pl.LazyFrame:
    long = pl.col("kind").is_in(["om", "khong_luong", "khac"])
    away = [pl.col("days").filter(long & (pl.col("year") == y)).sum().alias(f"away_{y}") for y in WINDOW]
    excused = [((pl.col("year") == y) & (pl.col("kind") == "thai_san")).any().alias(f"excused_{y}") for y in WINDOW]
    return tables["leaves"].lazy().group_by("staff").agg(*away, *excused)


def _matters(tables: Frames) -> pl.LazyFrame:
    is_open = (pl.col("opened") <= DAY) & (pl.col("closed").is_null() | (pl.col("closed") > DAY))
    return tables["matters"].lazy().group_by("staff").agg(is_open.any().alias("pending"))
