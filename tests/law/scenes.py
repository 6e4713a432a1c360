"""Scenarios that a jurist can sign, read from Vietnamese YAML into the facts that the judge takes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from awards.criteria.facts import YEARLY, Away, Facts, Member, Pending, Punished, Won, Work
from awards.criteria.findings import Result, Say

FOLDER = Path(__file__).parent / "scenarios"
_SAYS = {"dat": Say.MET, "khong": Say.NOT_MET, "chua_ro": Say.MISSING, "cho_nguoi": Say.PERSON, "tam_dung": Say.HOLD}
_FACTS = {
    "vao_lam", "nghi_viec", "noi_truoc", "chuc_danh", "quan_ly", "thanh_lap", "xep_loai", "khen_thuong", "sang_kien",
    "ky_luat", "nghi", "dang_xem_xet", "thanh_vien",
}  # fmt: skip
_KEYS = {
    "ten", "ngay", "nam", "danh_hieu", "doi_tuong", "du_kien", "thiet_lap", "ket_luan", "dieu", "vi_sao",
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One scenario: what is known, on which day, and what has to follow from which article."""

    name: str
    on: date
    year: int
    title: str
    facts: Facts
    local: dict[str, Any]
    result: Result
    article: str
    reason: str


def scenes() -> list[Scene]:
    """Return every scenario of every file, in the order of the files."""
    rows = [row for file in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [scene(row) for row in rows]


def scene(row: dict[str, Any]) -> Scene:
    strange = row.keys() - _KEYS | row["du_kien"].keys() - _FACTS
    if strange:
        raise ValueError(f"{row['ten']}: {sorted(strange)}")
    return Scene(
        name=row["ten"],
        on=row["ngay"],
        year=row["nam"],
        title=row["danh_hieu"],
        facts=facts_of(row["du_kien"], row.get("doi_tuong", "ca_nhan")),
        local=row.get("thiet_lap", {}),
        result=Result(row["ket_luan"]),
        article=row["dieu"],
        reason=row.get("vi_sao", ""),
    )


def facts_of(known: dict[str, Any], kind: str) -> Facts:
    return Facts(
        kind=kind,
        joined=known.get("vao_lam"),
        left=known.get("nghi_viec"),
        came_from=known.get("noi_truoc", False),
        job=known.get("chuc_danh", ""),
        is_manager=known.get("quan_ly", False),
        founded=known.get("thanh_lap"),
        ratings=_ratings(known.get("xep_loai", {})),
        awards=tuple(Won(year, title, *(more or [YEARLY])) for year, title, *more in known.get("khen_thuong", ())),
        works=tuple(Work(*work) for work in known.get("sang_kien", ())),
        disciplines=tuple(Punished(*one) for one in known.get("ky_luat", ())),
        leaves=tuple(Away(*leave) for leave in known.get("nghi", ())),
        matters=tuple(Pending(*matter) for matter in known.get("dang_xem_xet", ())),
        members=_members(known.get("thanh_vien", [])),
    )


def _ratings(known: dict[int | str, str]) -> dict[int, str]:
    """Return the level of each year; "2016-2025" stands for all years from the first to the last."""
    found: dict[int, str] = {}
    for years, level in known.items():
        first, _, last = str(years).partition("-")
        found |= dict.fromkeys(range(int(first), int(last or first) + 1), level)
    return found


def _members(known: dict[str, int] | list[dict[str, Any]]) -> tuple[Member, ...]:
    if isinstance(known, dict):
        known = _counted(known)
    return tuple(
        Member(
            name=one.get("ten", f"Người thứ {number}"),
            ldtt=_SAYS[one.get("ldtt", "khong")],
            cstdcs=_SAYS[one.get("cstdcs", "khong")],
            done=_SAYS[one.get("hoan_thanh", "dat")],
            is_rated=one.get("xep_loai", True),
            is_contract=one.get("hop_dong", False),
            warned=one.get("canh_cao", False),
        )
        for number, one in enumerate(known, start=1)
    )


def _counted(known: dict[str, int]) -> list[dict[str, Any]]:
    """Spread numbers over people: who has a title stands first, who is a special case stands last."""
    rows: list[dict[str, Any]] = [{} for _ in range(known["so"])]
    good, open_ = known.get("ldtt", 0), known.get("chua_ro", 0)
    for row in rows[:good]:
        row["ldtt"] = "dat"
    for row in rows[good : good + open_]:
        row["ldtt"] = "chua_ro"
    for row in rows[: known.get("cstdcs", 0)]:
        row["cstdcs"] = "dat"
    for key, field, value in (
        ("khong_xep_loai", "xep_loai", False),
        ("hop_dong", "hop_dong", True),
        ("canh_cao", "canh_cao", True),
        ("khong_hoan_thanh", "hoan_thanh", "khong"),
        ("chua_xep_loai", "hoan_thanh", "chua_ro"),
        ("trai_ky_luat", "hoan_thanh", "cho_nguoi"),
    ):
        for row in rows[::-1][: known.get(key, 0)]:
            row[field] = value
    return rows
