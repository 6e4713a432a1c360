"""Vietnamese names that sound right, from a fixed seed: the demo is the same on every machine."""

from random import Random

FAMILY = (
    ["Nguyễn"] * 19 + ["Trần"] * 11 + ["Lê"] * 9 + ["Phạm"] * 7 + ["Hoàng"] * 5 + ["Phan"] * 4 + ["Võ"] * 4 + ["Đặng"] * 3
    + ["Bùi"] * 3 + ["Đỗ"] * 2 + ["Hồ"] * 2 + ["Ngô", "Dương", "Lý", "Mai", "Cao", "Đinh", "Trịnh", "Hà", "Lương", "Tạ"]
)
FEMALE_MIDDLE = ["Thị"] * 8 + ["Thị Thu", "Thị Thanh", "Thị Hồng", "Thị Ngọc", "Thị Kim", "Thị Mỹ", "Thu", "Thanh", "Ngọc", "Hoài", "Minh", "Phương"]
FEMALE_GIVEN = (
    "Hà Lan Hương Hạnh Hằng Hiền Hoa Huệ Huyền Linh Liên Loan Mai My Nga Ngân Ngọc Nhung Oanh Phương Phượng Quyên Quỳnh "
    "Thảo Thủy Thúy Thương Trang Trâm Tuyết Uyên Vân Xuân Yến Đào Dung Duyên Giang Ánh Bích Chi Cúc Diễm"
).split()
MALE_MIDDLE = ["Văn"] * 7 + ["Đình", "Quang", "Minh", "Hữu", "Đức", "Xuân", "Ngọc", "Thanh", "Quốc", "Công", "Tuấn", "Anh", "Viết", "Bá"]
MALE_GIVEN = (
    "An Bình Cường Dũng Dương Đạt Đức Giang Hà Hải Hiếu Hòa Hoàng Hùng Huy Hưng Khánh Khôi Kiên Lâm Long Lộc Minh Nam Nghĩa "
    "Phong Phúc Phương Quân Quang Quý Sơn Tài Tâm Thành Thắng Thịnh Thọ Toàn Trí Trung Tuấn Tùng Việt Vinh"
).split()


def full_name(random: Random, gender: str) -> str:
    """Return a name of a woman ("F") or a man ("M")."""
    middle, given = (FEMALE_MIDDLE, FEMALE_GIVEN) if gender == "F" else (MALE_MIDDLE, MALE_GIVEN)
    return f"{random.choice(FAMILY)} {random.choice(middle)} {random.choice(given)}"
