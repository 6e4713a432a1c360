"""The directory of a packed file: two readers have to find the same parts in it.

Names that are one but for their case, names with a second spelling, a second directory: whatever lets one
reader see a part that another does not is refused, for what is measured has to be what is read.
"""

import struct
import zipfile

from core.sheets.refusals import FileRefused

_END, _END_SIZE = b"PK\x05\x06", 22
_OTHER_NAME = 0x7075
_ELSEWHERE = 0xFFFFFFFF


def check_package(archive: zipfile.ZipFile, content: bytes) -> None:
    """Raise FileRefused when the parts of a packed file could be told in two ways."""
    infos = archive.infolist()
    told = {info.filename.replace("\\", "/").lower() for info in infos}
    if len(told) != len(infos) or any(_has_two_names(info) for info in infos):
        raise FileRefused("FILE_CORRUPT")
    if not _has_one_end(content, archive):
        raise FileRefused("FILE_CORRUPT")


def _has_two_names(info: zipfile.ZipInfo) -> bool:
    return info.orig_filename != info.filename or _OTHER_NAME in _kinds(info.extra)


def _kinds(extra: bytes) -> list[int]:
    """Return the kinds of the fields that are told about a part beside its name."""
    kinds, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        kinds.append(kind)
        at += 4 + size
    return kinds


def _has_one_end(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Return whether the directory is where the end of the file says, and no other end could be taken for it.

    The sign of an end may stand within a part by chance; then the last one has to be sound in every word.
    """
    at = content.rfind(_END)
    if at < 0 or at + _END_SIZE > len(content):
        return False
    disk, first, here, total, _, start, comment = struct.unpack_from("<HHHHIIH", content, at + 4)
    if start not in (archive.start_dir, _ELSEWHERE):
        return False
    infos = archive.infolist()
    is_sound = (disk, first, here, total, start) == (0, 0, len(infos), len(infos), archive.start_dir)
    is_last = at + _END_SIZE + comment == len(content)
    return content.count(_END) == 1 or (is_sound and is_last and not any(info.extra for info in infos))
