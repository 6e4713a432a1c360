"""What lists of nominations hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from typing import Any

from awards.models import Nomination

NOMINATION_COLUMNS = (
    ("Đối tượng", 12, "ten"), ("Tập thể, cá nhân", 32, "ten"), ("Chức vụ", 24, "ten"),
    ("Danh hiệu, hình thức", 40, "danh-hieu"), ("Năm thành tích", 10, "nam"), ("Đơn vị đề nghị", 34, "don-vi"),
    ("Loại hình", 30, "danh-hieu"), ("Phong trào", 34, "danh-hieu"), ("Thành tích", 80, "ten"),
    ("Trạng thái", 26, "trang-thai"), ("Ngày gửi", 14, "tu"), ("Xét theo quy định ngày", 16, "tu"),
)  # fmt: skip


def nomination_rows(nominations: Iterable[Nomination]) -> Iterator[list[Any]]:
    for row in nominations:
        yield [
            row.get_kind_display(), row.name, row.position, row.title_name, row.year, row.unit.name,
            row.get_occasion_display(), row.proposal.campaign.title if row.proposal else "", row.achievements,
            row.get_status_display(), row.submitted_at, row.law_on if row.submitted_at else None,
        ]  # fmt: skip
