"""The generated pages of docs/: the life cycles and the law, read from the tables and the rulebook."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.conf import settings

from config.law_words import changes_in_words, general_in_words, titles_in_words
from core import rulebook
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
    parts += ["## Danh hiệu thi đua và hình thức khen thưởng\n", *titles_in_words()]
    parts += ["## Quy tắc chung khi xét\n", *general_in_words()]
    for app in sorted(rulebook.book()):
        rest = {name: entry for name, entry in rulebook.book()[app].items() if name not in ("titles", "general")}
        parts += [f"## {APPS[app]}\n", *_entries(rest, 3)]
    return "\n".join(parts)


LEAD = """Mỗi giá trị có ngày hiệu lực, văn bản, điều khoản và mức chắc chắn. Điều gì luật để ngỏ cho tỉnh hoặc đơn
vị là một thiết lập; chưa đặt thì phần mềm hỏi người có thẩm quyền, không tự chọn. Những điều kiện không đếm được
(đoàn kết, gương mẫu, tiêu biểu…) không bao giờ do máy kết luận.
"""
APPS = {
    "awards": "Thiết lập và bỏ phiếu",
    "campaigns": "Phong trào thi đua",
    "emulation": "Đăng ký và kế hoạch",
    "reports": "Báo cáo Sở Y tế",
}


def law_changes() -> list[tuple[date, str]]:
    """Return what changes on which day, in order: the law of titles in words, then the other dated entries."""
    found = changes_in_words()
    rest = {
        app: {k: v for k, v in tree.items() if k not in ("titles", "general")} for app, tree in rulebook.book().items()
    }
    for path, entry in _walk(rest, ""):
        if rulebook.is_dated(entry) and not path.endswith((".source", ".certainty")):
            found += [(day, f"{path}: {_say(value)}") for day, value in entry.items()]
    return sorted(found, key=lambda row: (row[0], row[1]))


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


def _entries(tree: Any, depth: int) -> list[str]:
    lines: list[str] = []
    for name, entry in tree.items() if isinstance(tree, dict) else []:
        if isinstance(entry, dict) and not rulebook.is_dated(entry):
            lines += [f"{'#' * min(depth, 6)} {entry.get('name', name)}\n", *_entries(entry, depth + 1), ""]
        elif rulebook.is_dated(entry):
            lines.append(f"- **{name}**")
            lines += [f"  - từ {day:%d/%m/%Y}: {_say(value)}" for day, value in sorted(entry.items())]
        else:
            lines.append(f"- **{name}**: {_say(entry)}")
    return lines


def _walk(tree: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict) and not rulebook.is_dated(tree):
        for name, entry in tree.items():
            yield from _walk(entry, f"{path}.{name}" if path else str(name))
    else:
        yield path, tree


def _say(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_say(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_say(item)}" for key, item in value.items())
    return "không nêu" if value is None else str(value)
