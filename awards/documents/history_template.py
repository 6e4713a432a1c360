"""The empty history workbook: its sheets and headers, pick lists in the columns that have a fixed choice."""

from django.utils import timezone
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.writer import FONT, new_book, put, saved
from emulation.choices import Rating, SubjectKind, titles_for

_LAST_ROW = 5000
_FILL = PatternFill("solid", fgColor="E8EFF8")
_PERSON = ("Mã NV", "Họ và tên")
_STATES = ("Hiệu lực", "Thu hồi")
# Sheet, what it is for, and its columns; years stand where "years" does.
GUIDE = (
    ("NhanSu", "Mỗi người một dòng. Người chưa có trên hệ thống được lập mới, khoa phòng chưa có cũng vậy. "
     "Ngày nghỉ là ngày đầu tiên không còn làm việc."),
    ("XepLoai", "Mức xếp loại từng năm. Ô trống nghĩa là chưa biết."),
    ("XepLoaiDang", "Mức xếp loại đảng viên từng năm."),
    ("XepLoaiTapThe", "Mức xếp loại của khoa, phòng từng năm."),
    ("DanhHieu", "Mỗi danh hiệu, hình thức khen thưởng một dòng. Năm là năm thành tích, không phải năm ra quyết định."),
    ("DanhHieuTapThe", "Danh hiệu, hình thức khen thưởng của tập thể."),
    ("SangKien", "Mỗi tác giả một dòng; các tác giả của một sáng kiến ghi cùng một mã."),
    ("KyLuat", "Quyết định kỷ luật. Việc còn đang xem xét, xác minh thì ghi rõ ở cột Tình trạng."),
    ("ViPham", "Vi phạm có ảnh hưởng đến việc xét điển hình."),
    ("Nghi", "Số ngày làm việc đã nghỉ trong năm; nhiều lần nghỉ cùng loại được cộng lại."),
)  # fmt: skip


def history_template() -> bytes:
    """Return the empty workbook as a file."""
    book = new_book()
    years = tuple(range(timezone.localdate().year - 4, timezone.localdate().year))
    picks = _Picks(book)
    for name, columns in _sheets(years).items():
        sheet = book.create_sheet(name, len(book.sheetnames) - 1)
        for place, (heading, choices) in enumerate(columns, start=1):
            _head(sheet, place, heading)
            if choices:
                picks.give(sheet, place, choices)
        sheet.freeze_panes = "A2"
    book.active = 0
    return saved(book, title="Lịch sử thi đua, khen thưởng")


def _head(sheet: Worksheet, place: int, heading: str | int) -> None:
    cell = put(sheet.cell(1, place), heading)
    cell.font, cell.fill = Font(name=FONT, size=11, bold=True), _FILL
    sheet.column_dimensions[get_column_letter(place)].width = max(len(str(heading)) + 4, 12)


class _Picks:
    """Pick lists kept on one hidden sheet, each list once."""

    def __init__(self, book: Workbook):
        self.sheet = book.create_sheet("DanhMuc")
        self.sheet.sheet_state = "hidden"
        self.areas: dict[tuple[str, ...], str] = {}

    def give(self, sheet: Worksheet, place: int, choices: tuple[str, ...]) -> None:
        """Offer choices down a column; another word may still be typed, the import says if it is unknown."""
        rule = DataValidation(type="list", formula1=f"={self._area(choices)}", allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        column = get_column_letter(place)
        rule.add(f"{column}2:{column}{_LAST_ROW}")

    def _area(self, choices: tuple[str, ...]) -> str:
        if choices not in self.areas:
            place = len(self.areas) + 1
            for row, choice in enumerate(choices, start=1):
                put(self.sheet.cell(row, place), choice)
            column = get_column_letter(place)
            self.areas[choices] = f"DanhMuc!${column}$1:${column}${len(choices)}"
        return self.areas[choices]


def _sheets(years: tuple[int, ...]) -> dict[str, list[tuple[str | int, tuple[str, ...]]]]:
    """Return the headings of every sheet, each with its choices."""
    levels: tuple[str, ...] = tuple(Rating.values)
    rated: list[tuple[str | int, tuple[str, ...]]] = [(year, levels) for year in years]
    person: list[tuple[str | int, tuple[str, ...]]] = [(heading, ()) for heading in _PERSON]
    return {
        "NhanSu": _STAFF,
        "XepLoai": [*person, *rated],
        "XepLoaiDang": [*person, *rated],
        "XepLoaiTapThe": [("Khoa/Phòng", ()), *rated],
        "DanhHieu": [*person, *_awards(SubjectKind.PERSON)],
        "DanhHieuTapThe": [("Khoa/Phòng", ()), *_awards(SubjectKind.COLLECTIVE)],
        "SangKien": [("Mã SK", ()), *person, *_INITIATIVE],
        "KyLuat": [*person, *_DISCIPLINE],
        "ViPham": [*person, ("Loại vi phạm", _VIOLATIONS), ("Ngày vi phạm", ()), ("Nội dung", ())],
        "Nghi": [*person, ("Năm", ()), ("Loại nghỉ", _LEAVES), ("Số ngày làm việc", ())],
    }


def _awards(kind: str) -> list[tuple[str | int, tuple[str, ...]]]:
    found = titles_for(kind)
    return [
        ("Năm", ()), ("Danh hiệu/Khen thưởng", tuple(title.name for title in found)),
        ("Mã", tuple(title.code for title in found)), ("Loại hình", _OCCASIONS), ("Số quyết định", ()),
        ("Ngày quyết định", ()), ("Tình trạng", _STATES),
    ]  # fmt: skip


_OCCASIONS = ("Thường xuyên", "Chuyên đề", "Đột xuất", "Cống hiến")
_VIOLATIONS = ("Pháp luật", "Đạo đức nghề nghiệp", "An toàn giao thông", "Tệ nạn xã hội", "Dân số – KHHGĐ",
               "Người trong gia đình vi phạm")  # fmt: skip
_LEAVES = ("Thai sản", "Ốm", "Đi học", "Không lương", "Khác")
_STAFF: list[tuple[str | int, tuple[str, ...]]] = [
    ("Mã NV", ()), ("Họ và tên", ()), ("Giới tính", ("Nam", "Nữ")), ("Ngày sinh", ()), ("Khoa/Phòng", ()),
    ("Chức vụ", ()), ("Ngày vào làm", ()),
    ("Tình trạng", ("Đang làm việc", "Nghỉ hưu", "Chuyển công tác", "Thôi việc")), ("Ngày nghỉ", ()),
    ("Nơi làm việc trước", ()), ("Đảng viên", ("Có", "Không")),
    ("Loại hợp đồng", ("Viên chức", "Hợp đồng lao động")),
]  # fmt: skip
_INITIATIVE: list[tuple[str | int, tuple[str, ...]]] = [
    ("Năm", ()), ("Tên sáng kiến", ()), ("Loại", ("Sáng kiến", "Đề tài")),
    ("Cấp công nhận", ("Cơ sở", "Tỉnh", "Bộ", "Toàn quốc")), ("Vai trò", ("Tác giả", "Đồng tác giả")),
    ("Tình trạng", ("Công nhận", "Chờ công nhận", "Không công nhận")), ("Số quyết định", ()),
    ("Đã áp dụng", ("Có", "Không")),
]  # fmt: skip
_DISCIPLINE: list[tuple[str | int, tuple[str, ...]]] = [
    ("Hình thức", ("Khiển trách", "Cảnh cáo", "Hạ bậc lương", "Giáng chức", "Cách chức", "Buộc thôi việc", "Khai trừ")),
    ("Bên", ("Chính quyền", "Đảng")), ("Lý do", ()), ("Số quyết định", ()), ("Ngày quyết định", ()),
    ("Ngày hết hiệu lực", ()),
    ("Tình trạng", ("Hiệu lực", "Đang xem xét", "Đang xác minh", "Đã kết luận không vi phạm", "Hủy")),
]  # fmt: skip
