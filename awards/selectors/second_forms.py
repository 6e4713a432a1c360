"""Several forms aimed at for one achievement: told where they stand beside each other, people choose."""

from collections.abc import Iterable
from datetime import date

from awards.criteria import law
from awards.criteria.case import short
from awards.criteria.conditions import honours_retirees
from awards.criteria.runs import ONCE_UNREAD
from emulation.choices import title

FORM = "hinh_thuc"


def second_forms(code: str, others: Iterable[str], on: date) -> str:
    """Return the sentence on other forms for the same achievement, nothing where there is none.

    Titles (danh hiệu) may stand beside a form, and so may what honours a life at work.
    Luật 06/2022/QH15, Điều 5 khoản 2 điểm c; before 2024 a text that was not read.
    """
    found = law.clause("once", on)
    forms = [other for other in dict.fromkeys(others) if other != code and _is_form(other)]
    if found is None or not forms or not _is_form(code):
        return ""
    names = ", ".join(short(form) for form in forms)
    if not found.is_certain:
        return f"Cùng năm còn {names}: {ONCE_UNREAD} ({found.article})."
    return f"Cùng năm còn {names}: một thành tích không khen thưởng nhiều hình thức ({found.article}), chọn một."


def _is_form(code: str) -> bool:
    return title(code).kind == FORM and not honours_retirees(code)
