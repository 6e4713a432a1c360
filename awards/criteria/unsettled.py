"""The tree that is shown where readings of a title differ: one tree, which says where the settings make a difference.

What comes to the same in every reading stands as it is. Where the verdict hangs on a setting, the
criterion says what follows from each value; where it does not, the criterion decides nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from awards.criteria import law
from awards.criteria.findings import Finding, Say, best, worst
from awards.criteria.readings import Open, Values, mattering

# A finding on a setting that nobody has decided and that does not change the verdict.
SETTLED = "setting"


def one_tree(found: Open) -> Finding:
    """Return one tree for all readings, under the first reading's verdict where they differ in it."""
    values, readings = tuple(found.by_values), tuple(found.by_values.values())
    return _Telling(found.names, values, frozenset(found.deciding)).one(readings)


def in_doubt(says: Iterable[Say]) -> Say:
    """Return what several readings leave: a person decides where one of them may turn out well."""
    different = set(says)
    return Say.PERSON if len(different) > 1 and different & {Say.MET, Say.PERSON} else best(different)


def labels(names: Iterable[str]) -> str:
    return "; ".join(f"“{law.label(name)}”" for name in names)


class _Telling:
    """One tree of several, by the values of settings that each follows from; ``deciding`` may change the verdict."""

    def __init__(self, names: tuple[str, ...], values: tuple[Values, ...], deciding: frozenset[str]):
        self.names, self.values, self.deciding = names, values, deciding

    def one(self, readings: Sequence[Finding]) -> Finding:
        first = readings[0]
        if all(reading == first for reading in readings):
            return first
        is_alike = all(_shape(reading) == _shape(first) for reading in readings)
        if is_alike and first.parts:
            first = self._joined(first, readings)
        if all(reading.say == first.say for reading in readings):
            return first if is_alike and (first.parts or first.say == Say.MET) else self._reworded(first, readings)
        names = self._mattering(readings, [reading.say for reading in readings])
        return (self._open if self.deciding & set(names) else self._settled)(first, names, readings)

    def _joined(self, first: Finding, readings: Sequence[Finding]) -> Finding:
        """Return the first reading with the parts of all; what they come to has to follow from them."""
        of_parts = list(zip(*(reading.parts for reading in readings), strict=True))
        joined = first._replace(parts=tuple(self.one(alike) for alike in of_parts))
        if _together(joined) == _together(first):
            return joined
        # Each reading has a reason of its own: then what follows from each value is told.
        every = _Telling(self.names, self.values, frozenset(self.names))
        return first._replace(parts=tuple(every.one(alike) for alike in of_parts))

    def _mattering(self, readings: Sequence[Finding], of: Sequence[Any]) -> tuple[str, ...]:
        return mattering(self.names, dict(zip(self.values, of, strict=True)))

    def _open(self, first: Finding, names: tuple[str, ...], readings: Sequence[Finding]) -> Finding:
        """Return what the settings leave open, with what follows from each value."""
        say = in_doubt(reading.say for reading in readings)
        if first.parts:
            is_said_alike = all(reading.text == first.text for reading in readings)
            return first.saying(say, first.text if is_said_alike else f"Tùy thiết lập chưa đặt: {labels(names)}.")
        text = f"Đơn vị chưa đặt {labels(names)}: cần người có thẩm quyền quyết định."
        text += self._following(names, readings)
        return Finding(first.criterion, say, text, first.article, first.evidence)

    def _settled(self, first: Finding, names: tuple[str, ...], readings: Sequence[Finding]) -> Finding:
        """Return that the settings change nothing of the verdict, with what follows here."""
        text = f"{labels(names)} chưa đặt; đặt thế nào thì kết luận chung cũng không đổi."
        text += "" if first.parts else self._following(names, readings)
        return Finding(SETTLED, Say.MET, text, first.article, first.evidence, first.parts, True, first.is_choice)

    def _reworded(self, first: Finding, readings: Sequence[Finding]) -> Finding:
        """Return what comes to the same by different reasons: none of them is told as the only one."""
        causes = [_cause(reading) for reading in readings]
        names = self._mattering(readings, causes)
        if first.say == Say.MET or not names:
            return first
        text = f"{labels(names)} chưa đặt.{self._following(names, readings)}"
        return Finding(first.criterion, first.say, text, first.article, first.evidence)

    def _following(self, names: tuple[str, ...], readings: Sequence[Finding]) -> str:
        """Return what follows from each value of a setting; of several, from each way to set them."""
        by_way: dict[str, dict[str, None]] = {}
        for values, reading in zip(self.values, readings, strict=True):
            by_way.setdefault(self._way(names, values), {})[_cause(reading)] = None
        alike: dict[tuple[str, ...], list[str]] = {}
        for way, causes in by_way.items():
            alike.setdefault(tuple(causes), []).append(way)
        told = [(ways, " Hoặc: ".join(causes)) for causes, ways in alike.items()]
        if len(names) == 1:
            return "".join(f" Nếu là {' hoặc '.join(ways)}: {cause}" for ways, cause in told)
        # What follows from most of the ways is told of all that are not named.
        *few, (_, rest) = sorted(told, key=lambda one: len(one[0]))
        named = (f" Nếu lần lượt đặt {'; hoặc '.join(ways)}: {cause}" for ways, cause in few)
        return f"{''.join(named)} Đặt cách khác: {rest}"

    def _way(self, names: tuple[str, ...], values: Values) -> str:
        """Return the values of the settings, in the order in which they are named."""
        of = dict(zip(self.names, values, strict=True))
        return " và ".join(f"“{law.say_value(name, of[name])}”" for name in names)


def _shape(finding: Finding) -> tuple[str, bool, tuple[str, ...]]:
    return finding.criterion, finding.is_choice, tuple(part.criterion for part in finding.parts)


def _together(finding: Finding) -> Say:
    """Return what the parts of a finding come to."""
    says = [part.say for part in finding.parts if not part.is_advice]
    return best(says) if finding.is_choice else worst(says)


def _cause(finding: Finding) -> str:
    """Return the first sentence that a finding hangs on."""
    if finding.say == Say.MET:
        return "đạt."
    while parts := [part for part in finding.parts if part.say == finding.say and not part.is_advice]:
        finding = parts[0]
    return finding.text
