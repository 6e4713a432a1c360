"""The cells of titles of one workbook: read with patience at first, and exactly once too many of them make no sense."""

import re

from emulation.builders import leftovers, lexicon
from emulation.builders.findings import INFO, error
from emulation.builders.title_cells import Reading, read_titles

# A hospital misspells some dozens of texts, not thousands that are all different.
MOST_UNSURE = 2_000
# Six titles in full words have 400 letters; a longer text is an account of something.
LONGEST = 500
_SEPARATORS = re.compile(r"[,;\n]|\s[-–+]\s")


class TitleReader:
    """Looks for what a misspelt text may mean until ``MOST_UNSURE`` different ones were met."""

    def __init__(self) -> None:
        self._unsure: set[str] = set()

    def read(self, text: str) -> Reading:
        if len(text) > LONGEST:
            return _unknown(text)
        if len(self._unsure) >= MOST_UNSURE and text not in self._unsure:
            return read_exactly(text)
        found = read_titles(text)
        if any(issue.severity != INFO for issue in found.issues):
            self._unsure.add(text)
        return found


def read_exactly(text: str) -> Reading:
    """Return the titles of a cell whose parts are all spelt as the lexicon knows them; any other is unknown."""
    if not text:
        return Reading()
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    codes = [lexicon.closed_keys().get("".join(lexicon.words_of(part)), "") for part in parts]
    if codes and all(codes):
        return Reading(tuple(dict.fromkeys(codes)))
    return _unknown(text)


def _unknown(text: str) -> Reading:
    if issue := leftovers.whole_cell(text):
        return Reading(issues=(issue,))
    shown = f"“{text[:200]}”"
    return Reading(issues=(error("UNKNOWN_TITLE", f"Danh hiệu không có trong danh mục: {shown}.", text[:800]),))
