"""Small history workbooks for the tests, and what comes of taking them in."""

from pathlib import Path

from awards.builders.history_plan import plan_history
from awards.builders.history_reader import history_in
from awards.services.history_import import import_history
from tests.emulation.imports.workbooks import workbook

EXAMPLE = Path(__file__).parent / "examples" / "dev5_lich_su_thi_dua.xlsx"
STAFF = [
    "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng (31/12/2025)", "Chức vụ", "Ngày vào làm", "Tình trạng",
    "Ngày nghỉ", "Nơi làm việc trước",
]  # fmt: skip
RATING = ["Mã NV", "Họ và tên", 2022, 2023, 2024, 2025]
AWARD = [
    "STT", "Mã NV", "Họ và tên", "Năm", "Danh hiệu/Khen thưởng", "Mã", "Cấp", "Số quyết định", "Ngày quyết định",
    "Tình trạng",
]  # fmt: skip
INITIATIVE = [
    "Mã SK", "Mã NV", "Họ và tên", "Năm", "Tên sáng kiến", "Cấp công nhận", "Vai trò", "Tình trạng", "Số quyết định"
]  # fmt: skip
DISCIPLINE = ["Mã NV", "Họ và tên", "Hình thức", "Số quyết định", "Ngày quyết định", "Tình trạng"]
LEAVE = ["Mã NV", "Họ và tên", "Năm", "Loại nghỉ", "Số ngày làm việc"]
UNIT_AWARD = ["Khoa/Phòng", "Năm", "Danh hiệu", "Mã", "Số quyết định"]
AN = ["A1", "Lê Văn An", "Nam", "01/02/1980", "Khoa Nội tổng hợp", "Bác sĩ", "01/03/2010", "Đang làm việc"]
BINH = ["A2", "Trần Thị Bình", "Nữ", "1985", "Khoa Ngoại", "Điều dưỡng", "01/03/2012", "Đang làm việc"]


def people(*more):
    """Return the sheet of An and Bình, and whoever else is given."""
    return [STAFF, AN, BINH, *more]


def read(sheets, **states):
    return history_in(workbook(sheets, **states), "ls.xlsx")


def dry(sheets):
    """Return what a dry run says of a workbook."""
    return plan_history(read(sheets), None, is_dry=True)


def take_in(sheets, tree, *, by=None):
    """Take a workbook of sheets in and return the plan that was carried out."""
    return import_history(read(sheets), facility=tree.hospital, source="ls.xlsx", by=by)


def told(plan):
    """Return what is told: sheet, place, code and severity, of errors and warnings."""
    return [(f.sheet, f.place, f.code, f.severity) for f in plan.findings if f.severity != "info"]


def hints(plan):
    return [(f.place, f.code) for f in plan.findings if f.severity == "info"]
