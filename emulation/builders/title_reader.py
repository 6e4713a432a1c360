"""The cells of titles of one workbook: read with patience at first, and exactly once too many of them make no sense."""

import re

from emulation.builders import leftovers, lexicon
from emulation.builders.findings import INFO, error
from emulation.builders.title_cells import Reading, read_titles

# A hospital misspells some dozens of texts, not thousands that are all different.
MOST_UNSURE = 2_000
# A longer text of a list that misspells so much is hardly spelt right itself.
_LONGEST_EXACT = 200
_SEPARATORS = re.compile(r"[,;\n]|\s[-–+]\s")


class TitleReader:
    """Looks for what a misspelt text may mean until ``MOST_UNSURE`` different ones were met."""

    def __init__(self) -> None:
        self._unsure: set[str] = set()

    def read(self, text: str) -> Reading:
        if self.has_given_up(text):
            return _hostile(text) or _unknown(text)
        if self._is_spent and text not in self._unsure:
            return read_exactly(text)
        found = read_titles(text)
        if any(issue.severity != INFO for issue in found.issues):
            self._unsure.add(text)
        return found

    def has_given_up(self, text: str) -> bool:
        """Return whether a text is not looked into: too long to be spelt right in a list of so many slips."""
        return len(text) > _LONGEST_EXACT and self._is_spent and text not in self._unsure

    @property
    def _is_spent(self) -> bool:
        return len(self._unsure) >= MOST_UNSURE


def read_exactly(text: str) -> Reading:
    """Return the titles of a cell whose parts are all spelt as the lexicon knows them; any other is unknown."""
    if not text:
        return Reading()
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    codes = [lexicon.closed_keys().get("".join(lexicon.words_of(part)), "") for part in parts]
    if codes and all(codes):
        return Reading(tuple(dict.fromkeys(codes)))
    if issue := leftovers.whole_cell(text):
        return Reading(issues=(issue,))
    return _unknown(text)


def _hostile(text: str) -> Reading | None:
    return Reading(issues=(leftovers.hostile(text),)) if leftovers.HOSTILE.search(text) else None


def _unknown(text: str) -> Reading:
    shown = f"“{text[:200]}”"
    return Reading(issues=(error("UNKNOWN_TITLE", f"Danh hiệu không có trong danh mục: {shown}.", text[:800]),))
