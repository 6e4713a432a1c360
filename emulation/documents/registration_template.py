"""The empty registration list: the years of a round, the titles to choose from, how to fill it in."""

from core.sheets.blank import Blank, Column, blank_book
from emulation.choices import SubjectKind, form_text, titles_for
from emulation.models import Round
from emulation.selectors.units import unit_names

GUIDE = (
    ("Khoa/Phòng", "Đơn vị của dòng, chọn trong danh sách. Danh sách của một đơn vị có thể để trống."),
    ("Tập thể, cá nhân đăng ký", "Họ tên cá nhân, tên khoa phòng, hoặc “Mô hình …”. Mỗi dòng một đối tượng."),
    ("Chức vụ", "Chức vụ của cá nhân; tập thể để trống."),
    ("Các năm", "Danh hiệu đăng ký của năm. Nhiều danh hiệu trong một ô thì nối bằng dấu gạch: LĐTT – CSTĐ cơ sở."),
    ("Dòng mẫu", "Dòng “Nguyễn Văn A…” là ví dụ, không được nhập. Ghi đè lên hoặc để nguyên đều được."),
)  # fmt: skip


def registration_template(round: Round) -> bytes:
    """Return the empty workbook for a round as a file."""
    units = unit_names(round.plan.facility)
    kinds = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)
    texts = tuple(dict.fromkeys(form_text([t.code], kind) for kind in kinds for t in titles_for(kind)))
    columns = (
        Column("STT", example=1), Column("Khoa/Phòng", units, units[0] if units else ""),
        Column("Tập thể, cá nhân đăng ký", example="Nguyễn Văn A…"), Column("Chức vụ", example="Trưởng phòng"),
        *(Column(year, texts, texts[0]) for year in round.years),
    )  # fmt: skip
    return blank_book("Danh sách đăng ký điển hình", [Blank("Đăng ký", columns)], GUIDE)
