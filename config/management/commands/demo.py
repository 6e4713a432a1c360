from django.core.management.base import BaseCommand

from config.demo.accounts import PASSWORD
from config.demo.council import PASSPHRASE
from config.demo.load import load_demo

ACCOUNTS = (
    ("truong.noitonghop", "Trưởng khoa Nội tổng hợp"),
    ("nhap.noitonghop", "người nhập liệu của khoa Nội tổng hợp"),
    ("tccb", "Trưởng phòng Tổ chức cán bộ, Thư ký Hội đồng"),
    ("giamdoc", "Giám đốc, Chủ tịch Hội đồng"),
    ("phogiamdoc", "Phó Giám đốc, Phó Chủ tịch Hội đồng"),
    ("uyvien1 … uyvien6", "ủy viên Hội đồng"),
    ("congdoan, doanthanhnien", "Công đoàn, Đoàn Thanh niên"),
    ("quantri", "quản trị hệ thống"),
    ("soyte", "chuyên viên Sở Y tế"),
    ("nhanvien", "viên chức"),
    ("tchc.binhminh", "phòng TCHC của bệnh viện khác"),
)


class Command(BaseCommand):
    help = "Loads the demo hospital; a second time changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write("Bệnh viện mẫu: " + ("đã nạp xong." if load_demo() else "đã có sẵn."))
        self.stdout.write(f"\nTài khoản mẫu, mật khẩu chung: {PASSWORD}")
        self.stdout.write(f"Cụm mật khẩu giữ hòm phiếu: {PASSPHRASE.format('<tên tài khoản>')}")
        for name, who in ACCOUNTS:
            self.stdout.write(f"  {name:<26}{who}")
