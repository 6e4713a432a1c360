from pathlib import Path

from django.conf import settings

from config.docs import law_page, workflows_page

DOCS = Path(settings.BASE_DIR) / "docs"


def test_the_page_of_life_cycles_is_up_to_date():
    assert (DOCS / "workflows.md").read_text(encoding="utf-8") == workflows_page()


def test_the_page_of_the_law_is_up_to_date():
    assert (DOCS / "law.md").read_text(encoding="utf-8") == law_page()
