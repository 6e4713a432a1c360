"""What a sheet still lacks before it can be sent, each with the place where it is mended."""

from dataclasses import dataclass

from emulation.criteria import (
    Gap,
    crossed_titles,
    empty_lines,
    missing_positions,
    repeated_lines,
    undescribed_models,
)
from emulation.models import Sheet
from emulation.workflow import (
    SHEET,
    endorsement_is_recorded,
    has_an_exemplar,
    lines_of,
    listed_elsewhere,
    round_is_open,
    unanswered_lines,
)


@dataclass(frozen=True)
class Readiness:
    """What is still to do, and how many conditions are met already."""

    gaps: tuple[Gap, ...]
    met: int

    @property
    def count(self) -> int:
        return len(self.gaps)


def readiness_of(sheet: Sheet) -> Readiness:
    """Return everything that keeps a sheet from being sent, apart from the office's remarks."""
    lines = lines_of(sheet)
    gaps = [
        *_whole(round_is_open(sheet), "dot", "Xem đợt", "bad"),
        *_whole(has_an_exemplar(sheet), "them-dong", "Thêm dòng"),
        *crossed_titles(lines),
        *repeated_lines(lines),
        *listed_elsewhere(sheet),
        *empty_lines(lines),
        *missing_positions(lines),
        *undescribed_models(lines),
        *unanswered_lines(sheet),
        *_whole(endorsement_is_recorded(sheet), "suy-ton", "Nhập số phiếu"),
    ]
    met = sum(1 for need in SHEET.steps["submit"].needs if not need(sheet))
    return Readiness(tuple(gaps), met)


def _whole(text: str, anchor: str, link: str, level: str = "warn") -> list[Gap]:
    return [Gap(text, anchor, "", link, level)] if text else []
