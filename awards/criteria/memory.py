"""A memory that ends: what was looked up lately is kept, what nobody asks for any more goes."""

from collections.abc import Hashable
from typing import Any

# A generation of a memory holds so much, and a memory two of them: it does not grow with the people.
MOST = 2048


class Recent(dict[Any, Any]):
    """What was kept or looked up lately; what was never kept, or is gone, is None.

    A generation that is full becomes the older one, and the one before is dropped; what is looked up
    among the older moves over to the new. ``size`` says how many times the usual number fills it.
    """

    __slots__ = ("older", "size")

    def __init__(self, size: float = 1) -> None:
        self.older: dict[Any, Any] = {}
        self.size = size

    def __missing__(self, key: Hashable) -> Any:
        found = self.older.get(key)
        return found if found is None else self.keep(key, found)

    def keep(self, key: Hashable, found: Any) -> Any:
        if len(self) >= self.size * MOST:
            self.older = self.copy()
            self.clear()
        self[key] = found
        return found

    def same(self, key: Hashable, found: Any) -> Any:
        """Return what was kept under a key; what is new is kept."""
        known = self[key]
        return self.keep(key, found) if known is None else known

    def forget(self) -> None:
        self.older = {}
        self.clear()
