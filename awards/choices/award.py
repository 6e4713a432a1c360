"""Where a line of the award history comes from."""

from django.db.models import TextChoices


class AwardSource(TextChoices):
    DECISION = "quyet_dinh", "Quyết định trên hệ thống"
    IMPORT = "nhap_tep", "Nhập từ tệp"
    TYPED = "nhap_tay", "Ghi tay"
