"""The tree that is shown where readings of a title differ: one tree, which says where the settings make a difference.

What comes to the same in every reading stands as it is. Where the verdict hangs on a setting, the
criterion says so, with what follows from each value; where it does not, the criterion decides nothing.
"""

from collections.abc import Sequence

from awards.criteria import law
from awards.criteria.findings import Finding, Say, best, worst
from awards.criteria.readings import Open, Values, mattering

# A finding on a setting that nobody has decided and that does not change the verdict.
SETTLED = "setting"


def one_tree(found: Open, unset: tuple[str, ...]) -> Finding:
    """Return one tree for all readings; ``unset`` are the settings that the verdict hangs on, if any."""
    if unset:
        return _Telling(found.names, tuple(found.by_values), unset).one(tuple(found.by_values.values()))
    say = best(found.all_says)
    same = {values: reading for values, reading in found.by_values.items() if reading.say == say}
    one = _Telling(found.names, tuple(same), ()).one(tuple(same.values()))
    # Where each reading has a reason of its own for the same verdict, that of the first stands for all.
    return one if _together(one) == say else next(iter(same.values()))


def _together(finding: Finding) -> Say:
    return worst(part.say for part in finding.parts if not part.is_advice)


class _Telling:
    """One tree of several, by the values of settings that each follows from."""

    def __init__(self, names: tuple[str, ...], values: tuple[Values, ...], unset: tuple[str, ...]):
        self.names, self.values, self.unset = names, values, unset

    def one(self, readings: Sequence[Finding]) -> Finding:
        first = readings[0]
        if all(reading == first for reading in readings):
            return first
        if _is_alike(readings):
            parts = tuple(self.one(alike) for alike in zip(*(reading.parts for reading in readings), strict=True))
            first = first._replace(parts=parts)
        if all(reading.say == first.say for reading in readings):
            return first
        says = {values: reading.say for values, reading in zip(self.values, readings, strict=True)}
        names = mattering(self.names, says) or self.names
        return (self._open if set(names) & set(self.unset) else self._settled)(first, names, readings)

    def _open(self, first: Finding, names: tuple[str, ...], readings: Sequence[Finding]) -> Finding:
        """Return that a person has to decide, with what follows."""
        if first.parts and _is_alike(readings):
            is_said_alike = all(reading.text == first.text for reading in readings)
            open_ = f"Kết quả tùy thuộc thiết lập chưa đặt: {_labels(names)}."
            return first.saying(Say.PERSON, first.text if is_said_alike else open_)
        text = f"Đơn vị chưa đặt {_labels(names)}: cần người có thẩm quyền quyết định."
        text += self._following(names, readings)
        return Finding(first.criterion, Say.PERSON, text, first.article, first.evidence)

    def _settled(self, first: Finding, names: tuple[str, ...], readings: Sequence[Finding]) -> Finding:
        """Return that the settings change nothing of the verdict, with what follows here."""
        text = f"{_labels(names)} chưa đặt; đặt thế nào thì kết luận chung cũng không đổi."
        text += "" if first.parts else self._following(names, readings)
        return Finding(SETTLED, Say.MET, text, first.article, first.evidence, first.parts, True, first.is_choice)

    def _following(self, names: tuple[str, ...], readings: Sequence[Finding]) -> str:
        """Return what follows from each value of the one setting that matters."""
        if len(names) > 1:
            return ""
        place = self.names.index(names[0])
        found: dict[str, dict[str, None]] = {}
        for values, reading in zip(self.values, readings, strict=True):
            found.setdefault(_cause(reading), {})[f"“{law.say_value(names[0], values[place])}”"] = None
        return "".join(f" Nếu là {' hoặc '.join(values)}: {cause}" for cause, values in found.items())


def _is_alike(readings: Sequence[Finding]) -> bool:
    return all(_shape(reading) == _shape(readings[0]) for reading in readings)


def _shape(finding: Finding) -> tuple[str, bool, tuple[str, ...]]:
    return finding.criterion, finding.is_choice, tuple(part.criterion for part in finding.parts)


def _labels(names: tuple[str, ...]) -> str:
    return "; ".join(f"“{law.label(name)}”" for name in names)


def _cause(finding: Finding) -> str:
    """Return the first sentence that a finding hangs on."""
    if finding.say == Say.MET:
        return "đạt."
    while parts := [part for part in finding.parts if part.say == finding.say and not part.is_advice]:
        finding = parts[0]
    return finding.text
