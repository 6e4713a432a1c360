"""The generated pages of docs/: the life cycles and the law, read from the tables and the rulebook."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from django.conf import settings

from config.law_words import changes_in_words, general_in_words, titles_in_words
from config.rulebook_words import (
    criteria_in_words,
    duties_in_words,
    laws_in_words,
    other_changes,
    plans_in_words,
    settings_in_words,
    voting_in_words,
    windows_in_words,
)
from core.workflow import Workflow

HEADER = "<!-- Written by `python3 dev.py docs`. Do not edit. -->\n"


def workflows_page() -> str:
    """Return docs/workflows.md: every life cycle as a table and as a diagram."""
    lead = "One table a kind of object; buttons, refusals and audit lines come from the same rows.\n"
    parts = [HEADER, "# Life cycles\n", lead]
    for name, workflow in sorted(_workflows()):
        parts += [f"## {name}\n", _table(workflow), "", "```mermaid", workflow.diagram(), "```", ""]
    return "\n".join(parts)


def law_page() -> str:
    """Return docs/law.md: titles with conditions, general rules, settings, obligations; all dated and sourced."""
    parts = [HEADER, "# Luật và quy định dưới dạng dữ liệu\n", LEAD]
    for heading, lines in SECTIONS:
        parts += [f"## {heading}\n", *lines()]
    return "\n".join(parts)


LEAD = """Mỗi giá trị có ngày hiệu lực, văn bản, điều khoản và mức chắc chắn. Điều gì luật để ngỏ cho tỉnh hoặc đơn
vị là một thiết lập; chưa đặt thì phần mềm xét theo từng cách được ghi ở thiết lập đó, và hỏi người có thẩm quyền
khi kết quả khác nhau hoặc khi không ghi cách nào. Những điều kiện không đếm được (đoàn kết, gương mẫu, tiêu biểu…)
không bao giờ do máy kết luận.
"""
SECTIONS: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
    ("Luật áp dụng theo thời gian", laws_in_words),
    ("Danh hiệu thi đua và hình thức khen thưởng", titles_in_words),
    ("Quy tắc chung khi xét", general_in_words),
    ("Tỷ lệ phiếu do luật đặt", voting_in_words),
    ("Thiết lập của tỉnh và đơn vị", settings_in_words),
    ("Tiêu chí của điển hình tiên tiến", criteria_in_words),
    ("Kế hoạch có sẵn", plans_in_words),
    ("Thời gian của phong trào thi đua", windows_in_words),
    ("Nghĩa vụ báo cáo", duties_in_words),
)


def law_changes() -> list[tuple[date, str]]:
    """Return what changes on which day, in order: the law of titles in words, then the other dated entries."""
    return sorted([*changes_in_words(), *other_changes()], key=lambda row: (row[0], row[1]))


def _workflows() -> Iterator[tuple[str, Workflow]]:
    for app in settings.FIRST_PARTY_APPS:
        module = import_module(f"{app}.workflow")
        parts = iter_modules(getattr(module, "__path__", []))
        modules = [module, *(import_module(f"{app}.workflow.{part.name}") for part in parts)]
        seen: set[int] = set()
        for found in modules:
            for name, value in vars(found).items():
                if isinstance(value, Workflow) and id(value) not in seen:
                    seen.add(id(value))
                    yield f"{app}.{name}", value


def _table(workflow: Workflow) -> str:
    rows = ["| Step | Button | From | To | Who | What must be ready |", "|---|---|---|---|---|---|"]
    for step in workflow.steps.values():
        needs = ", ".join(need.__name__ for need in step.needs) or "–"
        cells = (f"`{step.name}`", step.label, ", ".join(step.sources), step.target, step.who.__name__, needs)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
