"""The sizes of the texts that cells of an old .xls share, told from its table (SST, [MS-XLS] 2.4.265).

A text may run on in the next record, that begins with a byte of its own then; what cannot be followed
counts as long as a text can be.
"""

import struct

LONGEST = 65_535
_IS_WIDE, _HAS_MORE, _HAS_RUNS = 1, 4, 8


class Table:
    """Walks over the records of the table once; ``sizes`` holds the letters of each text in order."""

    def __init__(self, records: list[bytes]):
        self.records = records
        self.number, self.at = 0, 8
        self.sizes: list[int] = []
        try:
            while self._is_left():
                self.sizes.append(self._text())
        except (struct.error, IndexError):
            self.sizes = []

    def size(self, number: int) -> int:
        return self.sizes[number] if number < len(self.sizes) else LONGEST

    def _is_left(self) -> bool:
        while self.number < len(self.records) and self.at >= len(self.records[self.number]):
            self.at -= len(self.records[self.number])
            self.number += 1
        return self.number < len(self.records)

    def _text(self) -> int:
        letters, flags = struct.unpack_from("<HB", self.records[self.number], self.at)
        self.at += 3
        runs = self._read("<H") * 4 if flags & _HAS_RUNS else 0
        more = self._read("<I") if flags & _HAS_MORE else 0
        self._pass_letters(letters, flags)
        self.at += runs + more
        return int(letters)

    def _read(self, form: str) -> int:
        value = struct.unpack_from(form, self.records[self.number], self.at)[0]
        self.at += struct.calcsize(form)
        return int(value)

    def _pass_letters(self, letters: int, flags: int) -> None:
        while letters:
            width = 2 if flags & _IS_WIDE else 1
            taken = min(letters, (len(self.records[self.number]) - self.at) // width)
            self.at += taken * width
            letters -= taken
            if letters:
                self.number += 1
                flags, self.at = self.records[self.number][0], 1
