"""Every fragment that a view asks for is defined in its page's template."""

import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)
ASKED = re.compile(r'page\(\s*\w+,\s*"([\w/]+\.html)"(?:(?!page\().)*?part="(\w+)"', re.S)
NAMED = re.compile(r'"([\w/]+\.html)#(\w+)"')
FOUND = sorted(
    {
        pair
        for app in (*settings.FIRST_PARTY_APPS, "config")
        for file in (ROOT / app).rglob("*.py")
        for expression in (ASKED, NAMED)
        for pair in expression.findall(file.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("template, part", FOUND, ids=[f"{template}#{part}" for template, part in FOUND])
def test_a_fragment_that_is_asked_for_exists(template, part):
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    assert re.search(rf"{{%\s*partialdef {part}\b", text)


def test_there_are_fragments():
    assert len(FOUND) > 20
