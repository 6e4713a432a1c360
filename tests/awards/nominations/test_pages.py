"""The pages of nominations, as the people of the cast open them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from awards.models import Nomination
from emulation.choices import Role
from tests.factories import person, user_with
from tests.factories.nominations import DEEDS, draft, nomination_at, pdf

LIST = "/khen-thuong/"


def names_in(answer):
    return [row.name for row in answer.context["window"].rows]


@pytest.fixture
def three(tree, head, office):
    """Three nominations of Khoa Nội: a nurse sent, a doctor accepted, the unit itself a draft."""
    nurse, doctor = person("Nguyễn Thị Đào", tree.noi), person("Lê Văn An", tree.noi)
    nomination_at("submitted", unit=tree.noi, staff=nurse, by=head, office=office, title="CSTDCS")
    nomination_at("accepted", unit=tree.noi, staff=doctor, by=head, office=office, year=2025)
    draft(tree.noi, by=head)


@pytest.mark.parametrize(
    "query, found",
    [
        ("", ["Khoa Nội tổng hợp", "Lê Văn An", "Nguyễn Thị Đào"]),
        ("q=dao", ["Nguyễn Thị Đào"]),
        ("q=noi tong hop&status=submitted", ["Nguyễn Thị Đào"]),
        ("status=accepted", ["Lê Văn An"]),
        ("year=2025", ["Lê Văn An"]),
        ("title=CSTDCS", ["Nguyễn Thị Đào"]),
        ("unit_kind=phong", []),
        ("xep=ten", ["Lê Văn An", "Nguyễn Thị Đào", "Khoa Nội tổng hợp"]),
        ("xep=cho", ["Nguyễn Thị Đào", "Lê Văn An", "Khoa Nội tổng hợp"]),
        ("year=vô nghĩa", ["Khoa Nội tổng hợp", "Lê Văn An", "Nguyễn Thị Đào"]),
    ],
)
def test_the_list_searches_without_accents_filters_and_sorts(query, found, three, head, as_):
    assert names_in(as_(head).get(f"{LIST}?{query}")) == found


def test_chips_count_the_states_and_keep_the_search(three, head, as_):
    chips = as_(head).get(f"{LIST}?q=noi&status=draft").context["chips"]

    assert [(chip["label"], chip["count"], chip["current"]) for chip in chips] == [
        ("Tất cả", 3, False), ("Nháp", 1, True), ("Đã gửi, chờ xem", 1, False),
        ("Đã tiếp nhận, chờ Hội đồng", 1, False),
    ]  # fmt: skip
    assert chips[0]["url"] == "/khen-thuong/?q=noi"


def test_an_empty_list_teaches_what_a_nomination_is(head, as_):
    page = as_(head).get(LIST).content.decode()

    assert "Chưa có đề nghị nào" in page and "Lập từ đăng ký" in page


def test_the_workbook_holds_what_is_seen(three, office, as_):
    answer = as_(office).get(reverse("awards:nomination_export"), {"status": "submitted"})

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0][1] == "Tập thể, cá nhân"
    assert [(row[1], row[3], row[8]) for row in rows[1:]] == [("Nguyễn Thị Đào", "Chiến sĩ thi đua cơ sở", DEEDS)]


def test_a_person_is_picked_by_key_and_titles_fit_the_kind(tree, head, as_):
    nurse = person("Nguyễn Thị Đào", tree.noi)
    client, address = as_(head), reverse("awards:nomination_create")
    page = client.get(address).content.decode()

    answer = client.post(address, {
        "unit": tree.noi.pk, "staff": nurse.pk, "title": "LDTT", "year": "2026", "occasion": "thuong_xuyen",
    })  # fmt: skip

    made = Nomination.objects.get()
    assert "Lao động tiên tiến" in page and "Tập thể lao động tiên tiến" not in page
    assert (made.staff, made.title, made.unit) == (nurse, "LDTT", tree.noi)
    assert answer.url == reverse("awards:nomination_edit", args=[made.pk])


def test_without_scripts_typed_words_find_the_person(tree, head, as_):
    person("Nguyễn Thị Đào", tree.noi)

    as_(head).post(reverse("awards:nomination_create"), {
        "unit": tree.noi.pk, "staff_text": "thi dao", "title": "LDTT", "year": "2026", "occasion": "thuong_xuyen",
    })  # fmt: skip

    assert Nomination.objects.get().name == "Nguyễn Thị Đào"


def test_namesakes_are_asked_back(tree, head, as_):
    for code in ("NV-A", "NV-B"):
        person("Nguyễn Thị Hoa", tree.noi, code=code)

    page = as_(head).post(reverse("awards:nomination_create"), {
        "unit": tree.noi.pk, "staff_text": "hoa", "title": "LDTT", "year": "2026", "occasion": "thuong_xuyen",
    }).content.decode()  # fmt: skip

    assert "Có nhiều kết quả cho “hoa”. Chọn đúng một." in page and "NV-A" in page and "NV-B" in page


def test_the_office_need_not_choose_the_unit(tree, office, as_):
    nurse = person("Nguyễn Thị Đào", tree.noi)

    as_(office).post(reverse("awards:nomination_create"), {
        "unit": "", "staff": nurse.pk, "title": "LDTT", "year": "2026", "occasion": "thuong_xuyen",
    })  # fmt: skip

    assert Nomination.objects.get().unit == tree.noi


def test_somebody_of_another_unit_is_not_found(tree, head, as_):
    other = person("Lê Văn An", tree.ngoai)

    page = as_(head).post(reverse("awards:nomination_create"), {
        "unit": tree.noi.pk, "staff": other.pk, "title": "LDTT", "year": "2026", "occasion": "thuong_xuyen",
    }).content.decode()  # fmt: skip

    assert "Không tìm thấy" in page
    assert not Nomination.objects.exists()


def test_a_collective_is_nominated_from_its_own_tab(tree, head, as_):
    client, address = as_(head), reverse("awards:nomination_create") + "?kind=tap_the"
    page = client.get(address).content.decode()

    client.post(address, {
        "unit": tree.noi.pk, "subject_unit": tree.noi.pk, "title": "TTLDTT", "year": "2026", "occasion": "thuong_xuyen",
    })  # fmt: skip

    assert "Chiến sĩ thi đua cơ sở" not in page
    assert Nomination.objects.get().subject_unit == tree.noi


def test_the_union_nominates_anybody_of_the_hospital(tree, as_):
    leader = user_with("congdoan", "Mai Thị Hồng", (Role.UNION, tree.union))
    doctor = person("Lê Văn An", tree.ngoai)

    as_(leader).post(reverse("awards:nomination_create"), {
        "unit": tree.union.pk, "staff": doctor.pk, "title": "GK_DV", "year": "2026", "occasion": "thuong_xuyen",
    })  # fmt: skip

    made = Nomination.objects.get()
    assert (made.unit, made.name) == (tree.union, "Lê Văn An")


@pytest.mark.parametrize("who", ["director", "member", "admin", "stranger", "department"])
def test_who_writes_for_no_unit_has_no_page_to_create(who, tree, as_, request):
    client = as_(request.getfixturevalue(who))

    doors = ("nomination_create", "nomination_people", "nomination_sources")
    assert [client.get(reverse(f"awards:{door}")).status_code for door in doors] == [404, 404, 404]


def test_typing_is_kept_and_the_page_says_when(bare, head, as_):
    data = {"title": "LDTT", "year": bare.year, "occasion": "thuong_xuyen", "achievements": "Đang gõ"}

    said = as_(head).post(reverse("awards:nomination_autosave", args=[bare.pk]), data).content.decode()

    bare.refresh_from_db()
    assert said.startswith("Đã lưu lúc ") and bare.achievements == "Đang gõ"


def test_what_cannot_be_kept_says_why(bare, head, as_):
    data = {"title": "LDTT", "year": bare.year, "occasion": "dot_xuat", "achieved_on": "", "achievements": "x"}

    said = as_(head).post(reverse("awards:nomination_autosave", args=[bare.pk]), data).content.decode()

    assert said == "Chưa lưu: Khen đột xuất cần ghi ngày lập thành tích."


def test_a_paper_is_attached_and_taken_off(bare, head, as_):
    client = as_(head)
    client.post(reverse("awards:nomination_attach", args=[bare.pk]), {"kind": "bao_cao_thanh_tich", "file": pdf()})
    paper = bare.files.get()

    client.post(reverse("awards:nomination_detach", args=[paper.pk]))

    assert paper.attachment.get_kind_display() == "Báo cáo thành tích"
    assert not bare.files.exists()


def test_the_disabled_button_says_what_is_missing(bare, head, as_):
    page = as_(head).get(bare.get_absolute_url()).content.decode()

    assert 'aria-disabled="true" aria-describedby="vi-sao-submit"' in page
    assert "Chưa có báo cáo thành tích." in page


def test_the_reason_of_the_return_stands_large_on_the_page(tree, nurse, head, office, as_):
    nomination = nomination_at("returned", unit=tree.noi, staff=nurse, by=head, office=office)

    page = as_(head).get(nomination.get_absolute_url()).content.decode()

    assert '<h2 id="bi-tra">Cần bổ sung số liệu</h2>' in page


def test_the_day_of_the_law_is_shown_once_sent(sent, head, as_):
    page = as_(head).get(sent.get_absolute_url()).content.decode()

    assert f'<span class="num">{sent.law_on:%d/%m/%Y}</span>' in page


def test_a_draft_is_thrown_away_after_a_question(bare, head, as_):
    client, address = as_(head), reverse("awards:nomination_discard", args=[bare.pk])

    asked = client.post(address)
    still = Nomination.objects.exists()
    client.post(address, {"confirmed": "1"})

    assert "Xóa bản nháp" in asked.content.decode()
    assert (still, Nomination.objects.exists()) == (True, False)


def test_a_head_who_recalls_stays_on_the_page(sent, head, as_):
    answer = as_(head).post(reverse("awards:nomination_step", args=[sent.pk, "recall"]))

    assert answer.url == sent.get_absolute_url()


@pytest.mark.parametrize("title, occasion, is_second", [
    ("GK_SYT", "thuong_xuyen", True), ("LDTT", "thuong_xuyen", False), ("GK_SYT", "dot_xuat", False),
])  # fmt: skip
def test_another_form_for_the_work_of_the_year_is_told(tree, head, nurse, as_, title, occasion, is_second):
    first = draft(tree.noi, staff=nurse, by=head, title="BK_TINH", year=2025)
    day = date(2025, 5, 5) if occasion == "dot_xuat" else None
    draft(tree.noi, staff=nurse, by=head, title=title, year=2025, occasion=occasion, achieved_on=day)
    page = as_(head).get(first.get_absolute_url()).text
    assert "Đề nghị khác cùng năm" in page
    assert ("Cùng năm còn GK Sở Y tế: một thành tích không khen thưởng nhiều hình thức" in page) is is_second
