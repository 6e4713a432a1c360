"""Find the columns of a staff list by their headers, in whatever order they stand, and the words it ends with."""

import re
from dataclasses import dataclass, field

from core.sheets.grid import Grid
from core.text import fold
from emulation.builders.header_words import LONGEST_HEAD

_COLUMNS = (
    ("number", r"stt|tt|so tt|so thu tu|thu tu|#"),
    ("other", r"ngay vao dang.*|ngay cap.*|.*(cccd|cmnd|can cuoc|chung minh).*|dien thoai|sdt|so dien thoai|dan toc"),
    ("other", r"ton giao|que quan|dia chi.*|bac luong|he so.*|ghi chu.*|tinh trang|ngay nghi|so bhxh|ma so thue|tuoi"),
    ("other", r"(noi|don vi|co quan) (cong tac|lam viec)? ?(truoc|cu)( .*)?"),
    ("code", r"ma( so)?( nv| nhan vien| can bo| cb| cbvc| vien chuc| nhan su| ns| vc)?|msnv|manv|so hieu.*|ma the"),
    ("last_name", r"ho( va)?( chu lot| dem| ten dem| lot)( va)?|ho"),
    ("first_name", r"ten"),
    ("name", r"ho (va )?(chu dem |ten dem )?(va )?ten.*|ho ten.*|ten (nhan vien|can bo|vien chuc|nhan su)"),
    ("gender", r"gioi tinh|phai|gioi|gt|nam nu"),
    ("male", r"nam"),
    ("female", r"nu"),
    ("dob", r"ntns|(ngay|nam|thang) ((thang|nam) )*sinh.*|sinh (ngay|nam).*|ns|dob"),
    ("join_date", r"(ngay|nam|thoi gian) ((thang|nam) )*vao (nganh|lam|co quan|don vi|vien|benh vien).*|vao nganh"),
    ("join_date", r"(ngay|nam|thoi diem) ((thang|nam) )*(tuyen dung|bat dau|nhan viec|cong tac|hop dong).*"),
    ("join_date", r"(ngay|nam|thoi diem) (ve don vi|ve vien).*"),
    (
        "unit",
        r"(ten )?(khoa|phong|don vi|bo phan|tram|to)( (phong|khoa|tram|to|ban|don vi|bo phan|cong tac|lam viec))*",
    ),
    ("job_type", r"loai cong viec|(nhom|loai) (nghe|chuc danh|nhan luc).*|nganh nghe"),
    ("other", r"loai (lao dong|vien chuc)"),
    ("unit", r"noi (cong tac|lam viec).*|(khoa phong|don vi|khoa|phong) [0-9 ]+"),
    ("position", r"chuc (vu|danh).*|vi tri.*|cong viec.*|nhiem vu.*|nghe nghiep"),
    ("qualification", r"trinh do.*|bang cap.*|chuyen mon.*|hoc vi.*|van bang.*|hoc ham.*"),
    ("email", r"e ?mail.*|thu dien tu"),
)
# Exports of personnel software in English.
_ENGLISH = (
    ("number", r"no|nr|s n|order"),
    (
        "other",
        r"(tele)?phone( (no|number))?|mobile.*|address|age|status|notes?|remarks?|nationality|ethnicity|religion",
    ),
    ("other", r"(id|identity|citizen)( card)?( (no|number))|(previous|former) .*|(leaving|end) date"),
    ("code", r"(employee|staff|personnel|emp) (id|code|no|number)|id|code"),
    ("last_name", r"(last|family|sur) ?names?|(last|family)( and|,)? middle names?"),
    ("first_name", r"(first|given) names?"),
    ("name", r"((full|employee|staff) )?name|name in full"),
    ("gender", r"gender|sex"),
    ("male", r"male"),
    ("female", r"female"),
    ("dob", r"(date|year) of birth|birth ?(date|day|year)|born( on)?"),
    ("join_date", r"(start|starting|joining|join|hire|hiring|entry|employment) date|date (joined|hired)|joined( on)?"),
    ("join_date", r"date of (joining|hire|employment|entry|recruitment)"),
    ("unit", r"(department|dept|unit|division|ward|faculty)( name)?|department unit"),
    ("job_type", r"(job|staff|work) (type|category|group)|type of (job|work)|occupation|profession"),
    ("position", r"position|job title|title|post|role"),
    ("qualification", r"qualifications?|degree|education( level)?|speciali[sz]ation|special(i)?ty"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in (*_COLUMNS, *_ENGLISH))
FOOTER = re.compile(
    r"nguoi lap.*|tong (?:cong|so).*|giam doc|truong (?:khoa|phong).*|lap bang.*|cong\s*:?.*|"
    r".*ngay .{0,10}thang .{0,10}nam.*"
)
GENDERS = dict.fromkeys(("nam", "nam gioi", "m", "male", "trai", "ong", "1"), "M")
GENDERS |= dict.fromkeys(("nu", "f", "female", "gai", "ba", "0", "nu gioi"), "F")
_BRACKETS = re.compile(r"\([^)]*\)")
_PUNCTUATION = re.compile(r"[^a-z0-9#]+")
# A header row says "họ", "tên" or "name"; most rows of people are passed over by it at little cost.
_NAME_HINT = re.compile(r"(?:^|[\W\d_])(?:h[^\W\d_]|t[^\W\d_]n|(?:sur)?names?)(?:$|[\W\d_])", re.IGNORECASE)


@dataclass
class StaffTable:
    """Where a staff list stands on its sheet, and what each column holds."""

    top: int
    first: int
    last: int
    roles: dict[str, int] = field(default_factory=dict)
    block_top: int = 1


def find_staff_tables(grid: Grid) -> list[StaffTable]:
    """Return the staff lists of a sheet from top to bottom."""
    found: list[StaffTable] = []
    for row in grid.filled_rows():
        if found and row < found[-1].first:
            continue
        if table := _table_at(grid, row):
            if found:
                found[-1].last = row - 1
                table.block_top = _block_top(grid, found[-1].first, row)
            found.append(table)
    return found


def _block_top(grid: Grid, first: int, header: int) -> int:
    """Return the first row over a later header that holds a line of words and no person."""
    row = header
    while row > first and sum(bool(grid.text(row - 1, column)) for column in range(1, grid.width + 1)) < 2:
        row -= 1
    return row


def role_of(text: str) -> str:
    """Return what a header means for a staff list, or ""."""
    if len(text) > LONGEST_HEAD:
        return ""
    folded = fold(text)
    for said in (folded, _BRACKETS.sub(" ", folded)):
        low = " ".join(_PUNCTUATION.sub(" ", said).split())
        if low and len(low.split()) <= 9 and (role := _role_of(low)):
            return role
    return ""


def _role_of(low: str) -> str:
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(low)), "")


def _table_at(grid: Grid, row: int) -> StaffTable | None:
    if not any(_NAME_HINT.search(grid.text(row, column)) for column in range(1, grid.width + 1)):
        return None
    roles = _roles(grid, row, row)
    has_name = "name" in roles or {"last_name", "first_name"} <= set(roles)
    if not has_name or len(set(roles) - {"male", "female"}) < 3:
        return None
    bottom = max([row, *(m.bottom for m in grid.merges if m.top == row and m.bottom - m.top < 3 and m.left <= 3)])
    if bottom == row and _goes_on(grid, row + 1, roles):
        bottom += 1
    found = _roles(grid, row, bottom)
    area = grid.merge_at(row, found.get("name", 0))
    if area and area.right == found["name"] + 1 and area.right not in found.values():
        found["first_name"] = area.right
    if parts := _parts_of_birth(grid, bottom):
        found = {role: column for role, column in found.items() if column not in parts.values()} | parts
    return StaffTable(row, bottom + 1, grid.height, found)


def _goes_on(grid: Grid, row: int, roles: dict[str, int]) -> bool:
    """Whether the row below still belongs to the header: "Nam" and "Nữ" under "Ngày sinh"."""
    if any(grid.text(row, roles[role]) for role in ("name", "number") if role in roles):
        return False
    below = set(_roles(grid, row, row))
    return {"male", "female"} <= below or "first_name" in below or _parts_of_birth(grid, row) != {}


def _parts_of_birth(grid: Grid, row: int) -> dict[str, int]:
    """Return the columns of a birth date that is split into three: "Ngày", "Tháng", "Năm" side by side."""
    heads = [fold(grid.text(row, column)) for column in range(1, grid.width + 1)]
    for place in range(len(heads) - 2):
        if heads[place : place + 3] == ["ngay", "thang", "nam"]:
            return {"birth_day": place + 1, "birth_month": place + 2, "birth_year": place + 3}
    return {}


def _roles(grid: Grid, top: int, bottom: int) -> dict[str, int]:
    """Return the first column of each role; a lower header row is more exact than an upper one."""
    found: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        for row in range(bottom, top - 1, -1):
            role = role_of(grid.text(row, column))
            if role:
                found.setdefault(role, column)
                break
    if "first_name" in found and "last_name" not in found and "name" not in found:
        found["name"] = found.pop("first_name")
    return found
