"""Pages of the guide as HTML: the few marks they use, and nothing that was not escaped."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from core.guide import guide_html, title_of

PAGES = sorted((Path(settings.BASE_DIR) / "docs" / "guide").glob("nhap-*.md"))
TAGS = re.compile(r"</?(?:h2|p|ul|ol|li|b)>")


def test_headings_lists_and_bold_words_are_shown():
    text = "# Nhập\n\nVào **Hồ sơ**,\nrồi chọn.\n\n## Bước\n\n1. Một\n2. Hai\n   nữa\n\n- Cuối"
    assert title_of(text) == "Nhập"
    assert guide_html(text) == (
        "<p>Vào <b>Hồ sơ</b>, rồi chọn.</p>\n<h2>Bước</h2>\n"
        "<ol><li>Một</li><li>Hai nữa</li></ol>\n<ul><li>Cuối</li></ul>"
    )


@given(st.text())
def test_no_text_brings_marks_of_its_own(text):
    assert "<" not in TAGS.sub("", guide_html(text))


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_page_of_an_import_is_a_heading_with_steps(page):
    html = guide_html(page.read_text(encoding="utf-8"))
    assert (bool(title_of(page.read_text(encoding="utf-8"))), html.count("<ol>"), "#" in html) == (True, 1, False)
