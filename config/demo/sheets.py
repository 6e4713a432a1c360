"""Registration sheets of the demo hospital: the list of 2022 complete, the round of now in every state."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from types import SimpleNamespace

from django.utils import timezone

from config.demo.accounts import head_name
from config.demo.clock import at, days_ago
from config.demo.exemplars import answer_all, answer_first, appraise_all
from emulation.choices import Role, SubjectKind
from emulation.models import Entry, Round, Sheet, Staff, Unit, User
from emulation.selectors.people import holders
from emulation.services.comment import comment_on
from emulation.services.entry import add_entry, set_targets
from emulation.services.review import accept_sheet, return_sheet
from emulation.services.round import move_round, nudge_units
from emulation.services.sheet import amend_sheet, open_sheet, record_endorsement, submit_sheet

MODELS = {
    "AH-KB": (
        "Khám bệnh không chờ",
        "Đặt lịch khám qua điện thoại, trả kết quả xét nghiệm tại phòng khám, giảm thời gian chờ.",
    ),
    "AH-SAN": (
        "Lớp học tiền sản tối thứ Năm",
        "Hộ sinh hướng dẫn thai phụ và người nhà chăm sóc trước, trong và sau sinh.",
    ),
    "AH-DUOC": (
        "Dược sĩ tại giường",
        "Dược sĩ lâm sàng đi buồng cùng bác sĩ, rà soát tương tác thuốc mỗi ngày.",
    ),
}
COLLECTIVE = (["TTLDTT"], ["TTLDTT", "TTLDXS"], ["TTLDTT", "TTLDXS", "GK_SYT"], ["TTLDTT", "TTLDXS", "BK_TINH"])
PERSON = (["LDTT"], ["LDTT", "GK_SYT"], ["LDTT", "CSTDCS"], ["LDTT", "CSTDCS", "GK_SYT"], ["LDTT", "CSTDCS", "BK_TINH"])
# The round of now: what has become of each unit's sheet; units not named have been accepted.
NOW = {
    "nothing": ("AH-MAT", "AH-RHM", "AH-DTN"),
    "draft": ("AH-VTTB", "AH-KSNK"),
    "returned": ("AH-NTH", "AH-DUOC"),
    "submitted": ("AH-SAN", "AH-TN", "AH-HSTC", "AH-DD", "AH-CD"),
}


def load_sheets(
    places: SimpleNamespace, people: dict[str, list[Staff]], users: dict[str, User], rounds: list[Round]
) -> None:
    """Fill the main round of 2022, its supplementary one, and the round that is open now."""
    main, supplementary, current = rounds
    office, random = users["tccb"], Random(7)
    units = [unit for code, unit in places.units.items() if unit.must_register and code.startswith("AH-")]
    for offset, unit in enumerate(units):
        with at(2022, 11, 14 + offset % 14, 8 + offset % 8):
            sheet = _sent(random, main, unit, people)
        with at(2022, 12, 5, 9 + offset % 7):
            accept_sheet(appraise_all(sheet, by=office), by=office)
    for code in ("AH-NTH", "AH-NHI"):
        with at(2023, 3, 20):
            sheet = _sent(random, supplementary, places.units[code], people, skip=5)
            accept_sheet(appraise_all(sheet, by=office), by=office)
    with at(2023, 7, 3):
        move_round(supplementary, "close", by=office)
    with at(2023, 1, 9):
        move_round(main, "close", by=office)
    _load_current(random, current, places, people, office)


def _load_current(
    random: Random, called: Round, places: SimpleNamespace, people: dict[str, list[Staff]], office: User
) -> None:
    states = {code: state for state, codes in NOW.items() for code in codes}
    for place, (code, unit) in enumerate(places.units.items()):
        state = states.get(code, "accepted")
        if not unit.must_register or not code.startswith("AH-") or state == "nothing":
            continue
        with days_ago(24 - place % 20, 8 + place % 9):
            if state == "draft":
                answer_first(_typed(random, called, unit, people), by=_head(unit))
                continue
            sheet = _sent(random, called, unit, people)
        with days_ago(place % 4 + 1, 15, 40):
            if state == "accepted":
                accept_sheet(appraise_all(sheet, by=office), by=office)
            elif state == "returned":
                _give_back(sheet, office)
    with days_ago(2, 10):
        nudge_units(called, [places.units[code] for code in NOW["nothing"][:2]], by=office)
    _amend(called, places.units["AH-XN"])


def _give_back(sheet: Sheet, office: User) -> None:
    first, second = islice(sheet.entries.filter(kind=SubjectKind.PERSON), 2)
    years = sheet.round.years
    comment_on(
        sheet,
        text="Năm nay chưa có sáng kiến được công nhận, đề nghị xem lại mục tiêu đã chọn.",
        by=office,
        entry=first,
        year=years[0],
    )
    comment_on(sheet, text="Đề nghị ghi đúng chức vụ theo quyết định bổ nhiệm.", by=office, entry=second)
    note = "Đề nghị khoa xem lại hai điểm đã ghi ở từng dòng rồi gửi lại."
    return_sheet(sheet, note=note, fix_by=timezone.localdate() + timedelta(days=7), by=office)


def _amend(called: Round, unit: Unit) -> None:
    sheet = Sheet.objects.get(round=called, unit=unit, is_latest=True)
    with days_ago(1, 16):
        amend_sheet(sheet, reason="Thêm 01 kỹ thuật y mới về khoa từ tháng 11.", by=_head(unit))


def _sent(random: Random, called: Round, unit: Unit, people: dict[str, list[Staff]], *, skip: int = 0) -> Sheet:
    """Type a sheet, write down the meeting of the unit, and send it as its head."""
    sheet = _typed(random, called, unit, people, skip=skip)
    answer_all(sheet, by=_head(unit))
    present = max(len(people.get(unit.code, ())), 9)
    agreed = present - random.randint(0, 2)
    record_endorsement(sheet, endorsed_on=timezone.localdate(), votes_for=agreed, votes_total=present, by=_head(unit))
    return submit_sheet(sheet, by=_head(unit))


def _typed(random: Random, called: Round, unit: Unit, people: dict[str, list[Staff]], *, skip: int = 0) -> Sheet:
    head = _head(unit)
    sheet = open_sheet(called, unit, by=head)
    for entry in _lines(sheet, unit, people, skip, head):
        choices = {SubjectKind.PERSON: PERSON, SubjectKind.COLLECTIVE: COLLECTIVE}.get(
            SubjectKind(entry.kind), (["GK_DV"],)
        )
        for year in called.years:
            set_targets(entry, year, chosen=random.choice(choices), by=head)
    return sheet


def _lines(sheet: Sheet, unit: Unit, people: dict[str, list[Staff]], skip: int, head: User) -> Iterator[Entry]:
    """Add the unit itself, its head, some of its people, and its model where it has one."""
    if not skip:
        yield add_entry(sheet, unit=unit, by=head)
    here = people.get(unit.code, [])
    count = 2 if skip else min(2 + len(here) // 6, 5)
    for person in here[skip : skip + count]:
        yield add_entry(sheet, staff=person, by=head)
    if unit.code in MODELS and not skip:
        name, text = MODELS[unit.code]
        yield add_entry(sheet, name=name, summary=text, by=head)


def _head(unit: Unit) -> User:
    found = holders(Role.HEAD, unit).first()
    if found is None:
        raise LookupError(f"{unit} has no head: {head_name(unit)}")
    return found
