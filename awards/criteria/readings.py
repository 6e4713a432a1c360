"""What something comes to where a local setting may be read in more than one way.

A setting that nobody has decided is tried at every usual value, and what follows from each is kept.
A setting that changes nothing, not even a sentence, leaves nothing open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from awards.criteria import law
from awards.criteria.findings import Finding, Say

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Findings by the values of undecided settings, in the order of ``names``."""

    names: tuple[str, ...]
    by_values: dict[Values, Finding]

    @property
    def content(self) -> tuple[Any, ...]:
        return self.names, tuple(self.by_values.items())

    @property
    def says(self) -> tuple[Any, ...]:
        """Return all that a condition which only hears the verdict can learn."""
        return self.names, tuple((values, found.say) for values, found in self.by_values.items())

    @property
    def all_says(self) -> set[Say]:
        return {found.say for found in self.by_values.values()}

    @property
    def deciding(self) -> tuple[str, ...]:
        """Return the settings that the verdict hangs on."""
        return mattering(self.names, {values: found.say for values, found in self.by_values.items()})


Read = Finding | Open


def read(look: Callable[[dict[str, Any]], tuple[Finding, set[str]]]) -> Read:
    """Return what a look comes to.

    ``look`` takes the values to assume of settings, and says which settings it asked for; one of which
    nothing is assumed it takes at the first of its usual values.
    """
    found, asked = look({})
    if not asked:
        return found
    known = {tuple((name, law.usual(name)[0]) for name in sorted(asked)): found}
    while True:
        names = tuple(sorted(asked))
        for values in usual_values(names):
            assumed = tuple(zip(names, values, strict=True))
            if assumed not in known:
                known[assumed], more = look(dict(assumed))
                asked = asked | more
        if len(asked) == len(names):
            return _narrowed(names, {v: known[tuple(zip(names, v, strict=True))] for v in usual_values(names)})


def _narrowed(names: tuple[str, ...], by_values: dict[Values, Finding]) -> Read:
    """Return what is left open when settings that change nothing are left out."""
    left = mattering(names, by_values)
    if not left:
        return next(iter(by_values.values()))
    places = [names.index(name) for name in left]
    return Open(left, {tuple(values[place] for place in places): found for values, found in by_values.items()})


def mattering(names: tuple[str, ...], by_values: Mapping[Values, Any]) -> tuple[str, ...]:
    """Return the settings of which another value leads to something else, the others being equal."""
    left = []
    for place, name in enumerate(names):
        beside: dict[Values, Any] = {}
        for values, found in by_values.items():
            if beside.setdefault((*values[:place], *values[place + 1 :]), found) != found:
                left.append(name)
                break
    return tuple(left)


def join_readings(parts: Sequence[Read], join: Callable[[Sequence[Finding]], Finding]) -> Read:
    """Return what parts come to together, under each combination of the settings that any of them leaves open."""
    opens = [part for part in parts if isinstance(part, Open)]
    if not opens:
        return join(parts)  # type: ignore[arg-type]
    names = opens[0].names
    if any(part.names != names for part in opens):
        names = tuple(sorted({name for part in opens for name in part.names}))
    return Open(names, {values: join(_under(parts, names, values)) for values in usual_values(names)})


def _under(parts: Sequence[Read], names: tuple[str, ...], values: Values) -> list[Finding]:
    """Return what each part comes to under the values of the names."""
    assumed = dict(zip(names, values, strict=True))
    return [
        part if isinstance(part, Finding) else part.by_values[values] if part.names == names else under(part, assumed)
        for part in parts
    ]


def under(part: Read, assumed: Mapping[str, Any]) -> Finding:
    """Return what a part comes to under assumed values; what it leaves open has to be among them."""
    return part.by_values[tuple(assumed[name] for name in part.names)] if isinstance(part, Open) else part


@cache
def usual_values(names: tuple[str, ...]) -> tuple[Values, ...]:
    """Return the usual values of settings, in every combination."""
    return tuple(product(*(law.usual(name) for name in names)))
