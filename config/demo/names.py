"""Vietnamese names that sound right, from a fixed seed: the demo is the same on every machine."""

from random import Random

# common family names, each as often as it is met
FAMILY = {
    "Nguyễn": 19, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Phan": 4, "Võ": 4, "Đặng": 3, "Bùi": 3, "Đỗ": 2, "Hồ": 2,
    "Ngô": 1, "Dương": 1, "Lý": 1, "Mai": 1, "Cao": 1, "Đinh": 1, "Trịnh": 1, "Hà": 1, "Lương": 1, "Tạ": 1,
}  # fmt: skip
MIDDLE = {
    "F": [
        "Thị", "Thị", "Thị", "Thị", "Thị", "Thị Thu", "Thị Thanh", "Thị Hồng", "Thị Ngọc", "Thị Kim", "Thị Mỹ",
        "Thu", "Thanh", "Hoài", "Minh",
    ],
    "M": [
        "Văn", "Văn", "Văn", "Văn", "Đình", "Quang", "Minh", "Hữu", "Đức", "Xuân", "Ngọc", "Thanh", "Quốc", "Công",
        "Tuấn", "Anh", "Viết", "Bá",
    ],
}  # fmt: skip
GIVEN = {
    "F": [
        "Hà", "Lan", "Hương", "Hạnh", "Hằng", "Hiền", "Hoa", "Huệ", "Huyền", "Linh", "Liên", "Loan", "Mai", "My", "Nga",
        "Ngân", "Nhung", "Oanh", "Phương", "Phượng", "Quyên", "Quỳnh", "Thảo", "Thủy", "Thúy", "Thương", "Trang",
        "Trâm", "Tuyết", "Uyên", "Vân", "Xuân", "Yến", "Đào", "Dung", "Duyên", "Giang", "Ánh", "Bích", "Chi", "Diễm",
    ],
    "M": [
        "An", "Bình", "Cường", "Dũng", "Dương", "Đạt", "Giang", "Hà", "Hải", "Hiếu", "Hòa", "Hoàng", "Hùng", "Huy",
        "Hưng", "Khánh", "Khôi", "Kiên", "Lâm", "Long", "Lộc", "Nam", "Nghĩa", "Phong", "Phúc", "Phương", "Quân", "Quý",
        "Sơn", "Tài", "Tâm", "Thành", "Thắng", "Thịnh", "Thọ", "Toàn", "Trí", "Trung", "Tùng", "Việt", "Vinh",
    ],
}  # fmt: skip


def full_name(random: Random, gender: str) -> str:
    """Return a name of a woman ("F") or a man ("M")."""
    [family] = random.choices(list(FAMILY), list(FAMILY.values()))
    return f"{family} {random.choice(MIDDLE[gender])} {random.choice(GIVEN[gender])}"
