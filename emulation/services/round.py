"""Rounds of registration: called, closed when every unit has done its part, units excused or reminded."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.text import clean
from core.workflow import Refused
from emulation.access import is_office
from emulation.audit import record
from emulation.choices import PlanStatus, Role
from emulation.models import Nudge, Round, RoundExcuse, Unit, User
from emulation.selectors.coverage import coverage_of
from emulation.selectors.people import holders
from emulation.services.entry import clean_lines
from emulation.services.notification import notify
from emulation.workflow import ROUND, plan_sets

NO_CRITERIA = "Kế hoạch chưa có bộ tiêu chí nào: hãy chọn ít nhất một bộ ở phần sửa kế hoạch rồi mở đợt."


@transaction.atomic
def keep_round(round: Round, *, by: User | None) -> Round:
    """Store a call for registrations; years outside the plan's target years are refused."""
    is_new = round._state.adding
    plan = round.plan
    if by is not None and not is_office(by, plan):
        raise Refused(["Bạn không có quyền mở đợt đăng ký của đơn vị này."])
    if plan.status == PlanStatus.CLOSED:
        raise Refused(["Kế hoạch đã kết thúc nên không mở đợt được nữa."])
    if is_new and not plan_sets(plan):
        raise Refused([NO_CRITERIA])
    if outside := sorted(set(round.target_years) - set(plan.target_years)):
        raise Refused([f"Năm {', '.join(map(str, outside))} không thuộc các năm đăng ký của kế hoạch."])
    round.name = clean(round.name)
    round.target_years = sorted(set(round.target_years))
    round.full_clean()
    round.save()
    record(round, "create" if is_new else "change", by=by, note=str(round))
    return round


@transaction.atomic
def move_round(round: Round, step: str, *, by: User, note: str = "") -> Round:
    """Close or reopen a round; it cannot be closed while a unit owes an exemplar (S0-20)."""
    ROUND.move(round, step, by=by, note=note)
    return round


@transaction.atomic
def excuse_unit(round: Round, unit: Unit, *, reason: str, by: User) -> RoundExcuse:
    """Let a unit off registering in a round, with a written reason; a second one replaces it."""
    if not is_office(by, round):
        raise Refused(["Bạn không có quyền miễn đăng ký cho đơn vị."])
    if not clean_lines(reason):
        raise Refused(["Cần ghi lý do miễn."])
    if unit.facility_id != round.facility.pk:
        raise Refused([f"{unit.name} không thuộc {round.facility.name}."])
    excuse, _ = RoundExcuse.objects.update_or_create(
        round=round, unit=unit, defaults={"reason": clean_lines(reason), "by": by}
    )
    record(round, "excuse", by=by, note=f"{unit.name}: {excuse.reason}")
    return excuse


@transaction.atomic
def end_excuse(excuse: RoundExcuse, *, by: User) -> None:
    """Ask the unit to register after all."""
    if not is_office(by, excuse.round):
        raise Refused(["Bạn không có quyền bỏ miễn cho đơn vị."])
    record(excuse.round, "end_excuse", by=by, note=excuse.unit.name)
    excuse.delete()


@transaction.atomic
def nudge_units(round: Round, units: Iterable[Unit] | None = None, *, by: User) -> list[Unit]:
    """Remind units that have sent nothing (all of them, or those given); return those reminded now.

    A unit is reminded once a day, however often the button is pressed.
    """
    if not is_office(by, round):
        raise Refused(["Bạn không có quyền nhắc đơn vị."])
    today = timezone.localdate()
    chosen = None if units is None else {unit.pk for unit in units}
    silent = [cover.unit for cover in coverage_of(round).silent if chosen is None or cover.unit.pk in chosen]
    reminded = []
    for unit in silent:
        _, is_first = Nudge.objects.get_or_create(round=round, unit=unit, on=today, defaults={"by": by})
        if is_first:
            _remind(round, unit)
            reminded.append(unit)
    if reminded:
        record(round, "nudge", by=by, note=", ".join(unit.label for unit in reminded))
    return reminded


def _remind(round: Round, unit: Unit) -> None:
    people = {*holders(Role.HEAD, unit), *holders(Role.CLERK, unit)}
    today = timezone.localdate()
    due = f"hạn {round.closes_on:%d/%m/%Y}" if today <= round.closes_on else f"đã quá hạn {round.closes_on:%d/%m/%Y}"
    text = f"Nhắc đăng ký điển hình: {unit.label} chưa gửi {round.name} ({due})."
    url = f"{reverse('emulation:sheet_list')}?dot={round.pk}"
    notify(people, key=f"nudge-{round.pk}-{unit.pk}-{today}", text=text, url=url)
