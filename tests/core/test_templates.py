import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from core.templatetags import house

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
NAMES = [str(file.relative_to(ROOT)) for file in TEMPLATES]
ICON = re.compile(r"""{%\s*icon\s+["']([\w-]*)["']|\bicon=["']([\w-]*)["']""")


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_read(name):
    assert get_template(name)


@pytest.mark.parametrize("file", TEMPLATES, ids=NAMES)
def test_every_icon_that_a_template_names_exists(file):
    named = {one or other for one, other in ICON.findall(file.read_text(encoding="utf-8"))}
    assert {name for name in named if not (house.ICONS / f"{name}.svg").is_file()} == set()


def test_a_page_that_is_missing_answers_in_vietnamese(client):
    answer = client.get("/khong-co-trang-nay/")
    assert (answer.status_code, "Không tìm thấy trang này" in answer.content.decode()) == (404, True)
