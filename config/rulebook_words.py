"""The rest of the rulebook in sentences: settings, criteria, plans, windows of campaigns, duties to report."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from campaigns.choices import CampaignKind, Level, ReviewTime
from config.law_words import source_on
from core import rulebook
from core.text import sort_key
from emulation.choices import OnlyFor, PlanKind, SubjectKind, Track, title
from emulation.choices.exemplars import ItemKind
from reports.choices import Recipient, Rhythm, obligations

Entry = dict[str, Any]
_TYPES = {
    "bool": "có hoặc không",
    "choice": "chọn một",
    "email": "địa chỉ thư điện tử",
    "fraction": "phân số, ví dụ 2/3",
    "int": "số nguyên",
    "ints": "các số nguyên",
    "text": "chữ",
}


def laws_in_words() -> Iterator[str]:
    """Yield which law is in force from which day."""
    laws = rulebook.fact("emulation.laws")
    for day, name in sorted(laws["short"].items()):
        yield f"- từ {day:%d/%m/%Y}: {laws['source'][day]} (gọi tắt: {name})"
    yield ""


def voting_in_words() -> Iterator[str]:
    """Yield what the law itself asks of a vote."""
    entry = rulebook.fact("awards.voting")
    for day, shares in sorted(entry["least_share"].items()):
        yield f"- từ {day:%d/%m/%Y}: {_shares(shares)} tổng số thành viên Hội đồng đồng ý – {source_on(entry, day)}"
    yield f"\nKiểm tra lần cuối: {entry['last_checked']:%d/%m/%Y}.\n"


def settings_in_words() -> Iterator[str]:
    """Yield every setting of the province and the hospital, by the group under which its page shows it."""
    entries = [entry for app in sorted(rulebook.book()) for entry in rulebook.book()[app].get("settings", {}).values()]
    entries.sort(key=lambda entry: sort_key(entry["group"]))
    for group, found in groupby(entries, key=lambda entry: entry["group"]):
        yield f"### {group}\n"
        for entry in found:
            yield from _setting(entry)
        yield ""


def _setting(entry: Entry) -> Iterator[str]:
    unit = f", {entry['unit']}" if "unit" in entry else ""
    yield f"- **{entry['name']}** ({_TYPES[entry['type']]}{unit}). {entry['explanation']} [{entry['law']}]"
    if "only" in entry:
        yield f"  - Đặt riêng cho: {', '.join(title(code).short for code in entry['only'])}"
    elif entry.get("per"):
        yield "  - Đặt riêng cho từng danh hiệu, hình thức"
    if "least" in entry or "most" in entry:
        yield f"  - Giới hạn: {_limits(entry)}"
    for words in entry.get("choices", {}).values():
        yield f"  - Lựa chọn: {words}"
    if usual := [_usual(entry, value) for value in entry.get("usual", [])]:
        yield f"  - Chưa đặt thì xét {'theo từng cách' if len(usual) > 1 else 'như'}: {'; '.join(usual)}"


def _limits(entry: Entry) -> str:
    least, most = entry.get("least"), entry.get("most")
    parts = [f"từ {least}" if least is not None else "", f"đến {most}" if most is not None else ""]
    return "; ".join(filter(None, [" ".join(filter(None, parts)), _shares(entry.get("least_of", {}))]))


def _shares(shares: Entry) -> str:
    return "; ".join(f"{title(code).name} từ {share}" for code, share in shares.items())


def _usual(entry: Entry, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(entry.get("choices", {}).get(value, value))


def criteria_in_words() -> Iterator[str]:
    """Yield the sets of criteria of exemplars, item by item as their documents have them."""
    for slug in sorted(rulebook.names("emulation.criteria_sets")):
        entry = rulebook.fact(f"emulation.criteria_sets.{slug}")
        whom = ", ".join(SubjectKind(kind).label.lower() for kind in entry["subjects"])
        yield f"### {entry['name']} ({entry['code']})\n"
        yield f"Dành cho {whom}{_narrowed(entry)}. {entry['document']}, {entry['section']}.\n"
        for key in ("objects", "directions"):
            yield from (f"- {one['short']}: {one['words']}" for one in entry.get(key, []))
        for day, items in sorted(entry["items"].items()):
            yield f"\nTừ {day:%d/%m/%Y}:\n"
            yield from (f"- {item['words']} *({ItemKind(item['kind']).label.lower()})*" for item in items)
        yield ""


def _narrowed(entry: Entry) -> str:
    parts = [OnlyFor(entry["only_for"]).label.lower()] if "only_for" in entry else []
    parts += [Track(entry["track"]).label] if "track" in entry else []
    return "".join(f"; {part}" for part in parts)


def plans_in_words() -> Iterator[str]:
    """Yield the plans that an instance may begin with: what they are, what they rest on, what they launch."""
    for path in ("emulation.plans", "campaigns.plans"):
        for slug in sorted(rulebook.names(path)):
            entry = rulebook.fact(f"{path}.{slug}")
            span = entry["year"] if "year" in entry else f"{entry['period_from']} – {entry['period_to']}"
            kind = PlanKind(entry.get("kind", PlanKind.EMULATION)).label
            yield f"### {entry['title']}\n"
            signer = f"{entry['signer']}, {entry['signer_position'].lower()}"
            yield f"{kind}, {span}; {entry['issuer']}; người ký: {signer}.\n"
            yield from (f"- Căn cứ: {_paper(base)}" for base in entry["bases"])
            yield from (f"- {_campaign(one)}" for one in entry.get("campaigns", []))
            yield ""


def _paper(entry: Entry) -> str:
    day = f" ngày {entry['issued_on']:%d/%m/%Y}" if entry.get("issued_on") else ""
    return f"{entry['number']}{day} của {entry['issuer']}, {entry['title']}"


def _campaign(entry: Entry) -> str:
    level = f" ({Level(entry['level']).label})" if "level" in entry else ""
    quota = f"; chỉ tiêu: {entry['quota_text']}" if entry["quota_text"] else ""
    review = f"; bình xét: {entry['review_text']}" if entry["review_text"] else ""
    kind = CampaignKind(entry["kind"]).label.lower()
    return f"Phong trào {entry['number']}: {entry['title']}{level}, {kind}{review}{quota}"


def windows_in_words() -> Iterator[str]:
    """Yield when proposals of a campaign are reviewed, its usual stages, and when people are reminded."""
    entry = rulebook.fact("campaigns.review_windows")
    for time in ReviewTime:
        window = entry[time.value]
        when = f"từ {_day(window['from'])} đến {_day(window['until'])}" if window else "theo ngày ghi trong kế hoạch"
        yield f"- Bình xét “{time.label}”: {when}"
    for stage in entry["stages"]:
        span = f"từ {_day(stage['from'])} đến {_day(stage['until'])}"
        yield f"- Giai đoạn “{stage['name']}”, khi kế hoạch không nêu: {span}"
    for what, name in _REMINDED.items():
        yield f"- Nhắc trước {name}: {entry['reminders'][what]} ngày"
    yield ""


_REMINDED = {
    "review": "kỳ bình xét",
    "event": "ngày kỷ niệm",
    "contest": "hội thi",
    "unit_launch": "hạn phát động của đơn vị",
}


def _day(text: str) -> str:
    return text.replace("-", "/")


def duties_in_words() -> Iterator[str]:
    """Yield what a hospital owes to whom and by when, in the words of the plan that asks for it."""
    for duty in obligations().values():
        yield f"### {duty.name}\n"
        rhythm, to = Rhythm(duty.rhythm).label, Recipient(duty.recipient).label
        day = "" if duty.names_a_day else " Văn bản không nêu ngày: đơn vị đặt ngày trong Thiết lập."
        nothing = " Được báo là không có." if duty.nil_allowed else ""
        yield f"{rhythm}, gửi {to}, giai đoạn {duty.year_from} – {duty.year_to}.{day}{nothing}\n"
        yield f"- “{duty.wording}” [{duty.source}]"
        yield f"- Nhắc trước: {', '.join(map(str, duty.reminders))} ngày\n"


def other_changes() -> list[tuple[date, str]]:
    """Return what changes on which day beside titles and general rules."""
    laws, voting = rulebook.fact("emulation.laws"), rulebook.fact("awards.voting")
    found = [(day, f"Luật áp dụng: {laws['source'][day]}") for day in laws["short"]]
    for day, shares in voting["least_share"].items():
        found.append((day, f"Tỷ lệ phiếu do luật đặt: {_shares(shares)} – {source_on(voting, day)}"))
    for slug in rulebook.names("emulation.criteria_sets"):
        entry = rulebook.fact(f"emulation.criteria_sets.{slug}")
        found += [(day, f"Tiêu chí điển hình: {entry['name']} – {entry['source'][day]}") for day in entry["items"]]
    for duty in obligations().values():
        found += [(day, f"Nghĩa vụ báo cáo: {duty.name}: “{duty.wording}” – {duty.source}") for day, _ in duty.before]
    return found
