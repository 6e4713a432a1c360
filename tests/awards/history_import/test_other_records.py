"""Initiatives, discipline, matters that are still open, violations."""

from datetime import date

import pytest

from emulation.models import Discipline, Initiative, InitiativeAuthor, Matter, Violation
from tests.awards.history_import.books import DISCIPLINE, INITIATIVE, dry, hints, people, take_in, told

pytestmark = pytest.mark.django_db
AN, BINH = ["A1", "Lê Văn An"], ["A2", "Trần Thị Bình"]


def made(*rows, head=INITIATIVE):
    return {"NhanSu": people(), "Sáng kiến": [head, *rows]}


def punished(*rows, head=DISCIPLINE):
    return {"NhanSu": people(), "Kỷ luật": [head, *rows]}


def test_an_initiative_has_its_authors_one_a_row(tree):
    rows = [["SK1", *AN, 2024, "Phiếu bàn giao", "Tỉnh", "Chủ nhiệm", "Công nhận", "1/QĐ"],
            ["SK1", *BINH, 2024, "Phiếu bàn giao", "Tỉnh", "Đồng tác giả", "Công nhận", "1/QĐ"]]  # fmt: skip
    take_in(made(*rows), tree)
    found = Initiative.objects.get()
    assert (found.level, found.recognition, found.kind, found.decision_number) == (
        "tinh", "cong_nhan", "sang_kien", "1/QĐ"
    )  # fmt: skip
    assert list(found.authors.values_list("staff__code", "role")) == [("A1", "tac_gia"), ("A2", "dong_tac_gia")]
    assert (found.search_key, found.history.count()) == ("sk1 phieu ban giao le van an tran thi binh", 1)
    rows[1][6], rows[0][7], rows[1][7] = "Tác giả", "Không công nhận", "Không công nhận"
    assert take_in(made(*rows), tree).counts == {"new": 0, "changed": 2, "same": 2, "held": 0}
    found.refresh_from_db()
    assert (found.recognition, InitiativeAuthor.objects.filter(role="tac_gia").count()) == ("khong", 2)
    assert take_in(made(*rows), tree).counts["same"] == 4


@pytest.mark.parametrize(
    "level, expected",
    [("Cơ sở", "co_so"), ("Bệnh viện", "co_so"), ("Tỉnh", "tinh"), ("Thành phố", "tinh"), ("Bộ Y tế", "bo"),
     ("Toàn quốc", "toan_quoc"), ("Quốc gia", "toan_quoc"), ("", "co_so")],
)  # fmt: skip
def test_the_level_is_read_in_words(level, expected):
    plan = dry(made(["SK1", *AN, 2024, "A", level, "", "Công nhận", ""]))
    assert [line.values["level"] for line in plan.history.lines] == [expected]


@pytest.mark.parametrize(
    "state, number, expected",
    [("Công nhận", "", "cong_nhan"), ("Nghiệm thu", "", "cong_nhan"), ("Chờ công nhận", "", "cho"), ("", "", "cho"),
     ("Chưa nghiệm thu", "", "cho"), ("Không công nhận", "", "khong"), ("", "5/QĐ", "cong_nhan")],
)  # fmt: skip
def test_how_far_it_is_recognised(state, number, expected):
    plan = dry(made(["SK1", *AN, 2024, "A", "", "", state, number]))
    assert [line.values["recognition"] for line in plan.history.lines] == [expected]


@pytest.mark.parametrize(
    "code, name, kind, expected",
    [("SK1", "Phiếu", "", "sang_kien"), ("DT01", "Khảo sát", "", "de_tai"), ("X", "Đề tài về tăng áp", "", "de_tai"),
     ("X", "Phiếu", "NCKH", "de_tai"), ("X", "Phiếu", "Đề án", "de_tai"), ("X", "Phiếu", "Sáng kiến", "sang_kien")],
)  # fmt: skip
def test_what_kind_it_is(code, name, kind, expected):
    plan = dry(made([code, *AN, 2024, name, "", "", "", "", kind], head=[*INITIATIVE, "Loại"]))
    assert [line.values["kind"] for line in plan.history.lines] == [expected]


def test_wrong_initiatives_are_held_and_one_without_a_code_gets_one(tree):
    rows = [["SK1", *AN, 2024, "A", "Vũ trụ", "", "Công nhận", ""], ["SK2", *AN, 2024, "A", "", "", "Hay", ""],
            ["SK3", *AN, 2024, "", "", "", "", ""], ["SK4", *AN, 2024, "A", "", "", "", ""],
            ["SK4", *BINH, 2023, "B", "", "", "", ""], ["", *AN, 2022, "Góc chơi", "", "", "", ""],
            ["SK4", *AN, 2024, "A", "", "", "", ""]]  # fmt: skip
    plan = take_in(made(*rows), tree)
    assert [(place, code) for _, place, code, _ in told(plan)] == [
        ("F2", "UNKNOWN_LEVEL"), ("H3", "UNKNOWN_STATUS"), ("E4", "MISSING_NAME"), ("A6", "CONTRADICTION"),
        ("B8", "DUPLICATE_ROW"),
    ]  # fmt: skip
    assert ("A7", "CODE_GIVEN") in hints(plan)
    assert sorted(Initiative.objects.values_list("code", flat=True)) == ["SK-2022-001", "SK4"]
    assert take_in(made(*rows), tree).counts["new"] == 0


@pytest.mark.parametrize(
    "form, expected, side",
    [
        ("Khiển trách", "khien_trach", "chinh_quyen"), ("Cảnh cáo (Đảng)", "canh_cao", "dang"),
        ("Hạ bậc lương", "ha_bac", "chinh_quyen"), ("Giáng chức", "ha_bac", "chinh_quyen"),
        ("Cách chức", "cach_chuc", "chinh_quyen"), ("Buộc thôi việc", "buoc_thoi_viec", "chinh_quyen"),
        ("Khai trừ", "buoc_thoi_viec", "dang"), ("Khiển trách, đang thi hành", "khien_trach", "chinh_quyen"),
    ],
)  # fmt: skip
def test_a_form_of_discipline(tree, form, expected, side):
    take_in(punished([*AN, form, "5/QĐ", "02/03/2025"]), tree)
    found = Discipline.objects.get()
    assert (found.form, found.side, found.decided_on, found.cause) == (expected, side, date(2025, 3, 2), "")


def test_side_cause_and_end_have_columns_of_their_own(tree):
    head = [*DISCIPLINE, "Bên", "Lý do", "Ngày hết hiệu lực"]
    rows = [[*AN, "Cảnh cáo", "5/QĐ", "02/03/2025", "", "Đảng", "Vi phạm quy trình chuyên môn", "02/03/2026"],
            [*BINH, "Khiển trách", "6/QĐ", "02/03/2025", "", "", "Sinh con thứ ba", ""]]  # fmt: skip
    take_in(punished(*rows, head=head), tree)
    assert list(Discipline.objects.order_by("staff__code").values_list("side", "cause", "ends_on")) == [
        ("dang", "cong_vu", date(2026, 3, 2)), ("chinh_quyen", "khac", None)
    ]  # fmt: skip


def test_a_withdrawn_discipline_is_kept_as_withdrawn(tree):
    take_in(punished([*AN, "Khiển trách", "5/QĐ", "02/03/2025", ""]), tree)
    take_in(punished([*AN, "Khiển trách", "5/QĐ", "02/03/2025", "Hủy quyết định"]), tree)
    found = Discipline.objects.get()
    assert (found.withdrawn_at is None, found.withdrawn_note) == (False, "Hủy quyết định")
    assert take_in(punished([*AN, "Khiển trách", "5/QĐ", "02/03/2025", ""]), tree).counts["changed"] == 0
    assert Discipline.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    "form, state, kind",
    [
        ("Đang xem xét kỷ luật", "", "ky_luat"), ("Khiển trách", "Đang xem xét", "ky_luat"),
        ("Đang xác minh đơn tố cáo", "", "khieu_nai"), ("Tố cáo", "", "khieu_nai"), ("Đang điều tra", "", "dieu_tra"),
        ("", "Đang thanh tra", "thanh_tra"),
    ],
)  # fmt: skip
def test_what_is_still_looked_into_is_an_open_matter(tree, form, state, kind):
    plan = take_in(punished([*AN, form, "", "2025", state]), tree)
    found = Matter.objects.get()
    assert (found.kind, found.opened_on, found.closed_on) == (kind, date(2025, 1, 1), None)
    assert (Discipline.objects.count(), ("E2", "DATE_ASSUMED") in hints(plan)) == (0, True)


def test_a_matter_that_came_to_nothing_is_closed(tree):
    head = [*DISCIPLINE, "Ngày kết luận"]
    take_in(punished([*AN, "Tố cáo", "", "05/02/2025", "Đang xác minh", ""], head=head), tree)
    row = [*AN, "Tố cáo", "", "05/02/2025", "Đã kết luận không vi phạm", "01/06/2025"]
    assert take_in(punished(row, head=head), tree).counts["changed"] == 1
    found = Matter.objects.get()
    assert (found.opened_on, found.closed_on) == (date(2025, 2, 5), date(2025, 6, 1))


@pytest.mark.parametrize(
    "row, place, code",
    [
        (["Phạt nặng", "5/QĐ", "02/03/2025", ""], "C2", "UNKNOWN_FORM"),
        (["Khiển trách", "5/QĐ", "", ""], "E2", "BAD_DATE"),
        (["Khiển trách", "5/QĐ", "2025", ""], "E2", "BAD_DATE"),
        (["Đang xem xét", "", "", ""], "E2", "BAD_DATE"),
    ],
)
def test_wrong_discipline_is_held_at_its_cell(row, place, code):
    plan = dry(punished([*AN, *row]))
    assert told(plan) == [("Kỷ luật", place, code, "error")]
    assert plan.history.held == [("Kỷ luật", 2)]


def test_violations_have_a_sheet_of_their_own(tree):
    head = ["Mã NV", "Họ và tên", "Loại vi phạm", "Ngày vi phạm", "Nội dung"]
    rows = [[*AN, "An toàn giao thông", "05/06/2024", "Nồng độ cồn"], [*BINH, "Sinh con thứ ba", 2024, ""],
            [*BINH, "Đi muộn", "05/06/2024", ""]]  # fmt: skip
    sheets = {"NhanSu": people(), "ViPham": [head, *rows]}
    plan = take_in(sheets, tree)
    assert told(plan) == [("ViPham", "D3", "DATE_ASSUMED", "warning"), ("ViPham", "C4", "UNKNOWN_VIOLATION", "error")]
    assert list(Violation.objects.order_by("pk").values_list("staff__code", "kind", "happened_on", "note")) == [
        ("A1", "giao_thong", date(2024, 6, 5), "Nồng độ cồn"), ("A2", "dan_so", date(2024, 1, 1), "Sinh con thứ ba")
    ]  # fmt: skip
    assert take_in(sheets, tree).counts["new"] == 0
