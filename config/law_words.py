"""The rulebook in sentences that a jurist reads: conditions of titles, their dates and sources, what changes when."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from awards.criteria.conditions import operator_of
from awards.criteria.law import label
from config.general_words import general_sentence
from core import rulebook
from emulation.choices import title

CERTAINTY = {
    "read": "đã đọc nguyên văn",
    "read_second_hand": "đọc qua nguồn thứ hai",
    "recall": "chưa đối chiếu nguyên văn",
    "unconfirmed": "chưa có toàn văn, cần người kết luận",
}
SUBJECTS = {"person_conditions": "Cá nhân", "collective_conditions": "Tập thể"}
KINDS = {
    "danh_hieu": "danh hiệu thi đua",
    "hinh_thuc": "hình thức khen thưởng",
    "danh_hieu_vinh_du": "danh hiệu vinh dự",
}
_WORKS = {"sang_kien": "sáng kiến", "de_tai": "đề tài, đề án khoa học"}
_LEVELS = {"co_so": "cơ sở", "tinh": "bộ, tỉnh", "bo": "bộ", "toan_quoc": "toàn quốc"}
_FORMS = {"khien_trach": "khiển trách", "canh_cao": "cảnh cáo"}
Spec = dict[str, Any]


def titles_in_words() -> Iterator[str]:
    """Yield the lines of every title: what it is, who decides, the conditions of each date."""
    slugs = sorted(rulebook.names("awards.titles"), key=lambda slug: rulebook.fact(f"awards.titles.{slug}.order"))
    for slug in slugs:
        entry = rulebook.fact(f"awards.titles.{slug}")
        subjects = ", ".join(
            {"ca_nhan": "cá nhân", "tap_the": "tập thể", "mo_hinh": "mô hình"}[s] for s in entry["subjects"]
        )
        yield f"### {entry['name']} ({entry['code']})\n"
        yield f"{KINDS[entry['kind']].capitalize()} cho {subjects}; có giấy chứng nhận: {_yes(entry['certificate'])}.\n"
        yield from _dated("Người quyết định", entry["authority"], lambda value: value["who"], entry)
        yield from _dated("Hệ số tiền thưởng", entry["bonus"], _bonus, entry)
        yield from _dated("Xét tặng và công bố", entry.get("rounds", {}), lambda value: value["text"], entry)
        for key, whom in SUBJECTS.items():
            for day, tree in sorted(entry.get(key, {}).items()):
                sure = CERTAINTY[entry["certainty"][day]]
                yield f"\n**{whom}, từ {day:%d/%m/%Y}** – {entry['source'][day]} ({sure})\n"
                yield from conditions_in_words(tree)
        yield f"\nKiểm tra lần cuối: {entry['last_checked']:%d/%m/%Y}.\n"


def conditions_in_words(node: Spec, depth: int = 0) -> Iterator[str]:
    """Yield one line a condition, branches under their head."""
    name = operator_of(node)
    indent = "  " * depth
    tail = _tail(node)
    if name in ("all", "any"):
        if depth or name == "any":
            yield f"{indent}- {node.get('text') or ('Tất cả' if name == 'all' else 'Một trong các điều kiện')}:{tail}"
        for part in node[name]:
            yield from conditions_in_words(part, depth + (1 if depth or name == "any" else 0))
        return
    spec = node[name] if isinstance(node[name], dict) else {"value": node[name]}
    yield f"{indent}- {SENTENCES[name](spec)}{tail}"
    if spec.get("inside"):
        yield f"{indent}  - trong thời gian đó:"
        for part in spec["inside"]:
            yield from conditions_in_words(part, depth + 2)


def changes_in_words() -> list[tuple[date, str]]:
    """Return what changes on which day, in order: a title's conditions, money and signers, a general rule."""
    found: list[tuple[date, str]] = []
    for slug in rulebook.names("awards.titles"):
        entry = rulebook.fact(f"awards.titles.{slug}")
        for key, whom in SUBJECTS.items():
            for day, tree in entry.get(key, {}).items():
                sure = CERTAINTY[entry["certainty"][day]]
                head = f"{entry['name']}, {whom.lower()}: {entry['source'][day]} ({sure})"
                found.append((day, "\n".join([head, *(f"    {line}" for line in conditions_in_words(tree))])))
        for key, word in _PARTS.items():
            found += [
                (day, f"{entry['name']}, {word}: {value.get('article', '')}")
                for day, value in entry.get(key, {}).items()
            ]
    for slug in rulebook.names("awards.general"):
        entry = rulebook.fact(f"awards.general.{slug}")
        found += [(day, f"{GENERAL[slug]}: {said}") for day, said in _general(slug, entry)]
    return sorted(found, key=lambda row: (row[0], row[1]))


_PARTS = {
    "bonus": "hệ số tiền thưởng",
    "authority": "người quyết định",
    "share_of": "tỷ lệ",
    "rounds": "bao lâu xét tặng một lần",
}
GENERAL = {
    "hold": "Tạm chưa xét khi đang xem xét kỷ luật, điều tra, thanh tra, khiếu nại, tố cáo",
    "after_discipline": "Thành tích tính từ khi hết thời hạn kỷ luật",
    "once": "Không khen thưởng nhiều lần, nhiều hình thức cho một thành tích",
    "feeding": "Loại hình khen thưởng được làm căn cứ đề nghị mức cao hơn",
    "maternity": "Thời gian nghỉ thai sản được tính",
    "rating_decree": "Quy định xếp loại viên chức",
    "not_rated": "Làm việc chưa đủ số tháng thì không xếp loại",
    "absence": "Nghỉ từ 03 đến dưới 06 tháng",
    "discipline_rating": "Kỷ luật làm xếp loại không hoàn thành nhiệm vụ",
    "rating_share": "Tỷ lệ hoàn thành xuất sắc nhiệm vụ tối đa",
    "base_salary": "Lương cơ sở",
    "regime": "Luật và nghị định áp dụng",
}


def general_in_words() -> Iterator[str]:
    for slug in rulebook.names("awards.general"):
        entry = rulebook.fact(f"awards.general.{slug}")
        yield f"### {GENERAL[slug]}\n"
        yield from (f"- từ {day:%d/%m/%Y}: {said}" for day, said in _general(slug, entry))
        yield f"\nKiểm tra lần cuối: {entry['last_checked']:%d/%m/%Y}.\n"


def _general(slug: str, entry: Spec) -> Iterator[tuple[date, str]]:
    """Yield what a rule says from which day, with its source; a new source may say the same."""
    for day in sorted({*entry["value"], *entry["source"]}):
        said = general_sentence(slug, entry["value"][day]) if day in entry["value"] else "nội dung như trước"
        words = f" – “{entry['words'][day]}”" if day in entry.get("words", {}) else ""
        yield day, f"{said}{words} – {source_on(entry, day)}"


def source_on(entry: Spec, day: date) -> str:
    """Return the source in force on a day, with how sure it is."""
    since = max(known for known in entry["source"] if known <= day)
    sure = max(known for known in entry["certainty"] if known <= day)
    return f"{entry['source'][since]} ({CERTAINTY[entry['certainty'][sure]]})"


def _dated(label: str, dated: Spec, say: Callable[[Spec], str], entry: Spec) -> Iterator[str]:
    for day, value in sorted(dated.items()):
        yield f"- {label} từ {day:%d/%m/%Y}: {say(value)} ({value['article']})"


def _bonus(value: Spec) -> str:
    most = "tối đa " if value.get("is_most") else ""
    names = {"ca_nhan": "cá nhân", "tap_the": "tập thể"}
    return ", ".join(f"{name} {most}{value[key]}" for key, name in names.items() if key in value)


def _tail(node: Spec) -> str:
    sure = f"; {CERTAINTY[node['certainty']]}" if "certainty" in node else ""
    article = f" [{node['article']}{sure}]" if "article" in node else ""
    note = f" Ghi chú: {node['note']}." if "note" in node else ""
    return f"{article}{note}"


def _yes(value: bool) -> str:
    return "có" if value else "không"


def _names(codes: list[str]) -> str:
    return " hoặc ".join(title(code).short for code in codes)


def _row(spec: Spec) -> str:
    used = f"; không tính lại thành tích đã được khen {_names(spec['not_used_by'])}" if "not_used_by" in spec else ""
    return f"{spec['times']} lần liên tục {title(spec['title']).short}{used}"


def _years(spec: Spec) -> str:
    before = ""
    if "after" in spec:
        joint = {True: "và sau đó", "setting": "và (hoặc sau đó, theo thiết lập)"}[spec["later"]]
        before = f"Đã được tặng {_names(spec['after'])} {joint} có "
    other = f" hoặc đạt {_names(spec['or_title'])}" if "or_title" in spec else ""
    used = "; không tính lại thành tích đã được khen (quy định chung)" if "not_used_by" in spec else ""
    return f"{before}{spec['years']} năm liên tục xếp loại từ {spec['at_least']}{other}{used}"


def _works(spec: Spec) -> str:
    kinds = " hoặc ".join(_WORKS[kind] for kind in spec["kinds"])
    when = "" if spec.get("when") == "window" else f" trong {spec['years']} năm" if "years" in spec else " trong năm"
    return f"{spec.get('times', 1):02d} {kinds} cấp {_LEVELS[spec['level']]} được công nhận{when}"


def _won(spec: Spec) -> str:
    parts = " và ".join(f"{times:02d} {title(code).short}" for code, times in spec["of"].items())
    return f"{parts} (tập thể không thuộc đối tượng tặng cờ)" if spec.get("flags") is False else parts


SENTENCES: dict[str, Callable[[Spec], str]] = {
    "rated": lambda s: f"Xếp loại năm từ {s['at_least']} trở lên",
    "served": lambda s: f"Người mới tuyển dụng làm việc từ {s['months']} tháng trong năm" if "months" in s
    else f"Người mới tuyển dụng làm việc đủ số tháng theo thiết lập “{label(s['setting'])}”",
    "not_disciplined": lambda s: f"Không bị kỷ luật từ {_FORMS[s['from']]} trở lên"
    + (", mọi năm" if s.get("ever") else f", trong {s['weighed']} năm" if s.get("weighed", 1) > 1 else ", trong năm")
    + ("; nếu bị thì người có thẩm quyền kết luận" if s.get("weighed") else ""),
    "not_serving": lambda s: (
        f"Không đang trong thời hạn kỷ luật{', năm xét không trước năm hết thời hạn' if s.get('counts') else ''}"
    ),
    "meets": lambda s: f"Đạt tiêu chuẩn {title(s['value']).short}",
    "titles_in_a_row": _row,
    "years_in_a_row": _years,
    "excellent_years": lambda s: f"từ {s['times']:02d} năm hoàn thành xuất sắc nhiệm vụ",
    "won": _won,
    "works": _works,
    "mixed_works": lambda s: "01 sáng kiến và 01 đề tài: cần người kết luận",
    "holds": lambda s: f"Đã được tặng {_names(s['one_of'])}",
    "only_once": lambda s: "Chỉ tặng một lần",
    "not_commended": lambda s: f"Thành tích của năm chưa được khen bằng {_names(s['value'])}",
    "standard": lambda s: "Tiêu chuẩn do bộ, tỉnh quy định (thiết lập “Tiêu chuẩn tặng hằng năm”)",
    "for_jobs": lambda s: "Đúng đối tượng chuyên môn y tế, hoặc cán bộ quản lý y tế",
    "service": lambda s: f"Công tác từ {s['direct']} năm (cán bộ quản lý {s['managers']} năm)",
    "members_hold": lambda s: f"{'Trên' if s.get('over') else 'Ít nhất'} {s['share'][:-4]}% cá nhân đạt LĐTT",
    "members_done": lambda s: "100% cá nhân hoàn thành nhiệm vụ",
    "has_member": lambda s: "Có cá nhân đạt CSTĐ cơ sở",
    "no_member_warned": lambda s: "Không có cá nhân bị kỷ luật từ cảnh cáo trở lên",
    "existed": lambda s: f"Thành lập từ {s['years']} năm trở lên",
    "leads_cluster": lambda s: "Dẫn đầu cụm, khối thi đua",
    "confirm": lambda s: f"Người xác nhận: {s['value']}",
    "decide": lambda s: f"Người kết luận: {s['value']}",
}  # fmt: skip
