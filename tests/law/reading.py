"""The texts of the law beside these tests, cut into articles, clauses and points, and citations read into places."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

TEXTS = Path(__file__).parent / "texts"
FILES = {
    "06/2022/QH15": "luat-06-2022-QH15.txt",
    "15/2003/QH11": "luat-15-2003-QH11-original.txt",
    "233/2026/NĐ-CP": "nd-233-2026-ocr.md",
    "90/2020/NĐ-CP": "nd-90-2020-vien-chuc-articles.md",
}
# Of the decree of 2020 only these articles are given.
GIVEN_OF_ND90 = {12, 13, 14, 15, 19}
_ARTICLE = re.compile(r"^\s*(?:### )?Điều (?:5\.2\.NĐ\.8\.)?(\d+)\b(?!\.LQ)")
_OTHER_LAW = re.compile(r"^Điều 5\.\d\.LQ")
_CLAUSE = re.compile(r"^\W{0,4}(\d{1,2})\.\s*\S")
_POINT = re.compile(r"^\W{0,4}([a-zđA-ZĐ])\)\s*\S")
_DOCUMENT = re.compile(r"\b(\d+/20\d\d/(?:QH\d+|NĐ-CP|TT-[A-Z]+))")
_STEP = re.compile(r"(Điều|khoản|điểm) ([0-9]+|[a-zđ])\b((?:(?:, |–)\d+\b)*)")


class Place(NamedTuple):
    """A place of a document; 0 and "" stand for "the whole"."""

    document: str
    article: int
    clause: int = 0
    point: str = ""


def plain(text: str) -> str:
    """Return a text without what print and scan differ in: spaces, quotation marks, capitals."""
    return re.sub(r"\s+", " ", re.sub(r"[“”\"]", '"', unicodedata.normalize("NFC", text))).strip().lower()


@cache
def places_of(document: str) -> dict[Place, str]:
    """Return every place of a document with its text, the text of what lies inside included."""
    lines: dict[Place, list[str]] = {}
    article = clause = 0
    point = ""
    for line in (TEXTS / FILES[document]).read_text(encoding="utf-8").splitlines():
        text = unicodedata.normalize("NFC", line)
        if _OTHER_LAW.match(text):
            article, clause, point = 0, 0, ""
        elif found := _ARTICLE.match(text):
            article, clause, point = int(found[1]), 0, ""
        elif (found := _CLAUSE.match(text)) and int(found[1]) == clause + 1:
            clause, point = clause + 1, ""
        elif (found := _POINT.match(text)) and article:
            point = found[1].lower()
        for place in {(0, ""), (clause, ""), (clause, point)} if article else ():
            lines.setdefault(Place(document, article, *place), []).append(text)
    return {place: plain(" ".join(found)) for place, found in lines.items()}


def places_in(citation: str) -> list[Place]:
    """Return the places that a citation names, of the first document in each of its parts."""
    found: list[Place] = []
    for part in citation.split(";"):
        document = _DOCUMENT.search(part)
        if document:
            found += _places(document[1], re.sub(r"\([^)]*\)", "", part))
    return found


def _places(document: str, text: str) -> list[Place]:
    found: list[Place] = []
    for kind, name, more in _STEP.findall(text):
        if kind == "Điều":
            found += [Place(document, number) for number in _numbers(name, more)]
        elif kind == "khoản":
            place = found.pop() if not found[-1].clause else found[-1]
            found.append(Place(document, place.article, int(name)))
        else:
            found.append(found.pop()._replace(point=name))
    return found


def _numbers(first: str, more: str) -> list[int]:
    """Return the numbers of "21, 22, 42–44"."""
    numbers = [int(first)]
    for sign, number in re.findall(r"(, |–)(\d+)", more):
        numbers += range(numbers[-1] + 1, int(number) + 1) if sign == "–" else [int(number)]
    return numbers


def is_given(place: Place) -> bool:
    """Say whether the text of a place lies beside these tests."""
    return place.document in FILES and (place.document != "90/2020/NĐ-CP" or place.article in GIVEN_OF_ND90)


def text_of(place: Place) -> str:
    """Return the text of a place, "" when the document has no such place."""
    return places_of(place.document).get(place, "")
