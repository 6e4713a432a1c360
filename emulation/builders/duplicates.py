"""Lines that name the same person or collective: told apart, never merged in silence."""

from collections import defaultdict

from core.sheets.normalise import name_sign
from emulation.builders import units
from emulation.builders.findings import Findings, Issue, error, info, warning
from emulation.builders.subjects import Subject
from emulation.choices import SubjectKind


def tell_duplicates(subjects: list[Subject], findings: Findings) -> None:
    """Compare every line with the earlier ones of its name and unit."""
    earlier: dict[tuple[str, str, str], list[Subject]] = defaultdict(list)
    for subject in subjects:
        key = (subject.kind, units.unit_sign(subject.unit), _sign(subject))
        for other in earlier[key]:
            if issue := _between(other, subject):
                findings.add(subject.sheet, subject.row, subject.name_column, issue)
                break
        earlier[key].append(subject)


def _sign(subject: Subject) -> str:
    is_person = subject.kind == SubjectKind.PERSON
    return name_sign(subject.name) if is_person else units.unit_sign(subject.name)


def _between(one: Subject, other: Subject) -> Issue | None:
    """Return what two lines of one name and unit mean for the second."""
    where = f"dòng {one.row}" if one.sheet == other.sheet else f"dòng {one.row} của trang “{one.sheet}”"
    if one.code and other.code and one.code != other.code:
        return None
    same_post = not one.position or not other.position or name_sign(one.position) == name_sign(other.position)
    if not same_post:
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
