"""The list of quotas to fill in: the open campaigns of a house, how to write the numbers."""

from django.utils import timezone

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Programme
from core.sheets.blank import Blank, Column, blank_book
from emulation.models import Unit

GUIDE = (
    ("Phong trào", "Tên đúng như trên hệ thống, chọn trong danh sách. Hai năm cùng một tên thì ghi thêm năm."),
    ("Chương trình", "Chỉ ghi khi phong trào tính số lượng cho từng chương trình mục tiêu; chương trình phải có sẵn."),
    ("Tập thể, Cá nhân", "Số lượng được xét. Ghi 0 là không xét; “chưa giao” là theo phân bổ; để trống là không đổi."),
    ("Lý do, văn bản giao", "Số và ngày văn bản giao. Để trống thì ghi tên tệp làm lý do."),
    ("Dòng mẫu", "Dòng “Phong trào A…” là ví dụ, không được nhập. Ghi đè lên hoặc để nguyên đều được."),
)  # fmt: skip


def quota_template(facility: Unit) -> bytes:
    """Return the workbook for the campaigns of one house as a file."""
    open_ones = Campaign.objects.filter(facility=facility).exclude(status=CampaignStatus.CLOSED)
    titles = tuple(dict.fromkeys(open_ones.order_by("-year", "pk").values_list("title", flat=True)))
    programmes = Programme.objects.filter(campaign__in=open_ones).order_by("name").values_list("name", flat=True)
    columns = (
        Column("Năm", example=timezone.localdate().year), Column("Phong trào", titles, "Phong trào A…"),
        Column("Chương trình", tuple(dict.fromkeys(programmes))), Column("Tập thể", ("chưa giao",), 2),
        Column("Cá nhân", ("chưa giao",), 5),
        Column("Lý do, văn bản giao", example="Công văn 15/TĐKT-NV", is_long=True),
    )  # fmt: skip
    return blank_book("Số lượng xét của các phong trào", [Blank("Chỉ tiêu", columns)], GUIDE)
