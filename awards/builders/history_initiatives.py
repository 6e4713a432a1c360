"""Initiatives and research: one row an author."""

from awards.builders import history_words as words
from awards.builders.history_columns import INITIATIVE
from awards.builders.history_lines import HELD, Line
from awards.builders.history_rows import Row
from emulation.builders.findings import error, warning
from emulation.choices import AuthorRole, InitiativeKind, InitiativeLevel, Recognition

# What a row may leave unsaid, and the cells that say it.
_TOLD_BY = (("kind", ["kind"]), ("level", ["level"]), ("recognition", ["status", "decision"]), ("role", ["role"]))


def initiative_lines(row: Row) -> list[Line]:
    """Return an author's part in an initiative, with what the row tells of the initiative."""
    line = row.line(INITIATIVE, year=row.year())
    name, code = row.text("sk_name"), row.text("sk_code")
    if not name:
        row.tell("sk_name", error("MISSING_NAME", "Thiếu tên sáng kiến, đề tài."))
    line.values = {
        "code": code[:30],
        "name": name[:400],
        "kind": _kind(row, name, code),
        "level": _level(row),
        "recognition": _recognition(row),
        "role": _role(row),
        **row.decision(line.year),
    }
    line.untold = frozenset(name for name, cells in _TOLD_BY if not any(row.text(cell) for cell in cells))
    if applied := words.yes_no(row.text("is_applied")):
        line.values["is_applied"] = applied == "yes"
    if effect := row.text("effect"):
        line.values["effect"] = effect
    line.outcome = HELD if row.is_wrong else ""
    return [line]


def _kind(row: Row, name: str, code: str) -> str:
    text = row.text("kind")
    found = words.initiative_kind(text)
    if text and found is None:
        row.tell("kind", warning("UNKNOWN_KIND", f"Không rõ loại “{text}”; xét theo tên.", text))
    by_name = words.plain(name).startswith(("de tai", "de an", "nghien cuu", "nckh"))
    by_code = words.initiative_kind(code) == InitiativeKind.RESEARCH
    return str(found or (InitiativeKind.RESEARCH if by_name or by_code else InitiativeKind.INITIATIVE))


def _level(row: Row) -> str:
    text = row.text("level")
    found = words.level(text)
    if text and found is None:
        row.tell("level", error("UNKNOWN_LEVEL", f"Không rõ cấp công nhận “{text}”.", text))
    return str(found or InitiativeLevel.BASE)


def _recognition(row: Row) -> str:
    """Return how far it is; without a word about it, a decision's number says that it was recognised."""
    text = row.text("status")
    if not text:
        return str(Recognition.RECOGNISED if row.text("decision") else Recognition.PENDING)
    found = words.recognition(text)
    if found is None:
        told = f"Không rõ tình trạng “{text}”; ghi Công nhận, Chờ công nhận hoặc Không công nhận."
        row.tell("status", error("UNKNOWN_STATUS", told, text))
    return str(found or "")


def _role(row: Row) -> str:
    text = row.text("role")
    found = words.author_role(text)
    if text and found is None:
        row.tell("role", warning("UNKNOWN_ROLE", f"Không rõ vai trò “{text}”; ghi là tác giả.", text))
    return str(found or AuthorRole.AUTHOR)
