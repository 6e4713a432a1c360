"""The units of the demo hospital and of its small neighbour."""

from types import SimpleNamespace

from emulation.choices import UnitKind
from emulation.models import Unit
from emulation.services.people import place_unit

# code, name, short name, kind, share of the 400 staff
UNITS: tuple[tuple[str, str, str, str, int], ...] = (
    ("AH-BGD", "Ban Giám đốc", "Ban Giám đốc", UnitKind.BOARD, 4),
    ("AH-TCCB", "Phòng Tổ chức cán bộ", "P. TCCB", UnitKind.PHONG, 8),
    ("AH-KHTH", "Phòng Kế hoạch tổng hợp", "P. KHTH", UnitKind.PHONG, 11),
    ("AH-TCKT", "Phòng Tài chính – Kế toán", "P. TCKT", UnitKind.PHONG, 12),
    ("AH-DD", "Phòng Điều dưỡng", "P. Điều dưỡng", UnitKind.PHONG, 7),
    ("AH-HCQT", "Phòng Hành chính quản trị", "P. HCQT", UnitKind.PHONG, 17),
    ("AH-VTTB", "Phòng Vật tư – Thiết bị y tế", "P. VTTB", UnitKind.PHONG, 8),
    ("AH-QLCL", "Phòng Quản lý chất lượng", "P. QLCL", UnitKind.PHONG, 6),
    ("AH-CNTT", "Phòng Công nghệ thông tin", "P. CNTT", UnitKind.PHONG, 6),
    ("AH-CTXH", "Phòng Công tác xã hội", "P. CTXH", UnitKind.PHONG, 5),
    ("AH-KB", "Khoa Khám bệnh", "K. Khám bệnh", UnitKind.KHOA, 26),
    ("AH-CC", "Khoa Cấp cứu", "K. Cấp cứu", UnitKind.KHOA, 20),
    ("AH-HSTC", "Khoa Hồi sức tích cực – Chống độc", "K. HSTC", UnitKind.KHOA, 22),
    ("AH-NTH", "Khoa Nội tổng hợp", "K. Nội tổng hợp", UnitKind.KHOA, 24),
    ("AH-NTM", "Khoa Nội tim mạch", "K. Nội tim mạch", UnitKind.KHOA, 19),
    ("AH-NGTH", "Khoa Ngoại tổng hợp", "K. Ngoại tổng hợp", UnitKind.KHOA, 22),
    ("AH-NCT", "Khoa Ngoại chấn thương", "K. Ngoại chấn thương", UnitKind.KHOA, 18),
    ("AH-PT", "Khoa Phẫu thuật – Gây mê hồi sức", "K. PT-GMHS", UnitKind.KHOA, 21),
    ("AH-SAN", "Khoa Phụ sản", "K. Phụ sản", UnitKind.KHOA, 23),
    ("AH-NHI", "Khoa Nhi", "K. Nhi", UnitKind.KHOA, 22),
    ("AH-TN", "Khoa Truyền nhiễm", "K. Truyền nhiễm", UnitKind.KHOA, 14),
    ("AH-MAT", "Khoa Mắt", "K. Mắt", UnitKind.KHOA, 9),
    ("AH-RHM", "Khoa Răng Hàm Mặt", "K. RHM", UnitKind.KHOA, 9),
    ("AH-YHCT", "Khoa Y học cổ truyền – Phục hồi chức năng", "K. YHCT-PHCN", UnitKind.KHOA, 15),
    ("AH-XN", "Khoa Xét nghiệm", "K. Xét nghiệm", UnitKind.KHOA, 15),
    ("AH-CDHA", "Khoa Chẩn đoán hình ảnh", "K. CĐHA", UnitKind.KHOA, 14),
    ("AH-DUOC", "Khoa Dược", "K. Dược", UnitKind.KHOA, 15),
    ("AH-KSNK", "Khoa Kiểm soát nhiễm khuẩn", "K. KSNK", UnitKind.KHOA, 8),
    ("AH-CD", "Công đoàn cơ sở", "Công đoàn", UnitKind.MASS, 0),
    ("AH-DTN", "Đoàn Thanh niên", "Đoàn TN", UnitKind.MASS, 0),
)
STAFF_TOTAL = sum(share for *_, share in UNITS)
NEIGHBOUR_UNITS = (
    ("BM-TCHC", "Phòng Tổ chức – Hành chính", UnitKind.PHONG),
    ("BM-PHCN", "Khoa Phục hồi chức năng", UnitKind.KHOA),
)
_REGISTERS = (UnitKind.KHOA, UnitKind.PHONG, UnitKind.MASS)


def load_places() -> SimpleNamespace:
    """Make the Department, the hospital with its 30 units, and a small second hospital."""
    department = _unit("SYT", "Sở Y tế", "Sở Y tế", UnitKind.DEPARTMENT, None, email="tdkt@soyte.example")
    hospital = _facility(department, "AH", "Bệnh viện đa khoa khu vực An Hòa", "BVĐKKV An Hòa", "An Hòa")
    units = {code: _unit(code, name, short, kind, hospital) for code, name, short, kind, _ in UNITS}
    neighbour = _facility(department, "BM", "Bệnh viện Phục hồi chức năng Bình Minh", "BV PHCN Bình Minh", "Bình Minh")
    for code, name, kind in NEIGHBOUR_UNITS:
        units[code] = _unit(code, name, "", kind, neighbour)
    return SimpleNamespace(department=department, hospital=hospital, neighbour=neighbour, units=units)


def _facility(department: Unit, code: str, name: str, short: str, place: str) -> Unit:
    header = short.replace("BVĐKKV", "BỆNH VIỆN ĐKKV").replace("BV ", "BỆNH VIỆN ").upper()
    email = f"tccb@{code.lower()}.example"
    return _unit(code, name, short, UnitKind.FACILITY, department, header_name=header, place=place, email=email)


def _unit(code: str, name: str, short: str, kind: str, parent: Unit | None, **more: str) -> Unit:
    owes = kind in _REGISTERS
    unit = Unit(code=code, name=name, short_name=short, kind=kind, parent=parent, must_register=owes, **more)
    return place_unit(unit, by=None)
