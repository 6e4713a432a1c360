from django.db import models
from simple_history.models import HistoricalRecords
from tree_queries.models import OrderableTreeNode

from emulation.choices import UnitKind


class Unit(OrderableTreeNode):
    """A place in the tree: Department › facility › khoa, phòng, trạm › tổ, and mass organisations.

    ``facility`` stands on every unit of a facility (on the facility itself too), so that lists
    of a whole province filter by one column; the Department has none.
    """

    code = models.CharField("mã đơn vị", max_length=30, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    facility = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="facility_units", verbose_name="cơ sở y tế"
    )
    header_name = models.CharField(
        "tên trên văn bản", max_length=200, blank=True, help_text="In ở góc trái văn bản, ví dụ BỆNH VIỆN ĐKKV AN HÒA"
    )
    place = models.CharField("địa danh", max_length=60, blank=True, help_text="In trước ngày tháng, ví dụ Ba Đồn")
    email = models.EmailField("thư điện tử nhận văn bản", blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    must_register = models.BooleanField("phải đăng ký điển hình", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    search_key = models.CharField(max_length=260, db_index=True, editable=False, default="")
    history = HistoricalRecords(excluded_fields=["search_key"])

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="one_unit_of_a_name_per_facility"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name
