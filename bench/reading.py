"""A workbook of ten columns read into cells, against python-calamine's bare rows and openpyxl in read-only mode.

    python bench/reading.py [--rows 100000] [--rounds 5]

The readers follow each other in every round; every cell has to be the same as calamine's. The exit
status is 1 when a bound is missed.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl
import python_calamine

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.ten_columns import workbook_of  # noqa: E402

from core.sheets.container import Limits  # noqa: E402 - the path comes first
from core.sheets.reader import read  # noqa: E402

PEER_BOUND, STOCK_BOUND = 1.25, 6.0
LIMITS = Limits(cells=2_000_000, all_cells=2_000_000)
Rows = list[list[Any]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    content = workbook_of(options.rows)
    print(f"{options.rows} rows of ten columns, {len(content) / 1e6:.1f} MB")
    rounds = [_round(content, number) for number in range(options.rounds)]
    peer = median(one["ours"] / one["calamine"] for one in rounds)
    stock = median(one["openpyxl"] / one["ours"] for one in rounds)
    times = ", ".join(f"{name} {median(one[name] for one in rounds):.2f} s" for name in rounds[0])
    print(f"{times}; ours / calamine {peer:.2f}; openpyxl / ours {stock:.1f}")
    print(f"peak memory of the whole run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    missed = [f"{peer:.2f} times calamine, not {PEER_BOUND}"] if peer > PEER_BOUND else []
    missed += [f"{stock:.1f} times faster than openpyxl, not {STOCK_BOUND}"] if stock < STOCK_BOUND else []
    print("\n".join(f"MISSED: {text}" for text in missed) or "All bounds hold.")
    return 1 if missed else 0


def _round(content: bytes, number: int) -> dict[str, float]:
    theirs, calamine = _timed(_by_calamine, content)
    rows, ours = _timed(_by_us, content)
    assert number or rows == theirs
    del rows, theirs
    return {"ours": ours, "calamine": calamine, "openpyxl": _timed(_by_openpyxl, content)[1]}


def _timed(work: Callable[[bytes], Rows], content: bytes) -> tuple[Rows, float]:
    start = time.perf_counter()
    rows = work(content)
    return rows, time.perf_counter() - start


def _by_us(content: bytes) -> Rows:
    return read(content, "a.xlsx", limits=LIMITS).grids[0].rows


def _by_calamine(content: bytes) -> Rows:
    return list(python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0).iter_rows())


def _by_openpyxl(content: bytes) -> Rows:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


if __name__ == "__main__":
    sys.exit(main())
