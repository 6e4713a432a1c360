"""A member's violation flags the collective by name, and through it the manager; withdrawn, it clears itself."""

from datetime import date

import pytest
from django.utils import timezone

from emulation.choices import ViolationKind
from emulation.models import Sheet, Violation
from emulation.services.entry import add_entry, set_targets
from emulation.services.people import transfer_staff
from emulation.services.review import accept_sheet
from emulation.services.sheet import submit_sheet
from emulation.workflow import standings_of
from tests.factories.people import person
from tests.factories.sheets import answered, appraised, filled_sheet, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tree, head):
    """A sheet of the unit, one of its people, and its manager."""
    sheet = filled_sheet(open_round(tree), tree.noi)
    set_targets(add_entry(sheet, staff=head.staff, by=head), 2022, chosen=["LDTT"], by=head)
    return answered(sheet, by=head)


@pytest.fixture
def member(tree):
    """Somebody of the unit who is on no sheet."""
    return person("Trần Văn Bình", tree.noi, position="Lái xe")


def found(sheet, place, key):
    """Return (verdict, reason) of a criterion of the line at a place, as of now."""
    now = Sheet.objects.get(pk=sheet.pk)
    standing = standings_of(now)[list(now.entries.all())[place].pk]
    return next((one.verdict, one.reason) for one in standing.findings if one.item.key == key)


def crash(staff, day=date(2023, 3, 12)):
    return Violation.objects.create(staff=staff, kind=ViolationKind.TRAFFIC, happened_on=day)


def accepted(sheet, head, office):
    return accept_sheet(appraised(submit_sheet(sheet, by=head)), by=office)


def test_any_member_s_violation_flags_the_collective_with_the_name(sheet, member):
    assert found(sheet, 0, "khong_vi_pham")[0] == "met"

    crash(member)

    assert found(sheet, 0, "khong_vi_pham") == (
        "not_met", "Có vi phạm: Trần Văn Bình: vi phạm an toàn giao thông, ngày 12/03/2023.",
    )  # fmt: skip
    assert found(sheet, 1, "khong_vi_pham")[0] == "met"


def test_the_flag_clears_itself_when_the_record_is_withdrawn(sheet, member):
    violation = crash(member)
    violation.withdrawn_at = timezone.now()
    violation.save()

    assert found(sheet, 0, "khong_vi_pham")[0] == "met"


def test_the_violation_counts_for_the_unit_of_that_day(sheet, member, tree, office):
    transfer_staff(member, unit=tree.ngoai, position="Lái xe", on=date(2024, 1, 1), by=office)

    late = crash(member, date(2024, 6, 1))
    assert found(sheet, 0, "khong_vi_pham")[0] == "met"
    late.delete()
    crash(member, date(2023, 6, 1))
    assert found(sheet, 0, "khong_vi_pham")[0] == "not_met"


def test_the_family_s_violation_bars_nobody_under_this_plan(sheet, member):
    Violation.objects.create(staff=member, kind=ViolationKind.FAMILY, happened_on=date(2023, 3, 12))

    assert found(sheet, 0, "khong_vi_pham")[0] == "met"


def test_a_manager_is_not_complete_until_the_unit_is_accepted_in_the_same_round(sheet, head, office):
    assert found(sheet, 2, "tap_the_lanh_dao") == (
        "missing", "Chưa đủ: tập thể Khoa Nội tổng hợp đã đăng ký, chờ tiếp nhận.",
    )  # fmt: skip

    accepted(sheet, head, office)

    assert found(sheet, 2, "tap_the_lanh_dao") == (
        "met", "Đủ: tập thể Khoa Nội tổng hợp là điển hình tiên tiến trong cùng đợt.",
    )  # fmt: skip


def test_a_manager_whose_unit_is_not_registered_is_not_complete(sheet):
    sheet.entries.first().delete()

    assert found(sheet, 1, "tap_the_lanh_dao") == (
        "not_met", "Chưa đủ: Khoa Nội tổng hợp chưa đăng ký tập thể điển hình trong đợt này.",
    )  # fmt: skip


def test_a_member_s_violation_reaches_the_manager_through_the_unit_and_leaves_again(sheet, head, office, member):
    accepted(sheet, head, office)
    violation = crash(member)

    verdict, reason = found(sheet, 2, "tap_the_lanh_dao")
    assert verdict == "not_met" and "Trần Văn Bình: vi phạm an toàn giao thông" in reason
    violation.withdrawn_at = timezone.now()
    violation.save()
    assert found(sheet, 2, "tap_the_lanh_dao")[0] == "met"


def test_thirty_lines_ask_as_much_of_the_database_as_three(sheet, tree, head, django_assert_max_num_queries):
    def count():
        now = Sheet.objects.select_related("round__plan", "unit").get(pk=sheet.pk)
        with django_assert_max_num_queries(16) as asked:
            standings_of(now)
        return len(asked)

    few = count()
    for number in range(27):
        add_entry(sheet, staff=person(f"Người {number}", tree.noi), by=head)
    answered(sheet, by=head)
    assert count() == few
