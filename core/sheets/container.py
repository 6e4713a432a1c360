"""What a file really is, told from its bytes and not from its name; and whether it is safe to open.

Hostile files are refused here, before any library unpacks them: bombs, passwords, false names.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO

from core.sheets.directory import check_package
from core.sheets.refusals import FileRefused

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"{\\rtf", b"%pdf", b"<meta", b"<head")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Limits:
    """What a list of a hospital never exceeds: ``cells`` of one sheet, ``all_cells`` and ``merged`` cells of the
    sheets together, ``texts`` that cells share and the bytes of their table.
    """

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 96 * 1024 * 1024
    ratio: int = 120
    cells: int = 600_000
    all_cells: int = 600_000
    merged: int = 300_000
    letters: int = 20_000_000
    texts: int = 1_200_000
    texts_bytes: int = 64 * 1024 * 1024
    columns: int = 200
    sheets: int = 300


def kind_of(content: bytes, name: str, limits: Limits) -> str:
    """Return "xlsx", "ods", "xls" or "csv", or raise FileRefused."""
    if not content:
        raise FileRefused("FILE_EMPTY")
    if len(content) > limits.file_bytes:
        raise FileRefused("FILE_TOO_LARGE")
    if content.startswith(_ZIP) or content.startswith(b"PK\x05\x06"):
        return _kind_of_zip(content, limits)
    if content.startswith(_OLE):
        return "xls"
    if content[:2] == b"\x09\x08":
        return "xls"
    return _kind_of_text(content, name)


def open_zip(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FileRefused("FILE_CORRUPT") from error


def check_part(archive: zipfile.ZipFile, name: str, most: int) -> bool:
    """Return whether a part is there; one that says it unfolds to more than ``most`` bytes refuses the file."""
    if name not in archive.NameToInfo:
        return False
    if archive.getinfo(name).file_size > most:
        raise FileRefused("FILE_TOO_LARGE")
    return True


def part(archive: zipfile.ZipFile, name: str, *, most: int = Limits.unpacked_bytes) -> bytes:
    """Return one part of a packed file, b"" when it is not there; a damaged or too large one refuses the file."""
    if not check_part(archive, name, most):
        return b""
    try:
        return archive.read(name)
    except RuntimeError as error:
        raise FileRefused("FILE_ENCRYPTED") from error
    except Exception as error:
        raise FileRefused("FILE_CORRUPT") from error


def unpacked_size(content: bytes) -> int:
    """Return the bytes that a file says it unfolds to (it is held to them when it is read), 0 of one not packed."""
    try:
        return sum(info.file_size for info in open_zip(content).infolist())
    except FileRefused:
        return 0


def _kind_of_zip(content: bytes, limits: Limits) -> str:
    archive = open_zip(content)
    infos = archive.infolist()
    _check_size(infos, len(content), limits)
    if any(info.flag_bits & 1 for info in infos):
        raise FileRefused("FILE_ENCRYPTED")
    check_package(archive, content)
    names = {info.filename for info in infos}
    if part(archive, "mimetype").strip() == _ODS:
        if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
            raise FileRefused("FILE_ENCRYPTED")
        return "ods"
    if "xl/workbook.xml" in names or _is_workbook(archive):
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise FileRefused("FILE_NOT_SPREADSHEET", "Tệp .xlsb không đọc được. Hãy lưu lại dạng .xlsx rồi tải lên.")
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise FileRefused("FILE_CORRUPT")
    raise FileRefused("FILE_NOT_SPREADSHEET")


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    return b"spreadsheetml.sheet.main+xml" in part(archive, "[Content_Types].xml")


def _check_size(infos: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.unpacked_bytes or len(infos) > 5_000:
        raise FileRefused("FILE_TOO_LARGE")
    if unpacked > 20 * 1024 * 1024 and unpacked > packed * limits.ratio:
        raise FileRefused("FILE_TOO_LARGE")


def _kind_of_text(content: bytes, name: str) -> str:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP) or b"<table" in start:
        raise FileRefused("FILE_NOT_SPREADSHEET")
    if not name.lower().endswith(_TEXT_NAMES):
        raise FileRefused(_cause_of_name(content, name))
    if b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FileRefused("FILE_NOT_SPREADSHEET")
    return "csv"


def _cause_of_name(content: bytes, name: str) -> str:
    """A workbook whose head is gone is damaged; anything else never was one."""
    is_packed = name.lower().endswith((".xlsx", ".xlsm", ".ods")) and b"PK\x01\x02" in content
    return "FILE_CORRUPT" if is_packed else "FILE_NOT_SPREADSHEET"
