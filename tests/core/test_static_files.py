"""What the vendored and our own static files must keep to, for old browsers and a strict policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
TOO_NEW = re.compile(
    r"(light-dark|oklch|oklab|color-mix|(?<![-\w])lab|(?<![-\w])lch)\(|@layer|@container|@scope|(?<=[{;}])\s*&"
)


def names(files):
    return [str(file.relative_to(STATIC)) for file in files]


def text_of(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("file", SHEETS, ids=names(SHEETS))
def test_stylesheets_suit_chrome_and_edge_109(file):
    assert TOO_NEW.findall(text_of(file)) == []


@pytest.mark.parametrize("file", [*SHEETS, *SCRIPTS], ids=names([*SHEETS, *SCRIPTS]))
def test_no_address_of_a_source_map_is_left(file):
    assert "sourceMappingURL" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", SHEETS, ids=names(SHEETS))
def test_stylesheets_load_nothing_from_elsewhere(file):
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", text_of(file))
    elsewhere = [
        one for one in addresses if not one.startswith("data:") and not (file.parent / one).resolve().is_file()
    ]
    assert elsewhere == []


@pytest.mark.parametrize("folder", sorted((STATIC / "vendor").glob("*/")), ids=lambda folder: folder.name)
def test_every_library_has_its_licence_and_its_version(folder):
    assert (folder / "LICENSE").is_file()
    assert f"`{folder.name}/`" in (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")


def test_colours_stand_in_the_tokens_only():
    ours = [file for file in SHEETS if file.parent.name == "css" and file.name not in ("tokens.css", "print.css")]
    found = {
        file.name: colours
        for file in ours
        if (
            colours := re.findall(r"(?<!%23)#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", re.sub(r"url\([^)]*\)", "", text_of(file)))
        )
    }
    assert set(found.get("components.css", [])) <= {
        "#fff",
        "#1a0b0a",
        "#8a5206",
        "#231604",
        "#08121f",
        "#0e1a2b",
        "#0d1c2e",
    }
    assert {name for name in found if name != "components.css"} == set()
