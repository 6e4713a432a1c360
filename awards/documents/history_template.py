"""The empty history workbook: its sheets and headers, pick lists in the columns that have a fixed choice."""

from django.utils import timezone

from core.sheets.blank import Blank, Column, blank_book
from emulation.choices import Rating, SubjectKind, titles_for
from emulation.models import Unit
from emulation.selectors.units import unit_names

_STATES = ("Hiệu lực", "Thu hồi")
_NAME = "Nguyễn Văn A…"
_PERSON = (Column("Mã NV", example="NV0001"), Column("Họ và tên", example=_NAME))
# Sheet, what it is for, and its columns; years stand where "years" does.
GUIDE = (
    ("Nhân sự", "Mỗi người một dòng. Người chưa có trên hệ thống được lập mới, khoa phòng chưa có cũng vậy. "
     "Ngày nghỉ là ngày đầu tiên không còn làm việc."),
    ("Xếp loại", "Mức xếp loại từng năm. Ô trống nghĩa là chưa biết."),
    ("Xếp loại đảng viên", "Mức xếp loại đảng viên từng năm."),
    ("Xếp loại tập thể", "Mức xếp loại của khoa, phòng từng năm."),
    ("Danh hiệu", "Mỗi danh hiệu, hình thức khen một dòng. Năm là năm thành tích, không phải năm ra quyết định."),
    ("Danh hiệu tập thể", "Danh hiệu, hình thức khen thưởng của tập thể."),
    ("Sáng kiến", "Mỗi tác giả một dòng; các tác giả của một sáng kiến ghi cùng một mã."),
    ("Kỷ luật", "Quyết định kỷ luật. Việc còn đang xem xét, xác minh thì ghi rõ ở cột Tình trạng."),
    ("Vi phạm", "Vi phạm có ảnh hưởng đến việc xét điển hình."),
    ("Nghỉ", "Số ngày làm việc đã nghỉ trong năm; nhiều lần nghỉ cùng loại được cộng lại."),
    ("Dòng mẫu", "Dòng “Nguyễn Văn A…”, “Khoa A…” là ví dụ, không được nhập. Ghi đè lên hoặc để nguyên đều được."),
)  # fmt: skip
INITIATIVE_GUIDE = (
    ("Mã SK", "Mỗi tác giả một dòng; các tác giả của một sáng kiến ghi cùng một mã. "
     "Không có mã thì nhận theo tên và năm."),
    ("Mã NV, Họ và tên", "Tác giả. Không có mã nhân viên thì phải đúng một người mang tên ấy."),
    ("Năm", "Năm của sáng kiến, đề tài. Bắt buộc."),
    ("Cấp công nhận", "Cơ sở, Tỉnh, Bộ hay Toàn quốc. Ô trống không đổi gì ở sáng kiến đã có."),
    ("Tình trạng", "Công nhận, Chờ công nhận hoặc Không công nhận. "
     "Có số quyết định mà để trống thì hiểu là đã công nhận."),
    ("Dòng mẫu", "Dòng “Nguyễn Văn A…” là ví dụ, không được nhập. Ghi đè lên hoặc để nguyên đều được."),
)  # fmt: skip


def history_template(facility: Unit) -> bytes:
    """Return the empty workbook of the history of a house as a file."""
    years = tuple(range(timezone.localdate().year - 4, timezone.localdate().year))
    sheets = [Blank(name, columns) for name, columns in _sheets(years, unit_names(facility)).items()]
    return blank_book("Lịch sử thi đua, khen thưởng", sheets, GUIDE)


def initiative_template() -> bytes:
    """Return the empty workbook of initiatives and research as a file."""
    sheet = Blank("Sáng kiến", _initiatives(timezone.localdate().year))
    return blank_book("Sáng kiến, đề tài", [sheet], INITIATIVE_GUIDE)


def _sheets(years: tuple[int, ...], units: tuple[str, ...]) -> dict[str, list[Column]]:
    """Return the columns of every sheet."""
    rated = [Column(year, tuple(Rating.values), str(Rating.GOOD)) for year in years]
    unit = Column("Khoa/Phòng", units, "Khoa A…")
    last = years[-1]
    return {
        "Nhân sự": _staff(units),
        "Xếp loại": [*_PERSON, *rated],
        "Xếp loại đảng viên": [*_PERSON, *rated],
        "Xếp loại tập thể": [unit, *rated],
        "Danh hiệu": [*_PERSON, *_awards(SubjectKind.PERSON, last)],
        "Danh hiệu tập thể": [unit, *_awards(SubjectKind.COLLECTIVE, last)],
        "Sáng kiến": _initiatives(last),
        "Kỷ luật": [*_PERSON, *_DISCIPLINE],
        "Vi phạm": [*_PERSON, Column("Loại vi phạm", _VIOLATIONS, _VIOLATIONS[0]), Column("Ngày vi phạm"),
                   Column("Nội dung", is_long=True)],
        "Nghỉ": [*_PERSON, Column("Năm", example=last), Column("Loại nghỉ", _LEAVES, _LEAVES[0]),
                 Column("Số ngày làm việc", example=10)],
    }  # fmt: skip


def _awards(kind: str, year: int) -> list[Column]:
    found = titles_for(kind)
    return [
        Column("Năm", example=year),
        Column("Danh hiệu/Khen thưởng", tuple(title.name for title in found), found[0].name),
        Column("Mã", tuple(title.code for title in found), found[0].code),
        Column("Loại hình", _OCCASIONS), Column("Số quyết định"),
        Column("Ngày quyết định"), Column("Tình trạng", _STATES),
    ]  # fmt: skip


def _staff(units: tuple[str, ...]) -> list[Column]:
    return [
        *_PERSON, Column("Giới tính", ("Nam", "Nữ"), "Nam"), Column("Ngày sinh", example="05/06/1985"),
        Column("Khoa/Phòng", units, units[0] if units else ""), Column("Chức vụ"), Column("Ngày vào làm"),
        Column("Tình trạng", ("Đang làm việc", "Nghỉ hưu", "Chuyển công tác", "Thôi việc")), Column("Ngày nghỉ"),
        Column("Nơi làm việc trước"), Column("Đảng viên", ("Có", "Không")),
        Column("Loại hợp đồng", ("Viên chức", "Hợp đồng lao động")),
    ]  # fmt: skip


def _initiatives(year: int) -> list[Column]:
    return [
        Column("Mã SK", example="SK001"), *_PERSON, Column("Năm", example=year),
        Column("Tên sáng kiến", example="Quy trình rút ngắn thời gian chờ khám", is_long=True),
        Column("Loại", ("Sáng kiến", "Đề tài"), "Sáng kiến"),
        Column("Cấp công nhận", ("Cơ sở", "Tỉnh", "Bộ", "Toàn quốc"), "Cơ sở"),
        Column("Vai trò", ("Tác giả", "Đồng tác giả"), "Tác giả"),
        Column("Tình trạng", ("Công nhận", "Chờ công nhận", "Không công nhận"), "Công nhận"),
        Column("Số quyết định"), Column("Ngày quyết định"), Column("Đã áp dụng", ("Có", "Không")),
    ]  # fmt: skip


_OCCASIONS = ("Thường xuyên", "Chuyên đề", "Đột xuất", "Cống hiến")
_VIOLATIONS = ("Pháp luật", "Đạo đức nghề nghiệp", "An toàn giao thông", "Tệ nạn xã hội", "Dân số – KHHGĐ",
               "Người trong gia đình vi phạm")  # fmt: skip
_LEAVES = ("Thai sản", "Ốm", "Đi học", "Không lương", "Khác")
_DISCIPLINE: list[Column] = [
    Column("Hình thức", ("Khiển trách", "Cảnh cáo", "Hạ bậc lương", "Giáng chức", "Cách chức", "Buộc thôi việc",
                         "Khai trừ"), "Khiển trách"),
    Column("Bên", ("Chính quyền", "Đảng")), Column("Lý do", is_long=True), Column("Số quyết định"),
    Column("Ngày quyết định"), Column("Ngày hết hiệu lực"),
    Column("Tình trạng", ("Hiệu lực", "Đang xem xét", "Đang xác minh", "Đã kết luận không vi phạm", "Hủy")),
]  # fmt: skip
