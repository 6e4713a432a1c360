"""What a registration sheet still lacks: pure functions over its lines, without a database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.text import fold
from emulation.choices import SubjectKind, form_text, title, titles, titles_for


@dataclass(frozen=True)
class Line:
    """One line of a sheet as it is judged and compared; ``targets`` maps a year to title codes."""

    pk: int
    number: int
    kind: str
    name: str
    position: str = ""
    summary: str = ""
    subject: str = ""
    origin: int | None = None
    targets: dict[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """One thing to mend before the sheet can be sent, and the place on the page where it is mended.

    ``page_of`` is the line whose own page of criteria has the place instead.
    """

    text: str
    anchor: str
    short: str
    link: str = "Đến ô"
    level: str = "warn"
    page_of: int | None = None


def empty_lines(lines: Sequence[Line]) -> list[Gap]:
    """Return the persons and collectives without any target; a model may have none."""
    return [
        Gap(f"Dòng {line.number}, {line.name}: chưa chọn danh hiệu.", f"dong-{line.pk}", str(line.number))
        for line in lines
        if line.kind != SubjectKind.MODEL and not any(line.targets.values())
    ]


def undescribed_models(lines: Sequence[Line]) -> list[Gap]:
    """Return the models that lack a name or a description."""
    return [
        Gap(
            f"Dòng {line.number}, mô hình “{line.name}”: chưa có tên hoặc mô tả nội dung.",
            f"dong-{line.pk}", str(line.number), "Ghi mô tả",
        )
        for line in lines
        if line.kind == SubjectKind.MODEL and not (line.name.strip() and line.summary.strip())
    ]  # fmt: skip


def missing_positions(lines: Sequence[Line]) -> list[Gap]:
    """Return the persons whose position as of then is not written (S0-44)."""
    return [
        Gap(f"Dòng {line.number}, {line.name}: chưa ghi chức vụ.", f"chuc-vu-{line.pk}", str(line.number))
        for line in lines
        if line.kind == SubjectKind.PERSON and not line.position.strip()
    ]


def crossed_titles(lines: Sequence[Line]) -> list[Gap]:
    """Return the cells with a title that such a subject may not hold (S0-45)."""
    return [
        Gap(f"Dòng {line.number}, năm {year}: {refusal}", f"o-{line.pk}-{year}", str(line.number), level="bad")
        for line in lines
        for year, codes in line.targets.items()
        if (refusal := title_refusal(codes, line.kind))
    ]


def repeated_lines(lines: Sequence[Line]) -> list[Gap]:
    """Return the lines whose subject stands on the sheet more than once; models by their name."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        key = line.subject or f"{line.kind}:{fold(line.name)}"
        seen[key] += 1
        if seen[key] > 1:
            text = f"Dòng {line.number}, {line.name}: đã có ở dòng trên."
            found.append(Gap(text, f"dong-{line.pk}", str(line.number), "Xem dòng", "bad"))
    return found


def title_refusal(codes: Iterable[str], kind: str) -> str:
    """Say which of the titles do not fit the kind of subject, "" when all do."""
    allowed = {fit.code for fit in titles_for(kind)}
    wrong = [code for code in codes if code not in allowed]
    if not wrong:
        return ""
    names = ", ".join(f"“{title(code).short}”" if code in titles() else f"“{code}”" for code in sorted(wrong))
    return f"{names} không dùng cho {SubjectKind(kind).label.lower()}."


def cell_text(codes: Iterable[str], kind: str) -> str:
    """Return a cell as the official form writes it, "–" when it is empty."""
    return form_text(codes, kind) or "–"
