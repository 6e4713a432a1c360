"""Which sheet of a history workbook holds what, and which column means what: by name and header, not by place."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from awards.builders import history_english
from core.sheets.grid import Grid, letter
from core.text import fold

STAFF, RATING, UNIT_RATING, PARTY_RATING = "staff", "rating", "unit_rating", "party_rating"
AWARD, UNIT_AWARD = "award", "unit_award"
INITIATIVE, DISCIPLINE, VIOLATION, LEAVE = "initiative", "discipline", "violation", "leave"
OF_UNITS = (UNIT_RATING, UNIT_AWARD)
RATINGS = (RATING, UNIT_RATING, PARTY_RATING)
FIRST_YEAR = 1945

_SHEETS = (
    (UNIT_AWARD, r".*(danhhieu|khenthuong|thanhtich).*tapthe.*|tapthe"),
    (UNIT_RATING, r".*(xeploai|danhgia).*(tapthe|donvi|khoa|phong).*"),
    (PARTY_RATING, r".*(xeploai|danhgia).*dang.*"),
    (AWARD, r".*danhhieu.*|.*khenthuong.*"),
    (RATING, r".*(xeploai|danhgia).*"),
    (INITIATIVE, r".*sangkien.*|(ds|danhsach)?(detai|nckh|nghiencuukhoahoc)"),
    (DISCIPLINE, r".*kyluat.*"),
    (VIOLATION, r".*vipham.*"),
    (LEAVE, r"(ds|danhsach|ngay|so)*nghi(phep|viec|om|thaisan|dai|lam)*"),
    (STAFF, r".*nhansu.*|(ds|danhsach)?(nhanvien|canbo|vienchuc|cbvc|nguoilaodong)+"),
)
_SHEET_NAMES = tuple((kind, re.compile(pattern)) for kind, pattern in (*_SHEETS, *history_english.SHEETS))
_SILENT = re.compile(r"(hdsd|huongdan|danhmuc|ghichu|muclucs?).*")

_DECISION = ("decision", r"so ?(qd|quyet dinh).*|(qd|quyet dinh)( so)?|so van ban")
_DECIDED = ("decided_on", r"ngay( thang( nam)?)?( ra| ky| ban hanh)?( qd| quyet dinh| ky| ban hanh)( .*)?")
_STATUS = ("status", r"tinh trang.*|trang thai.*|hieu luc|ket qua.*")
_COMMON = (
    ("number", r"stt|tt|so tt|so thu tu|#"),
    ("code", r"ma( so)? ?(nv|nhan vien|can bo|cb|cbvc|vien chuc|nhan su|ns|vc|tac gia)|msnv|so hieu.*"),
    ("name", r"ho (va )?(chu dem |ten dem )?(va )?ten.*|ho ten.*|ten (nhan vien|can bo|vien chuc)|tac gia.*|ca nhan"),
    ("position", r"chuc (vu|danh).*"),
    ("note", r"ghi chu.*"),
)
_UNIT = (
    "unit",
    r"(ten )?(khoa|phong|don vi|bo phan|tram|tap the)( (phong|khoa|tram|to|don vi|bo phan|cong tac|lam viec|[0-9]+))*",
)
_YEAR = ("year", r"nam( (thanh tich|khen thuong|dat|xet|cong nhan|xep loai|danh gia|nghi|thi dua|hoc))?")
_TITLES = (
    ("occasion", r"loai hinh.*"),
    ("code", r"ma( so)? ?(nv|nhan vien)"),
    ("title_code", r"ma( (dh|danh hieu|khen thuong|kt|hinh thuc|dhkt).*)?"),
    ("title", r"(ten )?(danh hieu|khen thuong|hinh thuc).*"),
    ("authority", r"(co quan|noi|nguoi|(cap co )?tham quyen)( quyet dinh| ban hanh| ky| tang)?.*|cap quyet dinh"),
    ("grade", r"cap.*"),
    ("revoked_on", r"ngay (thu hoi|huy).*"),
    ("revoked_note", r"ly do.*"),
    ("period_from", r"(thanh tich )?tu nam"),
    _YEAR, _DECISION, _DECIDED, _STATUS,
)  # fmt: skip
_RATED = (_YEAR, ("level", r"(muc |ket qua )?(xep loai|danh gia|hoan thanh).*|muc"), _DECISION, _DECIDED)
_ROLES: dict[str, tuple[tuple[str, str], ...]] = {
    STAFF: (
        ("code", r"ma( so)?( (nv|nhan vien|can bo|cb|cbvc|vien chuc|nhan su|ns|vc))?|msnv|so hieu.*"),
        ("came_from", r"(noi|don vi|co quan) (cong tac|lam viec)? ?(truoc|cu)( .*)?|(noi|don vi) (chuyen )?den.*"),
        ("left_on", r"ngay (nghi|thoi|chuyen).*"),
        ("is_party", r"(la )?dang vien.*"),
        ("is_contract", r"loai hop dong.*|hop dong.*|doi tuong.*|dien hop dong"),
        _STATUS, _UNIT,
    ),
    RATING: (*_RATED, _UNIT),
    PARTY_RATING: (*_RATED, _UNIT),
    UNIT_RATING: (*_RATED, _UNIT),
    AWARD: (*_TITLES, _UNIT),
    UNIT_AWARD: (_UNIT, *_TITLES),
    INITIATIVE: (
        ("code", r"ma( so)? ?(nv|nhan vien)"),
        ("sk_code", r"ma( so)?( (sk|sang kien|de tai|dt|de an).*)?"),
        ("sk_name", r"ten (sang kien|de tai|de an|giai phap|nhiem vu).*|sang kien.*|de tai.*"),
        ("level", r"cap.*"),
        ("role", r"vai tro.*"),
        ("kind", r"loai.*"),
        ("is_applied", r"(da )?ap dung.*"),
        ("effect", r"hieu qua.*|pham vi.*"),
        _YEAR, _DECISION, _DECIDED, _STATUS, _UNIT,
    ),
    DISCIPLINE: (
        ("form", r"hinh thuc.*|ky luat"),
        ("side", r"ben.*|(co quan )?xu ly.*"),
        ("cause", r"ly do.*|nguyen nhan.*|hanh vi.*|noi dung.*"),
        ("ends_on", r"ngay (het|xoa).*|het (hieu luc|han).*|(den|ket thuc) ngay"),
        ("closed_on", r"ngay (ket luan|ket thuc|dong).*"),
        _DECIDED, ("opened_on", r"ngay( (vi pham|bat dau|mo|phat sinh|tiep nhan))?|tu ngay"),
        _YEAR, _DECISION, _STATUS, _UNIT,
    ),
    VIOLATION: (
        ("kind", r"loai.*|hanh vi.*|vi pham"),
        ("happened_on", r"ngay.*"),
        ("note", r"ghi chu.*|noi dung.*|ket luan.*"),
        _YEAR, _UNIT,
    ),
    LEAVE: (("days", r"(tong )?so ngay.*|so (buoi|ngay)"), ("kind", r"loai.*|ly do.*|hinh thuc.*"), _YEAR, _UNIT),
}  # fmt: skip
_COMPILED = {
    kind: tuple((role, re.compile(pattern)) for role, pattern in (*roles, *_COMMON, *history_english.ROLES[kind]))
    for kind, roles in _ROLES.items()
}
# What a sheet cannot do without: one role of each group; years may stand in the header instead.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    STAFF: (("code", "name"),),
    RATING: (("code", "name"),),
    PARTY_RATING: (("code", "name"),),
    UNIT_RATING: (("unit",),),
    AWARD: (("code", "name"), ("title", "title_code"), ("year",)),
    UNIT_AWARD: (("unit",), ("title", "title_code"), ("year",)),
    INITIATIVE: (("code", "name"), ("sk_name", "sk_code"), ("year",)),
    DISCIPLINE: (("code", "name"), ("form", "status")),
    VIOLATION: (("code", "name"), ("kind",)),
    LEAVE: (("code", "name"), ("year",), ("kind",), ("days",)),
}
_LABELS = {
    "code": "Mã NV", "unit": "Khoa/Phòng", "title": "Danh hiệu", "year": "Năm", "sk_name": "Tên sáng kiến",
    "form": "Hình thức", "kind": "Loại", "days": "Số ngày",
}  # fmt: skip
_PUNCTUATION = re.compile(r"[^a-z0-9#]+")
_YEAR_HEAD = re.compile(r"(?:[a-z ]*\D)?((?:19|20)\d\d)(?: 0)?")
_DEEPEST = 40


@dataclass
class Table:
    """Where the rows of a sheet stand, and what each column holds; ``years`` are the columns of single years."""

    kind: str
    top: int
    first: int
    roles: dict[str, int] = field(default_factory=dict)
    years: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def letters(self) -> dict[str, str]:
        return {role: letter(column) for role, column in self.roles.items()}


@lru_cache(maxsize=512)
def kind_of_sheet(name: str) -> str | None:
    """Return what a sheet of a name holds; "" for a page of words, None when the name says nothing."""
    plain = re.sub(r"[^a-z]", "", fold(name))
    found = next((kind for kind, pattern in _SHEET_NAMES if pattern.fullmatch(plain)), None)
    return "" if found is None and _SILENT.fullmatch(plain) else found


def find_table(grid: Grid, kind: str) -> Table | None:
    """Return the table of a sheet: the first row that names a subject and something about it."""
    best: Table | None = None
    for row in grid.filled_rows()[:_DEEPEST]:
        found = _table_at(grid, kind, row)
        if not missing(found):
            return found
        if best is None and len(found.roles) >= 2 and any(role in found.roles for role in _NEEDED[kind][0]):
            best = found
    return best


def missing(table: Table) -> list[str]:
    """Return the headers that a sheet lacks."""
    lacks = [_LABELS[group[0]] for group in _NEEDED[table.kind] if not any(role in table.roles for role in group)]
    if table.kind in RATINGS and not table.years and not {"year", "level"} <= set(table.roles):
        lacks.append("các cột năm")
    return lacks


def _table_at(grid: Grid, kind: str, row: int) -> Table:
    table = Table(kind, row, row + 1)
    for column in range(1, grid.width + 1):
        text = _plain(grid.text(row, column))
        year = _YEAR_HEAD.fullmatch(text) if kind in RATINGS else None
        if year:
            table.years.append((int(year[1]), column))
        elif role := _role(kind, text):
            table.roles.setdefault(role, column)
    if kind in RATINGS and not table.years:
        _take_years_below(grid, table)
    if kind not in RATINGS and any(merge.top == row and merge.right > merge.left for merge in grid.merges):
        _take_roles_below(grid, table)
    return table


def _take_years_below(grid: Grid, table: Table) -> None:
    """Years may stand in a second row, under "Xếp loại" merged over them."""
    if any(grid.text(table.top + 1, column) for role, column in table.roles.items() if role in ("code", "name")):
        return
    for column in range(1, grid.width + 1):
        if year := _YEAR_HEAD.fullmatch(_plain(grid.text(table.top + 1, column))):
            table.years.append((int(year[1]), column))
    if table.years:
        table.first = table.top + 2


def _take_roles_below(grid: Grid, table: Table) -> None:
    """A head merged over several columns is told apart in the row below: "Quyết định" over "Số" and "Ngày"."""
    below = table.top + 1
    subjects = [column for role, column in table.roles.items() if role in ("code", "name", "number", "unit")]
    if any(grid.text(below, column) for column in subjects):
        return
    found = {column: _role_below(grid, table, column) for column in range(1, grid.width + 1)}
    told = {role: column for column, role in reversed(found.items()) if role}
    if told:
        table.roles = {role: column for role, column in table.roles.items() if not found.get(column)} | told
        table.first = below + 1


def _role_below(grid: Grid, table: Table, column: int) -> str:
    text = _plain(grid.text(table.top + 1, column))
    over = _plain(grid.shown(table.top, column))
    return (_role(table.kind, f"{text} {over}") or _role(table.kind, text)) if text and over != text else ""


def _role(kind: str, text: str) -> str:
    if not text or len(text.split()) > 9:
        return ""
    return next((role for role, pattern in _COMPILED[kind] if pattern.fullmatch(text)), "")


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split()) if len(text) < 80 else ""
