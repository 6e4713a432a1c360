"""A workbook of registrations from the file to the sheets, against COPY and against django-import-export.

    python bench/workbooks_in.py [--lines 20000] [--rounds 5]

DATABASE_URL names a PostgreSQL server; a scratch database is made beside it and dropped. The exit
status is 1 when a bound is missed.
"""

import argparse
import json
import os
import sys
from statistics import median
from typing import Any

from support import scratch

FLOOR_BOUND, STOCK_BOUND, STATEMENTS_BOUND = 2.5, 40.0, 40
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


def main() -> int:
    options = _options()
    if options.part:
        scratch.start_django()
        from support import taken_in  # noqa: PLC0415 - it needs the settings that were just read

        print(json.dumps(taken_in.PARTS[options.part](options.lines, options.rounds)))
        return 0
    with scratch.postgresql(os.environ.get("DATABASE_URL") or SERVER) as environment:
        missed = _measure(environment, options)
    print("\n".join(f"MISSED: {text}" for text in missed) or "All bounds hold.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(environment: dict[str, str], options: argparse.Namespace) -> list[str]:
    """Fill a scratch database, run every part in a process of its own, and return the bounds that were missed."""

    def part(what: str, lines: int = options.lines) -> Any:
        return scratch.fresh(environment, "--part", what, "--lines", str(lines), "--rounds", str(options.rounds))

    part("fill")
    few, many = (part("statements", lines) for lines in (options.lines // 10, options.lines))
    ratios = _shown(part("rounds"), options.lines)
    print(f"statements for {options.lines // 10} and {options.lines} lines: {few}, {many}")
    page = part("page")
    print(f"a page of the preview: {page['milliseconds']:.0f} ms, {page['statements']} statements")
    bounds = {
        f"{ratios['floor']:.1f} times the floor, not {FLOOR_BOUND}": ratios["floor"] <= FLOOR_BOUND,
        f"{ratios['stock']:.0f} times faster than stock, not {STOCK_BOUND}": ratios["stock"] >= STOCK_BOUND,
        "statements grow with the lines": few == many,
        f"{many} statements, not {STATEMENTS_BOUND}": many <= STATEMENTS_BOUND,
    }
    return [text for text, holds in bounds.items() if not holds]


def _shown(rounds: list[dict[str, float]], lines: int) -> dict[str, float]:
    """Print the medians, and return the medians of the ratios of one round each."""
    for name in ("reading", "preview", "commit", "ours", "floor"):
        print(f"{name} {median(one[name] for one in rounds):.2f} s for {lines} lines")
    print(f"stock {median(one['stock_line'] for one in rounds) * 1000:.1f} ms a line")
    ratios = {
        "floor": median(one["ours"] / one["floor"] for one in rounds),
        "stock": median(one["stock_line"] * lines / one["ours"] for one in rounds),
    }
    print(f"ours / floor {ratios['floor']:.2f}; stock / ours {ratios['stock']:.0f} a line; medians of rounds")
    return ratios


if __name__ == "__main__":
    sys.exit(main())
