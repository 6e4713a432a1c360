"""The one format of the catalogues: any usual workbook in, an .xlsx out in which text stays text."""

from typing import Any

import tablib
from import_export.formats import base_formats

from core.sheets.listing import CONTENT_TYPE, listing
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from core.text import clean

WIDTHS = {"Tên đơn vị": 40, "Họ và tên": 28, "Chức vụ": 26, "Tên trên văn bản": 34}


class Workbook(base_formats.Format):
    """Reads .xlsx, .xls, .ods and .csv as text, so that 0012 stays 0012 and days stay day-first."""

    def __init__(self, encoding: str | None = None):
        """``encoding`` is asked for by import-export; a workbook knows its own."""

    def get_title(self) -> str:
        return "Excel, LibreOffice hoặc CSV"

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """Return the first visible sheet; ``sheet_rows`` are the numbers of its rows in the margin."""
        grid = next(grid for grid in read(in_stream, "danh-muc.csv").grids if grid.visible)
        filled = [row for row in range(1, grid.height + 1) if not grid.is_blank(row)]
        columns = range(1, grid.width + 1)
        headers = [clean(grid.text(filled[0], column)) or f"cột {column}" for column in columns]
        if len(filled) < 2:
            raise FileRefused("NO_DATA")
        rows = [[grid.text(row, column) for column in columns] for row in filled[1:]]
        dataset = tablib.Dataset(*rows, headers=headers)
        dataset.sheet_rows = filled[1:]
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        columns = [(header, WIDTHS.get(header, 18)) for header in dataset.headers]
        return b"".join(listing(dataset.title or "Danh mục", columns, dataset))

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return CONTENT_TYPE

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True


base_formats.BINARY_FORMATS.append(Workbook)  # values reach export_data as they are, not as text
