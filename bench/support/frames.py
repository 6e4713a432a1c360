"""The facts of everybody as polars tables in memory: what the peer of the eligibility benchmark starts from."""

from datetime import date
from typing import Any

import polars as pl
from django.db.models import F, QuerySet

from awards.models import Award
from emulation.models import Discipline, InitiativeAuthor, Leave, LocalSetting, Matter, Staff, YearRating
from support.province import DECIDED

DAY, YEAR = date(2025, 12, 20), 2025
Frames = dict[str, pl.DataFrame]
_RANK = {"KHTNV": 0, "HTNV": 1, "HTTNV": 2, "HTXSNV": 3}
_LEVEL = {"co_so": 0, "tinh": 1, "bo": 1, "toan_quoc": 2}


def frames() -> Frames:
    """Read every table once; short words become numbers and categories, as an analyst would have them."""
    decided = set(LocalSetting.objects.filter(name__in=DECIDED).values_list("facility_id", flat=True))
    staff = _frame(Staff.objects.values_list(
        "pk", "facility_id", "code", "joined_on", "left_on", "came_from", "job_type", "is_manager"
    ), "staff facility code joined left came_from job is_manager", joined=pl.Date, left=pl.Date)  # fmt: skip
    return {
        "staff": staff.with_columns(pl.col("came_from") != "", decided=pl.col("facility").is_in(list(decided))),
        "ratings": _ranked(_frame(
            YearRating.objects.filter(staff__isnull=False, scope="cong_viec").values_list("staff_id", "year", "level"),
            "staff year level",
        ), _RANK),
        "awards": _frame(
            Award.objects.filter(staff__isnull=False, is_revoked=False)
            .values_list("staff_id", "title", "year", "occasion"), "staff title year occasion"
        ).with_columns(pl.col("title", "occasion").cast(pl.Categorical)),
        "works": _ranked(_works(), _LEVEL),
        **_seldom(),
    }  # fmt: skip


def _works() -> pl.DataFrame:
    about = [F(f"initiative__{name}") for name in ("year", "level", "kind", "recognition", "is_applied")]
    rows = InitiativeAuthor.objects.values_list("staff_id", *about)
    return _frame(rows, "staff year level kind recognition applied", applied=pl.Boolean)


def _seldom() -> Frames:
    disciplines = Discipline.objects.filter(withdrawn_at=None).values_list(
        "staff_id", "decided_on", "form", "cause", "ends_on"
    )
    matters = Matter.objects.filter(staff__isnull=False, withdrawn_at=None)
    return {
        "disciplines": _frame(disciplines, "staff on form cause ends", on=pl.Date, ends=pl.Date),
        "leaves": _frame(Leave.objects.values_list("staff_id", "year", "kind", "days"), "staff year kind days"),
        "matters": _frame(
            matters.values_list("staff_id", "opened_on", "closed_on"),
            "staff opened closed", opened=pl.Date, closed=pl.Date,
        ),
    }  # fmt: skip


_TYPES: dict[str, Any] = {
    "staff": pl.Int64, "facility": pl.Int64, "year": pl.Int16, "days": pl.Int32, "is_manager": pl.Boolean,
}  # fmt: skip


def _frame(rows: QuerySet, names: str, **types: Any) -> pl.DataFrame:
    schema = {name: types.get(name, _TYPES.get(name, pl.String)) for name in names.split()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _ranked(frame: pl.DataFrame, rank: dict[str, int]) -> pl.DataFrame:
    return frame.with_columns(pl.col("level").replace_strict(rank, return_dtype=pl.Int8))
