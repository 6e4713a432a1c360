"""What something comes to where a local setting may be read in more than one way.

A setting that nobody has decided is tried at every usual value; what follows from each is kept,
and the finding as it is shown, which says what hangs on the setting.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from awards.criteria import law
from awards.criteria.findings import Finding, Say

_MOST = 64


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Findings by the values of undecided settings, in the order of ``names``.

    ``shown`` says what hangs on them; ``settled`` says that the verdict does not.
    """

    names: tuple[str, ...]
    by_values: dict[tuple[Any, ...], Finding]
    shown: Finding
    settled: Finding

    @property
    def content(self) -> tuple[Any, ...]:
        return self.names, tuple(self.by_values.items()), self.shown, self.settled

    @property
    def says(self) -> tuple[Any, ...]:
        """Return all that a condition which only hears the verdict can learn."""
        by_values = tuple((values, found.say) for values, found in self.by_values.items())
        return self.names, by_values, self.shown.say, self.settled.say


Read = Finding | Open


def read(look: Callable[..., tuple[Finding, set[str]]]) -> Read:
    """Return what a look comes to; ``look`` takes fields of a case, and says which settings it asked for."""
    found, asked = look()
    if not asked:
        return found
    # Where nothing is assumed, every setting that is asked for is tried at the first of its usual values.
    by_values = {tuple((name, law.usual(name)[0]) for name in sorted(asked)): found}
    grown = True
    while grown and len(by_values) < _MOST:
        grown = False
        names = tuple(sorted(asked))
        for values in _usual(names):
            assumed = tuple(zip(names, values, strict=True))
            if assumed in by_values:
                continue
            found, more = look(assumed=dict(assumed))
            by_values[assumed] = found
            if not more <= asked:
                asked, grown = asked | more, True
                break
    names = tuple(sorted(asked))
    full = {tuple(v for _, v in items): found for items, found in by_values.items() if len(items) == len(names)}
    left = frozenset(asked)
    return Open(names, full, look(undecided=left)[0], look(undecided=left, settled=True)[0])


def join_readings(parts: Sequence[Read], join: Callable[[Sequence[Finding]], Finding]) -> Read:
    """Return what parts come to together, under each combination of the settings that any of them leaves open."""
    opens = [part for part in parts if isinstance(part, Open)]
    if not opens:
        return join(parts)  # type: ignore[arg-type]
    names = opens[0].names
    if any(part.names != names for part in opens):
        names = tuple(sorted({name for part in opens for name in part.names}))
    by_values = {values: join(_under(parts, names, values)) for values in _usual(names)}
    shown = join([part.shown if isinstance(part, Open) else part for part in parts])
    return Open(names, by_values, shown, join([part.settled if isinstance(part, Open) else part for part in parts]))


def _under(parts: Sequence[Read], names: tuple[str, ...], values: tuple[Any, ...]) -> list[Finding]:
    """Return what each part comes to under the values of the names."""
    assumed = dict(zip(names, values, strict=True))
    return [
        part if isinstance(part, Finding) else part.by_values[values] if part.names == names else under(part, assumed)
        for part in parts
    ]


def under(part: Read, assumed: Mapping[str, Any]) -> Finding:
    """Return what a part comes to under assumed values; what it leaves open has to be among them."""
    return part.by_values[tuple(assumed[name] for name in part.names)] if isinstance(part, Open) else part


def says_of(part: Read) -> set[Say]:
    return {found.say for found in part.by_values.values()} if isinstance(part, Open) else {part.say}


@cache
def _usual(names: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """Return the usual values of settings, in every combination."""
    return tuple(product(*(law.usual(name) for name in names)))
