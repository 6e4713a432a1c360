"""Lines that name the same person or collective: told apart, never merged in silence."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from core.sheets.normalise import name_sign
from emulation.builders import units
from emulation.builders.findings import Findings, Issue, error, info, warning
from emulation.builders.subjects import Subject
from emulation.choices import SubjectKind

# In a mark: whatever the code, the post, the years of a line are.
ANY, UNTITLED = None, 0
Mark = tuple[str | None, str | None, int | None]


def tell_duplicates(subjects: list[Subject], findings: Findings) -> None:
    """Compare every line with the first of its name and unit that means something for it."""
    keys = [(subject.kind, units.unit_sign(subject.unit), _sign(subject)) for subject in subjects]
    several = Counter(keys)
    earlier: dict[tuple[str, str, str], _Earlier] = defaultdict(_Earlier)
    for subject, key in zip(subjects, keys, strict=True):
        if several[key] > 1 and (issue := earlier[key].between(subject)):
            findings.add(subject.sheet, subject.row, subject.name_column, issue)


class _Earlier:
    """The lines of one name and unit so far: the first of each mark, so that a long list is not compared in pairs."""

    def __init__(self) -> None:
        self.first: dict[Mark, tuple[int, Subject]] = {}
        self.posts: dict[str | None, dict[str, tuple[int, Subject]]] = defaultdict(dict)
        self.number = 0

    def between(self, subject: Subject) -> Issue | None:
        """Return what the earlier lines mean for another one, which is then one of them."""
        met = [self.first[mark] for mark in _asked(subject) if mark in self.first]
        post = name_sign(subject.position)
        for code in _codes(subject) if post else ():
            met += [found for other, found in self.posts[code].items() if other != post]
        self._add(subject, post)
        return _between(min(met, key=lambda found: found[0])[1], subject) if met else None

    def _add(self, subject: Subject, post: str) -> None:
        self.number += 1
        found = (self.number, subject)
        for mark in _marks(subject):
            self.first.setdefault(mark, found)
        for code in (subject.code, ANY):
            if post and len(self.posts[code]) < 2:  # of two posts one is another than that of any line
                self.posts[code].setdefault(post, found)


def _marks(subject: Subject) -> Iterator[Mark]:
    """Yield by what a line is found: code, post, and a year, or that it names no title."""
    whats = (ANY, *_years(subject), *(() if subject.titles else (UNTITLED,)))
    return (
        (code, post, what)
        for code in (subject.code, ANY)
        for post in (name_sign(subject.position), ANY)
        for what in whats
    )


def _asked(subject: Subject) -> Iterator[Mark]:
    """Yield the marks of the lines that may be the same as a line, which ``_between`` says more of."""
    post = name_sign(subject.position)
    whats = (*_years(subject), UNTITLED) if subject.titles else (ANY,)
    return (
        (code, place, what) for code in _codes(subject) for place in ((post, "") if post else (ANY,)) for what in whats
    )


def _codes(subject: Subject) -> tuple[str | None, ...]:
    """Return the codes that do not speak against a line being the same."""
    return (subject.code, "") if subject.code else (ANY,)


def _sign(subject: Subject) -> str:
    is_person = subject.kind == SubjectKind.PERSON
    return name_sign(subject.name) if is_person else units.unit_sign(subject.name)


def _between(one: Subject, other: Subject) -> Issue | None:
    """Return what two lines of one name and unit mean for the second."""
    where = f"dòng {one.row}" if one.sheet == other.sheet else f"dòng {one.row} của trang “{one.sheet}”"
    if one.code and other.code and one.code != other.code:
        return None
    posts = {name_sign(one.position), name_sign(other.position)} - {""}
    if len(posts) > 1:
        return warning("SAME_NAME", f"Trùng tên với {where} nhưng khác chức vụ; coi là hai người.", other.name)
    if not set(_years(one)) & set(_years(other)) and one.titles and other.titles:
        return None
    if _content(one) == _content(other):
        if one.sheet != other.sheet:
            return info("DUPLICATE_ROW", f"Giống hệt {where}; chỉ tính một lần.", other.name)
        return error("DUPLICATE_ROW", f"Trùng hoàn toàn {where}.", other.name)
    return error("DUPLICATE_SUBJECT", f"Cùng tên, cùng đơn vị với {where} nhưng danh hiệu khác.", other.name)


def _years(subject: Subject) -> list[int]:
    return [year for year, text in subject.texts.items() if text]


def _content(subject: Subject) -> dict[int, object]:
    """Return what is registered; cells that could not be read compare by their text."""
    return {year: sorted(subject.titles.get(year, [])) or text for year, text in subject.texts.items() if text}
