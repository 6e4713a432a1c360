"""Which part of an .xlsx is which of its sheets: what is measured has to be what the quick reader builds.

The quick reader is lenient: it takes names in any case, the first of two sheets of one name, every
spelling of a way. A workbook that could be understood in two ways is refused.
"""

import re
import zipfile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from core.sheets.container import part
from core.sheets.refusals import FileRefused

BOOK, LINKS, TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
# Workbooks with thousands of names that lead nowhere have a MB or two; a tree takes twenty times what it is made of.
_MOST_BYTES = 4 * 1024 * 1024
_IDS = {
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
}
_WAY = re.compile(r"/?(?:(?!\.)[\w .()-]+/)*(?!\.)[\w .()-]+", re.ASCII)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet of the workbook stands in the package, by name."""
    names = set(archive.namelist())
    _check_spelling(names)
    targets = _targets(_tree_of(part(archive, LINKS, most=_MOST_BYTES)))
    found: dict[str, str] = {}
    for sheet in _sheets(_tree_of(part(archive, BOOK, most=_MOST_BYTES))):
        name, place = sheet.get("name", ""), _place_of(targets.get(_id_of(sheet), ""))
        if name in found or place in found.values() or place not in names:
            raise FileRefused("FILE_CORRUPT")
        found[name] = place
    return found


def other_sheets(archive: zipfile.ZipFile, known: dict[str, str]) -> list[str]:
    """Return the parts that stand where sheets stand, and that no sheet of the workbook names."""
    named = set(known.values())
    return [name for name in archive.namelist() if name not in named and "worksheets" in name.lower().split("/")[:-1]]


def _tree_of(content: bytes):  # type: ignore[no-untyped-def]
    if not content:
        return None
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileRefused("FILE_CORRUPT") from error


def _all_named(tree, name: str) -> list:  # type: ignore[no-untyped-def]
    return [] if tree is None else [*tree.iter(f"{{{MAIN}}}{name}"), *tree.iter(f"{{{STRICT}}}{name}")]


def _check_spelling(names: set[str]) -> None:
    """Refuse a package whose chief parts are missing or named in another case; backslashes count as slashes."""
    told = {name.lower().replace("\\", "/"): name for name in names}
    if not {BOOK, LINKS} <= names or told.get(TEXTS.lower(), TEXTS) != TEXTS:
        raise FileRefused("FILE_CORRUPT")


def _targets(links) -> dict[str, str]:  # type: ignore[no-untyped-def]
    found: dict[str, str] = {}
    for link in links.iter() if links is not None else ():
        if _local(link) == "Relationship":
            key = link.get("Id", "")
            if key in found:
                raise FileRefused("FILE_CORRUPT")
            found[key] = link.get("Target", "")
    return found


def _sheets(book) -> list:  # type: ignore[no-untyped-def]
    """Return the sheets; one that is only called so, in a language of its own, is refused."""
    sheets = _all_named(book, "sheet")
    if book is not None and sum(_local(element) == "sheet" for element in book.iter()) != len(sheets):
        raise FileRefused("FILE_CORRUPT")
    return sheets


def _id_of(sheet) -> str:  # type: ignore[no-untyped-def]
    """Return the one id by which a sheet is linked."""
    ids = [name for name in sheet.attrib if name.endswith("}id")]
    if len(ids) != 1 or ids[0] not in _IDS:
        raise FileRefused("FILE_CORRUPT")
    return str(sheet.get(ids[0]))


def _place_of(target: str) -> str:
    """Return the name of a part; a way with turns, signs in code or backslashes leads nowhere."""
    if not _WAY.fullmatch(target):
        raise FileRefused("FILE_CORRUPT")
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _local(element) -> str:  # type: ignore[no-untyped-def]
    return str(element.tag).rpartition("}")[2]
