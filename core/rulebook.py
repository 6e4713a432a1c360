"""The law as dated data.

Every app keeps its share of the law in ``<app>/rules/**/*.yaml``. Code never spells a legal
number; it asks for it by name and by date, and gets the source along with it. A province or a
hospital may lay a folder of its own over these files (``RULEBOOK_OVERLAYS``): same layout,
later folders win entry by entry.

A dated entry is a mapping from the first day of force to the value; beside it, the entry
``source`` of the same file maps days to the document and article.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

# Where PyYAML is built with libyaml, that reads ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownRule(LookupError):
    """No such rule, or no value of it on that day."""


@dataclass(frozen=True)
class Rule:
    """The wording of a rule in force on a day."""

    name: str
    value: Any
    since: date
    source: str

    @cached_property
    def version(self) -> str:
        return f"{self.name}@{self.since.isoformat()}"


def rule(name: str, *, on: date) -> Rule:
    """Return the wording of rule ``name`` in force on a day, or raise UnknownRule."""
    dated = _find(name)
    since = _latest(dated, on) if is_dated(dated) else None
    if since is None:
        raise UnknownRule(f"{name} has no value on {on.isoformat()}")
    return Rule(name, dated[since], since, _source(name, on))


def value(name: str, *, on: date) -> Any:
    return rule(name, on=on).value


def fact(name: str) -> Any:
    """Return an undated entry, such as the name of a title."""
    return _find(name)


def names(prefix: str) -> list[str]:
    """Return the entries under a heading: ``names("awards.titles")``."""
    return sorted(_find(prefix))


@cache
def book() -> dict[str, Any]:
    """Return the whole rulebook as one tree: app, folders, file, entries."""
    tree: dict[str, Any] = {}
    folders = [(Path(folder).parent.name, Path(folder)) for folder in settings.RULEBOOK_DIRS]
    for overlay in settings.RULEBOOK_OVERLAYS:
        folders += [(child.name, child) for child in sorted(Path(overlay).iterdir()) if child.is_dir()]
    for app, folder in folders:
        for file in sorted(folder.rglob("*.yaml")):
            branch = tree.setdefault(app, {})
            for part in file.relative_to(folder).parent.parts:
                branch = branch.setdefault(part, {})
            _merge(branch, file.stem, yaml.load(file.read_text(encoding="utf-8"), _LOADER))
    return tree


def is_dated(entry: Any) -> bool:
    return isinstance(entry, dict) and bool(entry) and all(isinstance(key, date) for key in entry)


def _merge(branch: dict[str, Any], name: str, content: Any) -> None:
    if isinstance(content, dict) and isinstance(branch.get(name), dict):
        branch[name] = {**branch[name], **content}
    else:
        branch[name] = content


def _find(name: str) -> Any:
    entry: Any = book()
    for part in name.split("."):
        if not isinstance(entry, dict) or part not in entry:
            raise UnknownRule(name)
        entry = entry[part]
    return entry


def _latest(dated: dict[date, Any], on: date) -> date | None:
    return max((since for since in dated if since <= on), default=None)


def _source(name: str, on: date) -> str:
    sources = _find(f"{name.rpartition('.')[0]}.source")
    since = _latest(sources, on)
    return sources[since] if since else ""
