"""Verdicts as numbers, and how they join: 0 not met, 1 on hold, 2 data missing, 3 a person decides, 4 met."""

import polars as pl

Expr = pl.Expr


def num(value: int) -> Expr:
    return pl.lit(value, pl.Int8)


def met(test: Expr, otherwise: int = 0) -> Expr:
    return pl.when(test).then(num(4)).otherwise(num(otherwise))


def all_of(*says: Expr) -> Expr:
    return pl.min_horizontal(*says)


def any_of(*says: Expr) -> Expr:
    best = pl.max_horizontal(*says)
    missing = pl.any_horizontal(*(say == 2 for say in says))
    return pl.when(best == 4).then(num(4)).when(missing).then(num(2)).otherwise(best)


def works(name: str, need: int) -> Expr:
    sure, possible = pl.col(f"{name}_sure") >= need, pl.col(f"{name}_all") >= need
    return pl.when(sure).then(num(4)).when(possible).then(num(2)).otherwise(num(0))


def works_here(name: str, need: int, low: Expr) -> Expr:
    """Return the same of who may have more where he or she worked before, on a day since the first year counted."""
    say = works(name, need)
    return pl.when((say == 0) & (pl.col("whole_year") > low)).then(num(2)).otherwise(say)


def worked(year: int, months: int) -> Expr:
    """Say whether so many months of a year were worked; ``joined_10`` is the day ten months after joining."""
    later = pl.max_horizontal(f"joined_{months}", pl.date(year + months // 12, months % 12 + 1, 1))
    return later <= pl.min_horizontal("left_next", pl.date(year + 1, 1, 1))
