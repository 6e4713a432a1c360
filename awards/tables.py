"""What lists of nominations hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from typing import Any

from awards.models import Nomination

NOMINATION_COLUMNS = (
    ("Đối tượng", 12), ("Tập thể, cá nhân", 32), ("Chức vụ", 24), ("Đơn vị đề nghị", 34),
    ("Danh hiệu, hình thức", 40), ("Năm thành tích", 10), ("Loại hình", 30), ("Phong trào", 34), ("Thành tích", 80),
    ("Trạng thái", 26), ("Ngày gửi", 14), ("Xét theo quy định ngày", 16),
)  # fmt: skip


def nomination_rows(nominations: Iterable[Nomination]) -> Iterator[list[Any]]:
    for row in nominations:
        yield [
            row.get_kind_display(), row.name, row.position, row.unit.name, row.title_name, row.year,
            row.get_occasion_display(), row.proposal.campaign.title if row.proposal else "", row.achievements,
            row.get_status_display(), row.submitted_at, row.law_on if row.submitted_at else None,
        ]  # fmt: skip
