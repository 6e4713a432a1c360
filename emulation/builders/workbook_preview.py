"""What a workbook of records would do, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from emulation.builders.findings import Finding
from emulation.choices import SEVERITIES


@dataclass(frozen=True)
class Preview:
    """What a workbook would do as far as it is shown; a page of what it has to tell, with word and tone, and of
    the ``rows`` that it would write.

    ``numbers`` says how much there is of each severity: (severity, word, number).
    """

    shown: dict[str, Any]
    seen: str
    told: list[tuple[Finding, str, str]]
    numbers: list[tuple[str, str, int]]
    has_more: bool
    rows: list[dict[str, Any]]
    has_more_rows: bool

    @classmethod
    def of(
        cls, shown: dict[str, Any], seen: str, found: Mapping[str, int], told: tuple[list[Finding], bool],
        rows: tuple[list[dict[str, Any]], bool],
    ) -> Self:  # fmt: skip
        words = [(severity, label, found.get(severity, 0)) for severity, (label, _) in SEVERITIES.items()]
        return cls(
            shown, seen, [(finding, *SEVERITIES[finding.severity]) for finding in told[0]], words, told[1], *rows
        )
