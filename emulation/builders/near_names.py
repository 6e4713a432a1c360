"""What a misspelt name of a unit or a person may mean: the one known name that is nearest, to be asked about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from emulation.builders.title_reader import MOST_UNSURE

_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
# A longer key is no name: one letter off it there are more spellings than are worth a look.
_SHORTEST, _LONGEST = 5, 120


@dataclass
class NearNames:
    """The names of a house as (spelling, name); ``sign`` makes spellings comparable, without accents.

    Nothing is laid out before the first doubt, and after ``MOST_UNSURE`` different ones nothing more is looked for.
    """

    spellings: Iterable[tuple[str, str]]
    sign: Callable[[str], str]
    _met: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def question(self, text: str, *, may: Callable[[str], bool] = lambda name: True) -> str:
        """Return " Có phải “…” không?" where one near name may be meant, else ""."""
        found = [name for name in self.near(text) if may(name)]
        return f" Có phải “{found[0]}” không?" if len(found) == 1 else ""

    @property
    def is_spent(self) -> bool:
        """Whether so many doubts were looked for that other ones are not."""
        return len(self._met) >= MOST_UNSURE

    def near(self, text: str) -> tuple[str, ...]:
        """Return the names that a text may mean: those with the same letters, else those one letter off."""
        key = self._key(text)
        if key not in self._met:
            if not _SHORTEST <= len(key) <= _LONGEST or self.is_spent or len(key) > self._reach:
                return ()
            names = self._known.get(key) or {n for near in _one_off(key) for n in self._known.get(near, ())}
            self._met[key] = tuple(sorted(names))
        return self._met[key]

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = defaultdict(set)
        for spelling, name in self.spellings:
            known[self._key(spelling)].add(name)
        return dict(known)

    @cached_property
    def _reach(self) -> int:
        """Return the length from which on nothing known is one letter off."""
        return max(map(len, self._known), default=0) + 1

    def _key(self, text: str) -> str:
        return "".join(self.sign(text).split())


def _one_off(key: str) -> Iterator[str]:
    """Yield every key with one letter missed, added, changed or swapped: its first letter is the same."""
    for place in range(1, len(key) + 1):
        before, after = key[:place], key[place:]
        yield from (f"{before}{sign}{after}" for sign in _SIGNS)
        if after:
            yield before + after[1:]
            yield from (f"{before}{sign}{after[1:]}" for sign in _SIGNS)
        if len(after) > 1:
            yield f"{before}{after[1]}{after[0]}{after[2:]}"
