"""A workbook of quotas, read as a whole: one row a campaign, or one of its programmes. Nobody is looked up here."""

import re
from dataclasses import dataclass, field

from core.sheets.grid import Book, Grid, letter
from core.sheets.reader import read
from core.sheets.refusals import MESSAGES, FileRefused
from core.text import clean, fold
from emulation.builders import leftovers, names
from emulation.builders.findings import Finding, Findings, error, in_order, info, warning
from emulation.builders.long_cells import shorten
from emulation.choices import SubjectKind

KINDS = (SubjectKind.COLLECTIVE, SubjectKind.PERSON)
MOST = 9999
LONGEST_TITLE = 400
_TOO_LONG = f"Tên phong trào dài quá {LONGEST_TITLE} ký tự."
_COLUMNS = (
    ("title", r"(ten )?phong trao.*|ten (dot|phong trao).*"),
    ("year", r"nam( ap dung| thi dua)?"),
    ("programme", r"(ten )?chuong trinh.*"),
    (str(SubjectKind.COLLECTIVE), r"(so |so luong |chi tieu )?tap the.*"),
    (str(SubjectKind.PERSON), r"(so |so luong |chi tieu )?ca nhan.*"),
    ("reason", r"ly do.*|van ban.*|can cu.*"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _COLUMNS)
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_UNSET = ("chua giao", "theo phan bo", "chua phan bo")
_FOOTER = re.compile(r"nguoi lap.*|tong (?:cong|so).*|cong\s*:?|giam doc.*|lap bang.*|.*ngay .{0,10}thang .{0,10}nam.*")


@dataclass
class QuotaRow:
    """The numbers of one campaign or programme; a kind that the row does not tell is missing in ``places``."""

    sheet: str
    row: int
    title: str
    year: int | None = None
    programme: str = ""
    reason: str = ""
    places: dict[str, int | None] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


@dataclass
class QuotaList:
    """What a workbook of quotas holds, and what to tell."""

    rows: list[QuotaRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    is_refused: bool = False
    header_rows: set[tuple[str, int]] = field(default_factory=set)

    @property
    def held(self) -> list[tuple[str, int]]:
        """Return the rows of which nothing is taken."""
        wrong = ((f.sheet, f.row) for f in self.findings if f.severity == "error" and f.row)
        return list(dict.fromkeys(wrong))


def quotas_in(content: bytes, name: str) -> QuotaList:
    """Return the quotas of a file, or why it cannot be read."""
    try:
        return _read(read(content, name))
    except FileRefused as refusal:
        codes = [refusal.code, "NO_DATA"] if refusal.code == "FILE_EMPTY" else [refusal.code]
        return QuotaList([], [Finding("", None, "", refusal.code, "error", refusal.message)], codes, True)


def _read(book: Book) -> QuotaList:
    found, findings = QuotaList(codes=[notice.code for notice in book.notices]), Findings()
    for notice in book.notices:
        findings.add("", None, "", info(notice.code, notice.message))
    for grid in book.grids:
        if grid.visible and (header := _header(grid)):
            shorten(grid)
            found.header_rows.add((grid.name, header[0]))
            found.rows += _Reader(grid, *header, findings).read()
    if not found.rows and not findings.items:
        findings.add("", None, "", error("NO_HEADER", "Không thấy hàng tiêu đề có “Phong trào”, “Tập thể”, “Cá nhân”."))
    found.findings = in_order(findings.told(), [grid.name for grid in book.grids])
    if not found.rows and not found.held:
        found.is_refused, found.codes = True, list(dict.fromkeys(["NO_DATA", *found.codes]))
        if not any(f.severity == "error" for f in found.findings):
            found.findings.append(Finding("", None, "", "NO_DATA", "error", MESSAGES["NO_DATA"]))
    return found


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in grid.filled_rows():
        roles: dict[str, int] = {}
        for column in range(1, grid.width + 1):
            text = " ".join(_PUNCTUATION.sub(" ", fold(grid.text(row, column))).split())
            role = next((role for role, pattern in _COMPILED if pattern.fullmatch(text)), "")
            if role:
                roles.setdefault(role, column)
        if "title" in roles and any(kind in roles for kind in KINDS):
            return row, roles
    return None


class _Reader:
    """Walks down one list of quotas."""

    def __init__(self, grid: Grid, top: int, roles: dict[str, int], findings: Findings):
        self.grid, self.top, self.roles, self.findings = grid, top, roles, findings
        self.letters = {role: letter(column) for role, column in roles.items()}

    def read(self) -> list[QuotaRow]:
        found = []
        for number in self.grid.filled_rows(self.top + 1):
            title = self._shown(number, "title")
            if _FOOTER.fullmatch(fold(title or self.grid.text(number, 1))):
                break
            if len(title) > LONGEST_TITLE:
                self._tell(number, "title", error("NAME_TOO_LONG", _TOO_LONG, title[:LONGEST_TITLE]))
            elif names.is_sample(title) or title.endswith("…"):
                self._tell(number, "title", info("SAMPLE_ROW", f"Dòng mẫu “{title}” được bỏ qua.", title))
            elif row := self._row(number, title):
                found.append(row)
        return found

    def _row(self, number: int, title: str) -> QuotaRow | None:
        row = QuotaRow(self.grid.name, number, title, columns=self.letters)
        for kind in KINDS:
            self._read_places(row, str(kind))
        row.programme, row.reason = self._shown(number, "programme"), self._shown(number, "reason")[:300]
        row.year = self._year(number)
        if not title:
            if row.places:
                self._tell(number, "title", error("MISSING_NAME", "Dòng có số lượng nhưng không ghi phong trào."))
            return None
        if not row.places and not self.findings.has_error(self.grid.name, number):
            self._tell(number, "title", warning("EMPTY_MARK", "Dòng không ghi số lượng nào; bỏ qua.", title))
            return None
        return row

    def _read_places(self, row: QuotaRow, kind: str) -> None:
        column = self.roles.get(kind, 0)
        if trouble := column and self.grid.trouble(row.row, column):
            self._tell(row.row, kind, leftovers.formula(trouble.kind, trouble.text))  # type: ignore[union-attr]
            return
        text = self.grid.text(row.row, column) if column else ""
        if fold(text) in _UNSET:
            row.places[kind] = None
        elif text.isdecimal() and len(text) < 10 and int(text) <= MOST:
            row.places[kind] = int(text)
        elif text:
            told = f"Số lượng “{text}” không hợp lệ: ghi số từ 0 đến {MOST}, hoặc “chưa giao”."
            self._tell(row.row, kind, error("BAD_NUMBER", told, text))

    def _year(self, number: int) -> int | None:
        text = self._shown(number, "year")
        if text and not re.fullmatch(r"20\d\d", text):
            self._tell(number, "year", error("BAD_YEAR", f"Năm “{text}” không hợp lệ.", text))
        return int(text) if re.fullmatch(r"20\d\d", text) else None

    def _shown(self, number: int, role: str) -> str:
        """Return the text seen at a place: a campaign may be merged over the rows of its programmes."""
        column = self.roles.get(role, 0)
        return clean(self.grid.shown(number, column)) if column else ""

    def _tell(self, number: int, role: str, issue: object) -> None:
        self.findings.add(self.grid.name, number, self.letters.get(role, "A"), issue)  # type: ignore[arg-type]
