"""Lists saved as text (.csv): the encoding and the separator are found, not asked for."""

import csv
import re
from io import StringIO
from pathlib import PurePath

from core.sheets.grid import Grid, Value
from core.sheets.legacy import from_tcvn3, from_vni
from core.sheets.refusals import FileRefused
from core.sheets.syllables import share
from core.text import nfc

# Letters that an older program could not save and wrote as question marks.
_LOST = re.compile(r"[^\W\d_][?\ufffd]+[^\W\d_]|[?\ufffd][^\W\d_]")
_SEPARATORS = ",;\t|"


def read_delimited(content: bytes, name: str, *, cells: int, columns: int) -> tuple[Grid, str]:
    """Return the list as one sheet, named as Excel names it, and the old encoding it was in ("" for Unicode).

    As of packed files no row is wider than ``columns``, and the widest one counts for all.
    """
    text, encoding = decoded(content)
    if not text.strip():
        raise FileRefused("FILE_EMPTY")
    if len(_LOST.findall(text)) > len(text) / 50:
        raise FileRefused("LEGACY_ENCODING")
    csv.field_size_limit(1_000_000)
    text, separator = _declared(text)
    separator = separator or _separator(text)
    if text.count(separator) + text.count("\n") > cells:
        raise FileRefused("FILE_TOO_LARGE")
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
        rows: list[list[Value]] = [list(line[:columns]) for line in lines]
    except csv.Error as error:
        raise FileRefused("FILE_CORRUPT") from error
    if len(rows) * max(map(len, rows), default=0) > cells:
        raise FileRefused("FILE_TOO_LARGE")
    return Grid(name=PurePath(name).stem[:31] or "CSV", rows=rows), encoding


def _declared(text: str) -> tuple[str, str]:
    """Excel writes the separator on a first line of its own: "sep=;"."""
    first, _, rest = text.partition("\n")
    sign = first.strip().strip('"').removeprefix("sep=")
    return (rest, sign) if first.strip().strip('"').startswith("sep=") and len(sign) == 1 else (text, "")


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its old encoding ("" for Unicode)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _from_old_bytes(content)


def _from_old_bytes(content: bytes) -> tuple[str, str]:
    """Bytes that are not UTF-8: the reading that makes most words Vietnamese is the right one."""
    plain = content.decode("latin-1")
    readings = {
        "Windows-1258": nfc(content.decode("cp1258", "replace")),
        "TCVN3 (.VnTime)": from_tcvn3(plain),
        "VNI": from_vni(plain),
    }
    name = max(readings, key=lambda reading: share(readings[reading][:60_000]))
    if share(readings[name][:60_000]) < 0.4:
        raise FileRefused("LEGACY_ENCODING")
    return readings[name], name


def _separator(text: str) -> str:
    """Return the separator: the one that gives most lines the same number of cells, and several of them."""
    sample = text[:60_000]
    return max(_SEPARATORS, key=lambda sign: (_evenness(sample, sign), -_SEPARATORS.index(sign)))


def _evenness(sample: str, sign: str) -> float:
    try:
        counts = [len(row) for row in csv.reader(StringIO(sample, newline=""), delimiter=sign) if row]
    except csv.Error:
        return 0.0
    usual = max(set(counts), key=lambda count: (counts.count(count) * (count > 1), count), default=1)
    return counts.count(usual) / len(counts) * min(usual, 12) if usual > 1 else 0.0
