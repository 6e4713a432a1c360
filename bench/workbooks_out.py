"""Workbooks that go out: a styled register against csv and xlsxwriter, the hospital's list against raw SQL.

    python bench/workbooks_out.py [--rows 100000] [--registrations 20000] [--rounds 5]

DATABASE_URL names a PostgreSQL server; a scratch database is made beside it and dropped. SQLite is
measured on a scratch file. The exit status is 1 when a bound is missed.
"""

import argparse
import json
import os
import sys
from statistics import median
from typing import Any

from support import scratch

CSV_BOUND, XLSXWRITER_BOUND, FLOOR_BOUND = 1.5, 8.0, 2.0
MEMORY_BOUND, MEMORY_SLACK_MB, MEMORY_MOST_MB, STATEMENTS = 1.15, 4.0, 40.0, 5
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


def main() -> int:
    options = _options()
    if options.part:
        scratch.start_django()
        from support import sent  # noqa: PLC0415 - it needs the settings that were just read

        print(json.dumps(sent.PARTS[options.part](options.number, options.rounds)))
        return 0
    server = os.environ.get("DATABASE_URL") or SERVER
    missed: list[str] = []
    with scratch.sqlite() as environment:
        missed += _writers(environment, options)
    for name, place in (("PostgreSQL", scratch.postgresql(server)), ("SQLite", scratch.sqlite())):
        with place as environment:
            missed += _exports(name, environment, options)
    print("\n".join(f"MISSED: {text}" for text in missed) or "All bounds hold.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the register")
    parser.add_argument("--registrations", type=int, default=20_000, help="lines of the hospital's list")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _part(environment: dict[str, str], what: str, number: int, rounds: int) -> Any:
    return scratch.fresh(environment, "--part", what, "--number", str(number), "--rounds", str(rounds))


def _writers(environment: dict[str, str], options: argparse.Namespace) -> list[str]:
    """Time the writers in a process of its own, print the medians, return the bounds that were missed."""
    rounds = _part(environment, "writer_rounds", options.rows, options.rounds)
    to_csv = median(one["ours"] / one["csv"] for one in rounds)
    faster = median(one["xlsxwriter"] / one["ours"] for one in rounds)
    times = ", ".join(f"{name} {median(one[name] for one in rounds):.2f} s" for name in rounds[0])
    print(f"a register of {options.rows} rows and 10 columns: {times}; medians of {options.rounds} rounds")
    print(f"ours / csv {to_csv:.2f}; xlsxwriter / ours {faster:.1f}; every cell read back by calamine and openpyxl")
    bounds = {
        f"the register takes {to_csv:.2f} times csv, not {CSV_BOUND}": to_csv <= CSV_BOUND,
        f"the register is {faster:.1f} times faster than xlsxwriter, not {XLSXWRITER_BOUND}": faster
        >= XLSXWRITER_BOUND,
    }
    return [text for text, holds in bounds.items() if not holds]


def _exports(name: str, environment: dict[str, str], options: argparse.Namespace) -> list[str]:
    """Export the hospital's list while it grows; every part runs in a process of its own."""
    number, asked, grown = options.registrations, [], []
    for size in (number // 10, number, number * 10):
        seconds = _part(environment, "grow", size, 0)["seconds"]
        print(f"\n{name}: {size} registrations, filled in {seconds:.0f} s")
        asked.append(_part(environment, "statements", size, 0))
        if size >= number:
            grown.append(_part(environment, "memory", size, 0)["growth"])
        if size == number:
            rounds = _part(environment, "export_rounds", size, options.rounds)
    ratio = median(one["ours"] / one["floor"] for one in rounds)
    ours, floor = (median(one[who] for one in rounds) for who in ("ours", "floor"))
    print(f"{number} registrations: ours {ours:.2f} s, raw SQL by hand {floor:.2f} s, ratio {ratio:.2f}; cells equal")
    print(f"statements {asked}; memory above the start {grown[0]:.1f} MB and, for ten times as many, {grown[1]:.1f} MB")
    most = min(grown[0] * MEMORY_BOUND + MEMORY_SLACK_MB, MEMORY_MOST_MB)
    bounds = {
        f"{name}: the export takes {ratio:.2f} times raw SQL, not {FLOOR_BOUND}": ratio <= FLOOR_BOUND,
        f"{name}: memory grows with the list": grown[1] <= most,
        f"{name}: {max(asked)} statements, not {STATEMENTS}": max(asked) <= STATEMENTS,
    }
    return [text for text, holds in bounds.items() if not holds]


if __name__ == "__main__":
    sys.exit(main())
