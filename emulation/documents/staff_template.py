"""The empty staff list: its headings, the units and words to choose from, how to fill it in."""

from core.sheets.blank import Blank, Column, blank_book
from emulation.choices import Gender, JobType
from emulation.models import Unit
from emulation.selectors.units import unit_names

GUIDE = (
    ("Mã nhân viên", "Nên ghi. Người đã có được nhận theo mã; không có mã thì theo họ tên, đơn vị và ngày sinh."),
    ("Họ và tên", "Bắt buộc. Học hàm, học vị ghi trước tên (ThS., BSCKII.) hoặc ở cột riêng đều được."),
    ("Ngày sinh", "Ngày/tháng/năm. Chỉ biết năm thì ghi năm. Hai người trùng tên phân biệt bằng mã hoặc ngày sinh."),
    ("Khoa/Phòng", "Bắt buộc, chọn trong danh sách. Khác với hồ sơ thì được xem trước như một lần chuyển đơn vị."),
    ("Chức vụ", "Khác với hồ sơ thì được xem trước như một thay đổi. Ô trống không xóa gì trong hồ sơ."),
    ("Loại công việc", "Chọn trong danh sách; tiêu chí điển hình và danh hiệu Thầy thuốc dựa vào đây. "
     "Ô trống không đổi gì trong hồ sơ."),
    ("Dòng mẫu", "Dòng “Nguyễn Văn A…” là ví dụ, không được nhập. Ghi đè lên hoặc để nguyên đều được."),
)  # fmt: skip


def staff_template(facility: Unit) -> bytes:
    """Return the empty workbook for one house as a file."""
    units = unit_names(facility)
    genders = tuple(str(label) for label in Gender.labels)
    columns = (
        Column("STT", example=1), Column("Mã nhân viên", example="NV0001"),
        Column("Họ và tên", example="Nguyễn Văn A…"),
        Column("Giới tính", genders, "Nam"), Column("Ngày sinh", example="05/06/1985"),
        Column("Khoa/Phòng", units, units[0] if units else ""), Column("Chức vụ", example="Bác sĩ"),
        Column("Loại công việc", tuple(str(label) for label in JobType.labels), "Bác sĩ"),
        Column("Ngày vào làm", example="01/03/2012"), Column("Thư điện tử"),
    )  # fmt: skip
    return blank_book("Danh sách nhân sự", [Blank("Nhân sự", columns)], GUIDE)
