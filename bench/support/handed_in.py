"""Two people at the running product: one hands workbooks in and takes them in, the other does the daily work."""

import re
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles
from threading import Event, Lock, Thread
from typing import Any

from support.visitor import HEAD_OF_UNIT, OFFICE, PASSWORD, Visitor

Times = dict[str, list[float]]
_PATIENCE, _LOOK, _PAUSE = 900.0, 0.5, 0.05
_PROGRESS = re.compile(r'<progress value="(\d+)"')
_TOTAL = re.compile(r'<b class="num">([\d.]+)</b> tất cả')
_LEFT_OUT = (3, 4, 5)


class Neighbour:
    """A head of a unit who loads the grid of the unit, the list of sheets and the home page, over and over."""

    def __init__(self, port: int, sheet: int):
        self.pages = {"grid": f"/dang-ky/{sheet}/", "list": "/dang-ky/", "home": "/"}
        self.visitor = Visitor(port)
        self.visitor.sign_in(HEAD_OF_UNIT, PASSWORD)
        self.found: Times = defaultdict(list)
        self.stop, self.lock = Event(), Lock()
        self.thread = Thread(target=self._go, daemon=True)

    def __enter__(self) -> "Neighbour":
        for page in self.pages.values():
            for _ in range(4):  # both processes of the web have read their templates
                self.visitor.get(page)
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.thread.join()

    def _go(self) -> None:
        while not self.stop.wait(_PAUSE):
            for name, page in self.pages.items():
                self.visitor.get(page)
                assert self.visitor.status == 200, self.visitor.text[:400]
                with self.lock:
                    self.found[name].append(self.visitor.seconds)

    def times(self, *, seconds: float) -> Times:
        """Return what was measured in so many seconds from now on."""
        time.sleep(seconds)
        with self.lock:
            return {name: list(times) for name, times in self.found.items()}

    def times_since(self, before: Times) -> Times:
        with self.lock:
            return {name: times[len(before[name]) :] for name, times in self.found.items()}


def slowed(before: Times, during: Times) -> dict[str, tuple[float, float]]:
    """Print p50 and p95 of every page, and return p95 before and during."""
    found = {}
    for name, calm in before.items():
        busy = during[name]
        (calm50, calm95), (busy50, busy95) = (_shares(calm), _shares(busy))
        print(
            f"the other user's {name}: before p50 {calm50 * 1000:.0f}, p95 {calm95 * 1000:.0f} ms ({len(calm)} times); "
            f"during p50 {busy50 * 1000:.0f}, p95 {busy95 * 1000:.0f} ms ({len(busy)} times)"
        )
        found[name] = calm95, busy95
    return found


def registrations(port: int, made: dict[str, Any]) -> dict[str, float]:
    form = {"round": str(made["round"]), "unit": ""}
    return _brought_in(port, "/dang-ky/nhap-excel/", form, Path(made["registrations"]), "nhap/", is_mended=True)


def staff(port: int, made: dict[str, Any]) -> dict[str, float]:
    return _brought_in(port, "/ho-so/nhan-su/nhap/", {}, Path(made["staff"]), "ghi/")


def _brought_in(
    port: int, address: str, form: dict[str, str], file: Path, button: str, *, is_mended: bool = False
) -> dict[str, float]:
    """Hand a workbook in, wait for its preview, mend it, take it in; return the seconds of every step."""
    office = Visitor(port)
    office.sign_in(OFFICE, PASSWORD)
    office.get(address)
    start = time.perf_counter()
    office.post(address, form, file=("file", file))
    assert office.status == 302, office.text[:2000]
    found, page = {"answered": office.seconds}, office.location
    steps = _followed(office, page)
    found |= {"previewed": time.perf_counter() - start, "reading_steps": steps}
    office.get(page)
    found["page"] = office.seconds
    if is_mended:
        found |= _mended(office, page)
    seen = office.value_of("seen")
    assert seen, office.text[:3000]
    start = time.perf_counter()
    office.post(f"{page}{button}", {"seen": seen})
    steps = _followed(office, page)
    return found | {"taken": time.perf_counter() - start, "taking_steps": steps}


def _mended(office: Visitor, page: str) -> dict[str, float]:
    """Leave rows out, one right after the other, and wait for the preview without all of them."""
    before, answers, start = _total(office), [], time.perf_counter()
    for row in _LEFT_OUT:
        office.post(f"{page}sua/", {"place": f"Toàn viện|{row}|", "way": "skip"})
        assert office.status == 302, office.text[:2000]
        answers.append(office.seconds)
    _followed(office, page)
    spent = time.perf_counter() - start
    office.get(page)
    assert _total(office) == before - len(_LEFT_OUT), office.text[:3000]
    return {"mended": max(answers), "planned_anew": spent}


def _total(office: Visitor) -> int:
    """Return how many rows the preview on the page has."""
    found = _TOTAL.search(office.text)
    assert found, office.text[:3000]
    return int(found.group(1).replace(".", ""))


def _followed(office: Visitor, page: str) -> int:
    """Ask for the progress, as the page does, until the work has ended; return how many values were seen."""
    seen, deadline = set(), time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        office.get(page, is_fragment=True)
        if "HX-Refresh" in office.headers:
            return len(seen)
        seen |= set(_PROGRESS.findall(office.text))
        time.sleep(_LOOK)
    raise SystemExit(f"{page} did not end.")


def _shares(times: list[float]) -> tuple[float, float]:
    cut = quantiles(times, n=20)
    return cut[9], cut[18]
