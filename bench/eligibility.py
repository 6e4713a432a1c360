"""Everybody judged for every title, with a stored reason, against a polars pass and a query per person.

    python bench/eligibility.py [--people 100000] [--rounds 5] [--lives]

DATABASE_URL names a PostgreSQL server; a scratch database is made beside it and dropped. SQLite is
measured on a scratch file. The exit status is 1 when a bound is missed. With --lives there is more on
record than four years: what people have won in all their years of work.
"""

import argparse
import json
import os
import sys
from statistics import median
from typing import Any

from support import scratch

PEER_BOUND, QUERY_BOUND, MEMORY_BOUND, MEMORY_SLACK_MB = 8.0, 40.0, 1.15, 8.0
# Judging fills its memories with the first twenty thousand; what a fifth of fewer people takes says nothing of growth.
MEMORY_FROM = 100_000
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


def main() -> int:
    options = _options()
    if options.part:
        scratch.start_django()
        from support import assessed  # noqa: PLC0415 - it needs the settings that were just read

        print(json.dumps(assessed.PARTS[options.part](options.people, options.rounds)))
        return 0
    server = os.environ.get("DATABASE_URL") or SERVER
    missed: list[str] = []
    for name, place in (("PostgreSQL", scratch.postgresql(server)), ("SQLite", scratch.sqlite())):
        with place as environment:
            missed += _measure(name, environment, options)
    print("\n".join(f"MISSED: {text}" for text in missed) or "All bounds hold.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lives", action="store_true", help="what was won before the four years is on record too")
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(name: str, environment: dict[str, str], options: argparse.Namespace) -> list[str]:
    """Fill a scratch database, run every part in a process of its own, and return the bounds that were missed."""

    def part(what: str, people: int = options.people) -> Any:
        return scratch.fresh(environment, "--part", what, "--people", str(people), "--rounds", str(options.rounds))

    filled = part("fill_lives" if options.lives else "fill")
    print(f"\n{name}: {filled['rows']} rows about {options.people} people, filled in {filled['seconds']:.0f} s")
    statements = [part("statements", number) for number in (1_000, 10_000)]
    few, many = (part("memory", number)["growth"] for number in (options.people // 5, options.people))
    rounds = part("rounds")
    ratios = _shown(rounds, options.people)
    print(f"statements for 1,000 and 10,000 people: {statements[0]}, {statements[1]}")
    is_too_few = options.people < MEMORY_FROM
    grown = f"memory above the start: {few:.1f} MB for {options.people // 5}, {many:.1f} MB for {options.people} people"
    print(f"{grown}; its bound is on {MEMORY_FROM:,} people" if is_too_few else grown)
    bounds = {
        f"{name}: {ratios['polars']:.1f} times the polars pass, not {PEER_BOUND}": ratios["polars"] <= PEER_BOUND,
        f"{name}: {ratios['query']:.0f} times a query per person, not {QUERY_BOUND}": ratios["query"] >= QUERY_BOUND,
        f"{name}: memory grows with the people": is_too_few or many <= few * MEMORY_BOUND + MEMORY_SLACK_MB,
        f"{name}: statements grow with the people": statements[0] == statements[1],
    }
    return [text for text, holds in bounds.items() if not holds]


def _shown(rounds: list[dict[str, float]], people: int) -> dict[str, float]:
    """Print the medians, and return the medians of the ratios of one round each."""
    ours, polars = median(one["ours"] for one in rounds), median(one["polars"] for one in rounds)
    query = median(one["query_per_person"] for one in rounds)
    ratios = {
        "polars": median(one["ours"] / one["polars"] for one in rounds),
        "query": median(one["query_per_person"] * people / one["ours"] for one in rounds),
    }
    print(f"ours {ours:.2f} s, polars {polars:.2f} s, a query per person {query * 1000:.2f} ms each; medians of rounds")
    print(f"ours / polars {ratios['polars']:.1f}; a query per person / ours {ratios['query']:.0f}; all verdicts equal")
    return ratios


if __name__ == "__main__":
    sys.exit(main())
