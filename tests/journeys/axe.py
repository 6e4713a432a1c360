"""axe-core on a page as it stands: the WCAG 2.x rules of levels A and AA, told so that one can find the place."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_OPTIONS = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
WIDTH_ONCE_DRAWN = """() => new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(
    () => tell(document.documentElement.scrollWidth))))"""
NARROW = (820, 390)  # a tablet, a phone
_MOST = 5  # places told of one rule


class Lookout:
    """Looks at pages along a journey and keeps what is wrong with them, so that one run tells everything."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.faults: list[str] = []

    def at(self, page: Page, name: str) -> None:
        """Check the page as it stands now, once for each name: accessible, and no wider than any window."""
        if name in self.seen:
            return
        page.emulate_media(reduced_motion="reduce")
        found = Axe().run(page, options=_OPTIONS).response["violations"]
        self.seen.append(name)
        self.faults += [f"{name} ({_place(page)}): {text}" for rule in found for text in _told(rule)]
        self.faults += [f"{name} ({_place(page)}): {text}" for text in _sideways(page)]

    def __str__(self) -> str:
        return "\n".join(self.faults)


def _sideways(page: Page) -> list[str]:
    """Return in which windows, from its own down to a phone's, the page is wider than the window."""
    own, found = page.viewport_size, []
    for width in (own["width"], *(narrow for narrow in NARROW if narrow < own["width"])):
        page.set_viewport_size({**own, "width": width})
        needed = page.evaluate(WIDTH_ONCE_DRAWN)
        found += [f"scrolls sideways, {needed} px in {width} px"] if needed > width else []
    page.set_viewport_size(own)
    return found


def _told(rule: dict[str, Any]) -> list[str]:
    nodes = rule["nodes"]
    shown = [f"{rule['id']} at {node['target'][0]}: {_why(node)}\n    {node['html'][:160]}" for node in nodes[:_MOST]]
    more = [f"{rule['id']} at {len(nodes) - _MOST} more places"] if len(nodes) > _MOST else []
    return shown + more


def _why(node: dict[str, Any]) -> str:
    reasons = [check["message"] for key in ("any", "all", "none") for check in node[key]]
    return reasons[0] if reasons else ""


def _place(page: Page) -> str:
    return page.evaluate("location.pathname")
