"""What the pages of a kind of workbook may ask for, in one place for all kinds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from emulation.services.job import watch_end
from emulation.services.workbook import WorkbookKind, preview_of, receive, take_in
from emulation.services.workbook_marks import marked
from emulation.services.workbook_undo import undo, undoing


def acts_of(kind: WorkbookKind) -> dict[str, Callable[..., Any]]:
    """Return the acts of a kind by the names that ``core.workbook_pages.WorkbookPages`` gives them."""
    acts = (receive, preview_of, take_in, marked, undoing, undo)
    return {act.__name__: partial(act, kind) for act in acts} | {"watch_end": watch_end}
