"""Titles that were won: by code or by words, revoked or not, for what occasion; each once."""

import pytest

from awards.models import Award
from tests.awards.history_import.books import AWARD, UNIT_AWARD, dry, people, take_in, told

pytestmark = pytest.mark.django_db


def won(*cells, more=()):
    """Return a workbook in which An won one title: year, words, code, level, number, day, state."""
    return {"NhanSu": people(), "Danh hiệu": [[*AWARD, *more], [1, "A1", "Lê Văn An", *cells]]}


def taken(sheets):
    plan = dry(sheets)
    return [line.values["title"] for line in plan.history.lines if not line.is_held], told(plan)


@pytest.mark.parametrize(
    "words, code, level, title",
    [
        ("Lao động tiên tiến", "LDTT", "Cơ sở", "LDTT"),
        ("", "cstdcs", "", "CSTDCS"),
        ("", "CSTĐ cơ sở", "", "CSTDCS"),
        ("Chiến sĩ thi đua cấp tỉnh", "", "", "CSTDT"),
        ("Giấy khen", "", "Sở", "GK_SYT"),
        ("Giấy khen", "GK_DV", "", "GK_DV"),
        ("Giấy khen của Sở Y tế có thành tích đột xuất", "", "", "GK_SYT"),
        ("Khen thưởng đột xuất: Bằng khen UBND tỉnh", "", "", "BK_TINH"),
        ("Gương sáng ngành y", "GK_SYT", "", "GK_SYT"),
    ],
)
def test_a_title_is_known_by_its_code_or_its_words(words, code, level, title):
    assert taken(won(2023, words, code, level)) == ([title], [])


@pytest.mark.parametrize(
    "words, code, place, finding",
    [
        ("Lao động tiên tiến", "CSTDCS", "E2", "AMBIGUOUS_TITLE"),
        ("Bằng khen", "GK_SYT", "E2", "AMBIGUOUS_TITLE"),
        ("Hoàn thành tốt nhiệm vụ", "LDTT", "E2", "AMBIGUOUS_TITLE"),
        ("Giấy khen", "", "E2", "AMBIGUOUS_TITLE"),
        ("Gương sáng", "", "E2", "UNKNOWN_TITLE"),
        ("Lao động tiên tiến", "ABC", "F2", "UNKNOWN_TITLE"),
        ("Tập thể lao động xuất sắc", "", "E2", "KIND_MISMATCH"),
        ("", "TTLDTT", "F2", "KIND_MISMATCH"),
        ("", "", "E2", "NO_TITLES"),
    ],
)
def test_a_doubtful_title_is_held_at_its_cell(words, code, place, finding):
    assert taken(won(2023, words, code)) == ([], [("Danh hiệu", place, finding, "error")])


@pytest.mark.parametrize("year", ["", "năm ngoái", 1890, 2200])
def test_a_year_that_is_none_is_held(year):
    assert taken(won(year, "LĐTT", "LDTT")) == ([], [("Danh hiệu", "D2", "BAD_YEAR", "error")])


@pytest.mark.parametrize(
    "state, is_revoked",
    [("Hiệu lực", False), ("", False), ("Thu hồi", True), ("Đã thu hồi", True), ("Hủy", True),
     ("Không thu hồi", False)],
)  # fmt: skip
def test_a_revoked_award_stays_in_the_file(tree, state, is_revoked):
    take_in(won(2023, "LĐTT", "LDTT", "", "1/QĐ", "15/01/2024", state), tree)
    award = Award.objects.get()
    assert (award.is_revoked, award.year, award.decided_on.year, award.source) == (is_revoked, 2023, 2024, "nhap_tep")
    assert (award.name, award.facility, award.history.count()) == ("Lê Văn An", tree.hospital, 1)


def test_an_unknown_state_is_never_taken_for_an_award():
    assert taken(won(2023, "LĐTT", "LDTT", "", "", "", "Đang đề nghị"))[1] == [
        ("Danh hiệu", "J2", "UNKNOWN_STATUS", "error")
    ]


@pytest.mark.parametrize(
    "words, kind, occasion",
    [
        ("Giấy khen SYT", "", "thuong_xuyen"),
        ("Giấy khen SYT (đột xuất)", "", "dot_xuat"),
        ("Bằng khen UBND tỉnh chuyên đề chuyển đổi số", "", "chuyen_de"),
        ("Giấy khen SYT phong trào hiến máu", "", "chuyen_de"),
        ("Huân chương Lao động hạng Ba (cống hiến)", "", "cong_hien"),
        ("Giấy khen SYT", "Đột xuất", "dot_xuat"),
    ],
)
def test_the_occasion_is_told_by_its_column_or_the_words(words, kind, occasion):
    plan = dry(won(2023, words, "", "", "", "", "", kind, more=["Loại hình"]))
    assert [line.values["occasion"] for line in plan.history.lines] == [occasion]
    assert told(plan) == []


def test_a_row_that_stands_twice_is_taken_once(tree):
    row = ["A1", "Lê Văn An", 2023, "LĐTT", "LDTT", "", "1/QĐ"]
    plan = take_in({"NhanSu": people(), "DanhHieu": [AWARD, [1, *row], [2, *row]]}, tree)
    assert told(plan)[-1] == ("DanhHieu", "E3", "DUPLICATE_ROW", "warning")
    assert Award.objects.count() == 1


def test_in_force_and_revoked_at_once_is_a_contradiction(tree):
    row = ["A1", "Lê Văn An", 2023, "LĐTT", "LDTT", "", "1/QĐ", ""]
    plan = take_in({"NhanSu": people(), "DanhHieu": [AWARD, [1, *row, "Hiệu lực"], [2, *row, "Thu hồi"]]}, tree)
    assert [code for _, _, code, _ in told(plan)] == ["CONTRADICTION", "CONTRADICTION"]
    assert Award.objects.count() == 0


def test_a_corrected_file_updates_what_the_first_one_brought(tree):
    take_in(won(2023, "LĐTT", "LDTT", "", "", ""), tree)
    take_in(won(2023, "LĐTT", "LDTT", "", "12/QĐ-BV", "15/01/2024"), tree)
    plan = take_in(won(2023, "LĐTT", "LDTT", "", "21/QĐ-BV", "15/01/2024", "Thu hồi"), tree)
    assert plan.counts == {"new": 0, "changed": 1, "same": 2, "held": 0}
    award = Award.objects.get()
    assert (award.decision_number, award.is_revoked) == ("21/QĐ-BV", True)


def test_two_commendations_of_a_year_are_two(tree):
    take_in(won(2023, "", "GK_SYT", "", "1/QĐ"), tree)
    take_in(won(2023, "", "GK_SYT", "", "2/QĐ"), tree)
    assert Award.objects.count() == 2


def test_a_revocation_written_here_outlives_a_file(tree):
    take_in(won(2023, "", "LDTT", "", "1/QĐ"), tree)
    Award.objects.update(is_revoked=True, source="nhap_tay")
    assert take_in(won(2023, "", "LDTT", "", "1/QĐ", "", "Hiệu lực"), tree).counts["changed"] == 0
    assert Award.objects.get().is_revoked is True


def test_titles_of_units(tree):
    rows = [
        UNIT_AWARD, ["K. Nhi", 2023, "Tập thể LĐTT", "", "7/QĐ"], ["Khoa Nội tổng hợp", 2024, "", "TTLDXS", ""],
        ["Bệnh viện An Hòa", 2024, "Cờ thi đua Chính phủ", "", ""], ["Khoa Nhi", 2024, "LĐTT", "", ""],
        ["Khoa Lạ", 2024, "", "TTLDTT", ""],
    ]  # fmt: skip
    plan = take_in({"Danh hiệu tập thể": rows}, tree)
    assert told(plan) == [
        ("Danh hiệu tập thể", "C5", "KIND_MISMATCH", "error"), ("Danh hiệu tập thể", "A6", "UNKNOWN_UNIT", "error")
    ]  # fmt: skip
    assert list(Award.objects.order_by("pk").values_list("unit__name", "title", "year", "decision_number")) == [
        ("Khoa Nhi", "TTLDTT", 2023, "7/QĐ"), ("Khoa Nội tổng hợp", "TTLDXS", 2024, ""),
        ("Bệnh viện An Hòa", "CO_CP", 2024, ""),
    ]  # fmt: skip


def test_headers_below_a_title_in_another_order_and_hostile_cells(tree):
    rows = [["DANH SÁCH KHEN THƯỞNG"], [], ["Năm", "Danh hiệu", "HỌ VÀ TÊN", "Mã nhân viên", "Số QĐ"],
            [2023, "LĐTT", "Lê Văn An", "A1", "@SUM(A1)"], [None, "Người lập bảng"]]  # fmt: skip
    plan = take_in({"NhanSu": people(), "KHEN THUONG": rows, "Linh tinh": [["a", "b"]]}, tree)
    assert Award.objects.get().decision_number == ""
    assert ("Linh tinh", "SHEET_LEFT_OUT") in [(f.sheet, f.code) for f in plan.findings]
