"""A workbook of ten columns as Excel saves it: texts in a shared table, a fifth of them unlike any other."""

import zipfile
from io import BytesIO
from itertools import count

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_POSTS = ("Bác sĩ", "Điều dưỡng", "Hộ sinh", "Kỹ thuật viên", "Dược sĩ", "Hộ lý")
_TARGETS = ("LĐTT", "LĐTT – CSTĐ cơ sở", "LĐTT – Giấy khen Sở Y tế", "LĐTT – CSTĐ cơ sở – Bằng khen UBND tỉnh")


def workbook_of(rows: int) -> bytes:
    """Return an .xlsx with one number and nine texts in each of so many rows."""
    texts: dict[str, int] = {}
    places = count()

    def shared(text: str) -> int:
        if text not in texts:
            texts[text] = next(places)
        return texts[text]

    lines = []
    for number in range(1, rows + 1):
        cells = (
            f"NV{number:06}", f"Nguyễn Thị Số {number}", _POSTS[number % 6], f"Khoa số {number % 40}",
            *(_TARGETS[(number + place) % 4] for place in range(5)),
        )  # fmt: skip
        told = "".join(
            f'<c r="{sign}{number}" t="s"><v>{shared(text)}</v></c>'
            for sign, text in zip("BCDEFGHIJ", cells, strict=True)
        )
        lines.append(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{told}</row>')
    table = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return _packed(
        {
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>'
            "</worksheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{table}</sst>',
        }
    )


def _packed(parts: dict[str, str]) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    frame = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="DS" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**frame, **parts}.items():
            archive.writestr(name, text)
    return out.getvalue()
