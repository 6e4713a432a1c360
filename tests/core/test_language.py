"""No English reaches the screen, and 05/06 is the fifth of June."""

import re
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from core.forms import DateField

LIBRARIES = ("import_export", "django_filters", "axes", "django_tables2", "simple_history")
DJANGO = ("conf", "contrib/admin", "contrib/auth", "contrib/sessions", "contrib/contenttypes")
ENTRY = re.compile(
    r'(?:^msgctxt "(?P<context>.*)"\n)?^msgid (?P<one>(?:".*"\n)+)(?:^msgid_plural (?P<many>(?:".*"\n)+))?^msgstr', re.M
)
# The same in both languages.
SAME = {"IPv4", "IPv6", "URL", "%(size)d byte"}


def catalogue(package):
    """Return a template of messages that the package ships: the English one, or any other language's."""
    place, _, part = package.partition("/")
    folder = Path(find_spec(place).origin).parent / part / "locale"
    found = sorted(folder.glob("en/LC_MESSAGES/django.po")) or sorted(folder.glob("*/LC_MESSAGES/django.po"))
    return found[0].read_text(encoding="utf-8")


def messages(text):
    text = re.sub(r"^#~.*\n", "", text, flags=re.M)
    for entry in ENTRY.finditer(text):
        words = {name: "".join(re.findall(r'"(.*)"', entry[name] or "")) for name in ("one", "many")}
        one, many = (word.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\") for word in words.values())
        if one:
            yield entry["context"], one, many


def vietnamese(context, one, many):
    if many:
        return npgettext(context, one, many, 2) if context else ngettext(one, many, 2)
    return pgettext(context, one) if context else gettext(one)


def is_english(one, many, said):
    has_words = re.search(r"[A-Za-z]{3}", re.sub(r"%\(\w+\)|<[^>]*>", "", one))
    return said in (one, many) and one not in SAME and bool(has_words)


@pytest.mark.parametrize("package", [*LIBRARIES, *(f"django/{part}" for part in DJANGO)])
def test_every_word_of_a_library_has_a_vietnamese_one(package):
    english = [
        one
        for context, one, many in messages(catalogue(package))
        if is_english(one, many, vietnamese(context, one, many))
    ]

    assert english == []


def test_days_are_read_and_shown_day_first():
    assert forms.DateField().clean("05/06/2026") == date(2026, 6, 5)
    assert forms.DateField().clean("25/12/2026") == date(2026, 12, 25)
    assert forms.DateTimeField().clean("05/06/2026 14:00").month == 6
    shown = Template("{{ day }} {{ at }}").render(Context({"day": date(2026, 6, 5), "at": datetime(2026, 6, 5, 14)}))
    assert shown == "05/06/2026 14:00 05/06/2026"


@pytest.mark.parametrize("typed", ["31/02/2026", "29-02-2025", "32.01.2010"])
def test_a_day_that_no_calendar_has_is_refused_as_that(typed):
    with pytest.raises(ValidationError, match=f"Lịch không có ngày {typed}. Ghi ngày dạng ngày/tháng/năm"):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["2026", "2026-02-31", "hôm qua", "5/6/26", "05/12-2026", "٣١/٠٢/٢٠٢٦"])
def test_what_is_not_written_as_a_day_is_told_how_days_are_written(typed):
    with pytest.raises(ValidationError, match="^..Ghi ngày dạng ngày/tháng/năm, ví dụ 05/12/2026."):
        DateField().clean(typed)


def test_numbers_are_grouped_where_asked_and_years_never():
    page = Template("{% load humanize %}{{ money|intcomma }} {{ year }}")

    assert page.render(Context({"money": 12500000, "year": 2026})) == "12.500.000 2026"
