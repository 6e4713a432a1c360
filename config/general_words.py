"""The general rules of judging in sentences: what each value means to whoever reads the law."""

from collections.abc import Callable, Iterable
from typing import Any

from awards.choices import Occasion
from core import rulebook
from core.text import grouped
from emulation.choices import DisciplineCause, LeaveKind, Rating

Value = Any


def general_sentence(slug: str, value: Value) -> str:
    """Return what a general rule says; a rule without a sentence of its own is an error."""
    return _SENTENCES[slug](value)


def _not_rated(value: Value) -> str:
    leave = _kinds(value["except"])
    return (
        f"làm việc chưa đủ {value['months']} tháng trong năm thì không xếp loại, trừ trường hợp nghỉ {leave} "
        f"(phần mềm quy đổi: nghỉ {value['days']} ngày làm việc là {value['months']} tháng)"
    )


def _absence(value: Value) -> str:
    if not value["kinds"]:
        return "không còn quy định này"
    most = value["ceiling"]
    return (
        f"nghỉ {_kinds(value['kinds'])} từ 03 đến dưới 06 tháng thì xếp loại cao nhất là {most} "
        f"({Rating(most).label.lower()}; phần mềm quy đổi: từ {value['days']} đến dưới {value['below']} ngày làm việc)"
    )


def _discipline_rating(value: Value) -> str:
    causes = [DisciplineCause(cause).label.lower() for cause in value["causes"]]
    which = f"có nguyên nhân: {'; '.join(causes)}" if causes else "không phân biệt nguyên nhân"
    return f"bị kỷ luật ({which}) thì xếp loại không hoàn thành nhiệm vụ"


def _rating_decree(value: Value) -> str:
    older = value.get("fallback")
    if not older:
        return str(value["name"])
    before = rulebook.fact("awards.general.rating_decree")["value"][older["to"]]
    return (
        f"{value['name']}; viên chức của nơi chưa ban hành quy chế đánh giá đến thời điểm xếp loại cuối năm "
        f"{older['year']} thì năm đó vẫn xếp loại theo {before['name']}"
    )


_SHARE_OF = {"tong_so": "tổng số người của đơn vị", "htt": "số người xếp loại hoàn thành tốt nhiệm vụ"}


def _rating_share(value: Value) -> str:
    parts = [f"không quá {value['share']} {_SHARE_OF[value['base']]}"]
    if value["group"]:
        parts.append("tính cả trong từng nhóm có nhiệm vụ tương đồng")
    if "higher" in value:
        parts.append(f"đến {value['higher']} khi {value['higher_if']}")
    if "units_under" in value:
        parts.append(f"nơi có dưới {value['units_under']} khoa, phòng thì tối đa {value['units_most']} khoa, phòng")
    return "; ".join(parts)


def _base_salary(value: Value) -> str:
    rounding = f"phần mềm làm tròn tiền thưởng lên {grouped(value['round_to'])} đồng"
    return f"{grouped(value['amount'])} đồng một tháng ({rounding})"


def _kinds(codes: Iterable[str]) -> str:
    return ", ".join("lý do khác" if code == LeaveKind.OTHER else LeaveKind(code).label.lower() for code in codes)


_SENTENCES: dict[str, Callable[[Value], str]] = {
    "absence": _absence,
    "after_discipline": lambda value: (
        f"thành tích tính từ khi hết thời hạn; quyết định không ghi thời hạn thì phần mềm tính {value['months']} tháng"
    ),
    "base_salary": _base_salary,
    "discipline_rating": _discipline_rating,
    "feeding": lambda value: ", ".join(Occasion(code).label.lower() for code in value),
    "hold": lambda value: "chưa khen thưởng, chưa đề nghị cho đến khi có kết luận" if value else "không áp dụng",
    "maternity": lambda value: "được tính để xét" if value else "không được tính",
    "not_rated": _not_rated,
    "once": lambda value: (
        "áp dụng cho hình thức khen thưởng; danh hiệu thi đua xét riêng" if value else "không áp dụng"
    ),
    "rating_decree": _rating_decree,
    "rating_share": _rating_share,
    "regime": lambda value: f"{value['law']}; {value['decree']}",
}
