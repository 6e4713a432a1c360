"""Large workbooks through the running product, while somebody else goes on with the daily work.

    python bench/workbooks_web.py [--lines 50000] [--units 400]

Web, worker and clock run as `dev.py run` starts them, on PostgreSQL (DATABASE_URL names a server, a
scratch database is made beside it and dropped) and on an empty database of Redis (REDIS_URL). The office
hands in a list of the whole house over HTTP, follows its progress, looks at the preview, leaves three rows
out, takes it in; then a list of 5,000 staff of whom everybody has changed. A head of a unit loads pages all
the time. The exit status is 1 when a bound is missed.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import mkdtemp

from support import scratch

ANSWER_BOUND, MEND_BOUND, SLOWER_BOUND, GRACE, MEMORY_BOUND, STAFF_BOUND = 2.0, 1.0, 2.0, 0.1, 300, 12.0
SERVER, REDIS = "postgres://postgres@127.0.0.1:5432/postgres", "redis://127.0.0.1:6379"


def main() -> int:
    options = _options()
    if options.part:
        scratch.start_django()
        from support import large_house  # noqa: PLC0415 - it needs the settings that were just read

        print(json.dumps(large_house.fill(options.lines, options.units)))
        return 0
    from support import running  # noqa: PLC0415 - it needs dev.py, which a part does not

    with (
        scratch.postgresql(os.environ.get("DATABASE_URL") or SERVER) as environment,
        running.redis(os.environ.get("REDIS_URL") or REDIS) as broker,
    ):
        environment |= {"REDIS_URL": broker, "EMAIL_URL": f"filemail://{mkdtemp(dir=environment['THIDUA_DATA'])}"}
        made = scratch.fresh(
            environment, "--part", "fill", "--lines", str(options.lines), "--units", str(options.units)
        )
        with running.Product(environment, Path(environment["THIDUA_DATA"])) as product:
            missed = _measure(product, made)
    print("\n".join(f"MISSED: {text}" for text in missed) or "All bounds hold.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--units", type=int, default=400)
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(product, made: dict) -> list[str]:  # type: ignore[no-untyped-def] - the support module is read late
    from support import handed_in  # noqa: PLC0415

    with handed_in.Neighbour(product.port, made["sheet"]) as neighbour:
        before = neighbour.times(seconds=20)
        idle = product.worker_memory()
        with product.watched() as watch:
            registrations = handed_in.registrations(product.port, made)
            staff = handed_in.staff(product.port, made)
        during = neighbour.times_since(before)
    _show(registrations, "registrations")
    _show(staff, "staff, all changed")
    mended, planned = registrations["mended"], registrations["planned_anew"]
    print(f"mended: the slowest of three answers after {mended:.2f} s, previewed with all after {planned:.1f} s")
    slowed = handed_in.slowed(before, during)
    print(f"worker: {idle} MB idle, {watch.most} MB at most")
    bounds = {
        f"an upload was answered in {max(registrations['answered'], staff['answered']):.2f} s, not {ANSWER_BOUND}": max(
            registrations["answered"], staff["answered"]
        )
        <= ANSWER_BOUND,
        f"a mend was answered in {mended:.2f} s, not {MEND_BOUND}": mended <= MEND_BOUND,
        "progress did not move while it was read": registrations["reading_steps"] > 2,
        "progress did not move while it was taken in": registrations["taking_steps"] > 2,
        f"{watch.most - idle} MB above idle, not {MEMORY_BOUND}": watch.most - idle <= MEMORY_BOUND,
        f"5,000 staff were taken in in {staff['taken']:.1f} s, not {STAFF_BOUND}": staff["taken"] <= STAFF_BOUND,
    }
    for page, (calm, busy) in slowed.items():
        told = f"{page}: p95 {busy * 1000:.0f} ms, {calm * 1000:.0f} before"
        bounds[told] = busy <= SLOWER_BOUND * calm + GRACE
    return [text for text, holds in bounds.items() if not holds]


def _show(found: dict[str, float], what: str) -> None:
    print(
        f"{what}: answered after {found['answered']:.2f} s, previewed after {found['previewed']:.1f} s "
        f"({found['reading_steps']} steps of progress seen), a page of the preview {found['page']:.2f} s, "
        f"taken in after {found['taken']:.1f} s ({found['taking_steps']} steps)"
    )


if __name__ == "__main__":
    sys.exit(main())
