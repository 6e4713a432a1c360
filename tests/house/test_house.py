"""The rules of the house, as tests: layout, lengths, names, templates, rules files."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)
APPS = ("emulation", "campaigns", "awards", "reports")
CODE = sorted(
    file
    for folder in (*APPS, "core", "config")
    for file in (ROOT / folder).rglob("*.py")
    if "migrations" not in file.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 25
INLINE = re.compile(
    r"""<(?!script\b)[^>]*\s(style|on[a-z]+)\s*=\s*["']|<style\b|<script(?![^>]*\bsrc=)[^>]*>""", re.IGNORECASE
)


def names(files):
    return [str(file.relative_to(ROOT)) for file in files]


@pytest.mark.parametrize("file", [*CODE, *TESTS], ids=names([*CODE, *TESTS]))
def test_files_stay_short(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("file", CODE, ids=names(CODE))
def test_functions_stay_short(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    long = [
        f"{node.name} ({length})"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (length := _code_lines(node)) > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("file", CODE, ids=names(CODE))
def test_states_change_only_by_the_workflow(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
    ]
    assert found == []


@pytest.mark.parametrize("file", CODE, ids=names(CODE))
def test_nothing_calls_back(file):
    text = file.read_text(encoding="utf-8")
    assert "post_save" not in text and "pre_save" not in text
    assert "GenericForeignKey" not in text
    if "models" in file.parts:
        assert "def save(" not in text


@pytest.mark.parametrize("file", TEMPLATES, ids=names(TEMPLATES))
def test_templates_hold_no_inline_style_or_script(file):
    if "admin" in file.parts:
        return
    assert INLINE.findall(file.read_text(encoding="utf-8")) == []


def _pages():
    def walk(patterns, namespace=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
                yield from walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern) and namespace in APPS:
                yield namespace, pattern

    return list(walk(get_resolver().url_patterns))


PAGES = _pages()


@pytest.mark.parametrize("app, pattern", PAGES, ids=[f"{app}:{pattern.name}" for app, pattern in PAGES])
def test_url_view_and_template_share_one_name(app, pattern):
    view = pattern.callback
    assert view.__name__ == pattern.name
    module = view.__module__.split(".")
    assert module[:2] in ([app, "views"], [app, "imports"])
    source = (ROOT / Path(*module).with_suffix(".py")).read_text(encoding="utf-8")
    own = f'"{app}/{pattern.name}.html"'
    rendered = re.search(rf"def {pattern.name}\(.*?(?=\ndef |\Z)", source, re.S)
    shown = set(re.findall(r'"(\w+/\w+)\.html', rendered.group(0))) if rendered else set()
    assert shown <= {f"{app}/{pattern.name}", "ui/confirm", "ui/combobox_options"} or own in source


def test_every_rules_file_reads_and_every_dated_value_has_a_source():
    for app in APPS:
        for file in (ROOT / app / "rules").rglob("*.yaml"):
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            assert isinstance(content, dict | list) and content, file


def test_every_requirement_is_pinned_and_says_why():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert re.match(r"^[\w.-]+==[\w.]+( ; [^#]+)?\s+# \w.+", line), line


def test_the_project_speaks_of_itself_alone():
    word = re.compile("|".join(["/" + "work/", "/" + "farm/", "sub" + "agent"]))
    for file in [*CODE, *TESTS, *TEMPLATES, *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]:
        if file.exists():
            assert not word.search(file.read_text(encoding="utf-8")), file


def _code_lines(node: ast.FunctionDef) -> int:
    """Return the lines of a function without its docstring and decorators."""
    first = node.body[0]
    is_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring
