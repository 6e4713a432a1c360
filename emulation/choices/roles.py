"""The parts that people play."""

from django.db.models import TextChoices


class Role(TextChoices):
    HEAD = "head", "Trưởng đơn vị"
    CLERK = "clerk", "Người nhập liệu của đơn vị"
    OFFICE = "office", "Cơ quan thường trực (TCCB)"
    COUNCIL = "council", "Ủy viên Hội đồng"
    LEADER = "leader", "Lãnh đạo bệnh viện"
    FINANCE = "finance", "Tài chính – Kế toán"
    UNION = "union", "Công đoàn"
    YOUTH = "youth", "Đoàn Thanh niên"
    PARTY = "party", "Cấp ủy, chi bộ"
    EDITOR = "editor", "Biên tập trang tin"
    ADMIN = "admin", "Quản trị hệ thống"
    DEPARTMENT = "department", "Chuyên viên Sở Y tế"
    STAFF = "staff", "Viên chức, người lao động"
