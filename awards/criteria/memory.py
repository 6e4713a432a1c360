"""A memory that ends: what comes first is kept, for what comes often comes early; the rest is worked out each time."""

from collections.abc import Hashable
from typing import Any

# A memory of the usual size holds so much: it does not grow with the people.
MOST = 192
# A memory that has turned away so many times what it holds starts anew: others come now than before.
PATIENCE = 8
# So much of the usual size is enough for a memory among many of a kind that are remembered themselves.
INNER = 0.25


class Limited(dict[Any, Any]):
    """What was kept first; what was never kept is None. ``size`` says how many times the usual number it holds."""

    __slots__ = ("most", "turned_away")

    def __init__(self, size: float = 1) -> None:
        self.most = size * MOST
        self.turned_away = 0

    def __missing__(self, key: Hashable) -> None:
        return None

    def keep(self, key: Hashable, found: Any) -> Any:
        """Return what was found, and keep it where there is room."""
        if len(self) < self.most or key in self or self._starts_anew():
            self[key] = found
        return found

    def same(self, key: Hashable, found: Any) -> Any:
        """Return what was kept under a key; what is new is kept."""
        known = self[key]
        return self.keep(key, found) if known is None else known

    def _starts_anew(self) -> bool:
        self.turned_away += 1
        is_over = self.turned_away > PATIENCE * self.most
        if is_over:
            self.turned_away = 0
            self.clear()
        return is_over
