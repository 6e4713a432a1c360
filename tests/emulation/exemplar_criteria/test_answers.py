"""Answering: one by one, many alike, with works of one's own, without losing what others wrote."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.workflow import Refused
from emulation.choices import AuthorRole, CriterionReply, JobType, Track
from emulation.models import CriterionAnswer, Entry, Initiative, InitiativeAuthor, Sheet
from emulation.selectors.criteria import items_of, works_for
from emulation.services.criterion import (
    Given,
    add_own_criterion,
    answer_criteria,
    choose_field,
    drop_own_criterion,
    fill_answers,
)
from emulation.services.entry import add_entry
from emulation.services.sheet import open_sheet, submit_sheet
from emulation.services.unit_mark import keep_unit_marks
from emulation.workflow import standings_of
from tests.factories.people import person
from tests.factories.sheets import draft_plan, filled_sheet, open_round, round_of

pytestmark = pytest.mark.django_db
YES = CriterionReply.YES
REF = "s0_general_individual.y_duc"
S3 = ["s3_general", "s3_collective", "s3_health", "s3_other", "s3_manager", "s3_party"]


@pytest.fixture
def nurse(tree):
    return person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng", job_type=JobType.NURSE)


@pytest.fixture
def entry(tree, head, nurse):
    return add_entry(open_sheet(open_round(tree), tree.noi, by=head), staff=nurse, by=head)


def party_round(tree, office):
    plan = draft_plan(tree, criteria_sets=S3)
    plan.__class__.objects.filter(pk=plan.pk).update(status="published")
    return round_of(plan.__class__.objects.get(pk=plan.pk))


def work(tree, staff, code="SK1"):
    made = Initiative.objects.create(facility=tree.hospital, code=code, name="Bảng nhắc thuốc", year=2023)
    InitiativeAuthor.objects.create(initiative=made, staff=staff, role=AuthorRole.AUTHOR)
    return made


def test_an_answer_is_kept_with_who_gave_it(entry, clerk):
    assert answer_criteria(entry, {REF: Given(YES, "Không có phản ánh")}, by=clerk) == [REF]

    kept = CriterionAnswer.objects.get()
    assert (kept.ref, kept.answer, kept.evidence, kept.by) == (REF, YES, "Không có phản ánh", clerk)
    assert answer_criteria(entry, {REF: Given(YES, "Không có phản ánh")}, by=clerk) == []


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(entry, head, clerk):
    answer_criteria(entry, {REF: Given(YES, "Bản một", seen="")}, by=head)

    with pytest.raises(Refused) as refused:
        answer_criteria(entry, {REF: Given(YES, "Bản hai", seen="")}, by=clerk)
    assert "vừa được Trần Đình Phúc sửa" in refused.value.reasons[0]
    assert CriterionAnswer.objects.get().evidence == "Bản một"


@pytest.mark.parametrize("ref", ["s1.sang_kien", "s0_health_individual.lanh_dao", "s0_health_individual.khong_vi_pham"])
def test_what_is_not_asked_of_the_line_cannot_be_answered(entry, head, ref):
    with pytest.raises(Refused):
        answer_criteria(entry, {ref: Given(YES, "…")}, by=head)


def test_evidence_without_an_answer_is_asked_for(entry, head):
    with pytest.raises(Refused) as refused:
        answer_criteria(entry, {REF: Given("", "Có thư khen")}, by=head)
    assert refused.value.reasons[0].endswith("hãy chọn đạt, đạt một phần hoặc chưa đạt.")


def test_a_stranger_and_another_unit_cannot_answer(entry, other_head, stranger):
    for who in (other_head, stranger):
        with pytest.raises(Refused):
            answer_criteria(entry, {REF: Given(YES, "…")}, by=who)


def test_a_sent_sheet_takes_no_answers(tree, head):
    sheet = submit_sheet(filled_sheet(open_round(tree), tree.noi), by=head)

    with pytest.raises(Refused):
        answer_criteria(sheet.entries.last(), {REF: Given(YES, "Khác")}, by=head)


def test_the_same_answer_fills_only_what_is_empty(entry, head):
    answer_criteria(entry, {REF: Given(CriterionReply.NO, "Còn một phản ánh")}, by=head)

    assert fill_answers(entry, answer=YES, evidence="Báo cáo năm", whole_sheet=False, by=head) == 8
    assert CriterionAnswer.objects.get(item="y_duc").answer == CriterionReply.NO
    assert fill_answers(entry, answer=YES, evidence="Báo cáo năm", whole_sheet=False, by=head) == 0


def test_the_whole_list_may_be_answered_alike(entry, head, tree):
    add_entry(entry.sheet, unit=tree.noi, by=head)

    assert fill_answers(entry, answer=YES, evidence="", whole_sheet=True, by=head) == 9 + 12
    assert fill_answers(entry, answer=YES, evidence="Sổ sách của khoa", whole_sheet=True, by=head) == 9 + 12
    assert set(CriterionAnswer.objects.values_list("evidence", flat=True)) == {"Sổ sách của khoa"}


def test_a_declaration_about_a_family_is_never_given_in_bulk(tree, office, head, nurse):
    line = add_entry(open_sheet(party_round(tree, office), tree.noi, by=head), staff=nurse, by=head)
    choose_field(line, track=Track.OTHER, object_kind="", by=head)
    fill_answers(line, answer=YES, evidence="Báo cáo", whole_sheet=True, by=head)

    left = standings_of(Sheet.objects.get(pk=line.sheet_id))[line.pk]
    assert [one.item.key for one in left.findings if one.block == "submit"] == ["gia_dinh"]


def test_the_track_switches_the_criteria(tree, office, head, nurse):
    line = add_entry(open_sheet(party_round(tree, office), tree.noi, by=head), staff=nurse, by=head)
    assert "s3_health.phong_dich" in items_of(line)

    choose_field(line, track=Track.OTHER, object_kind="", by=head)

    line.sheet = Sheet.objects.get(pk=line.sheet_id)
    assert "s3_health.phong_dich" not in items_of(line) and "s3_other.gia_dinh" in items_of(line)
    with pytest.raises(Refused):
        choose_field(line, track=Track.STUDY, object_kind="", by=head)


def test_only_one_s_own_works_may_be_named(tree, office, head, nurse):
    line = add_entry(open_sheet(party_round(tree, office), tree.noi, by=head), staff=nurse, by=head)
    mine, other = work(tree, nurse), work(tree, person("Người Khác", tree.ngoai), "SK2")
    ref = "s3_health.sang_kien"

    assert list(works_for(line)) == [mine]
    with pytest.raises(Refused):
        answer_criteria(line, {ref: Given(YES, "…", initiative=other)}, by=head)
    answer_criteria(line, {ref: Given(YES, "…", initiative=mine)}, by=head)
    assert CriterionAnswer.objects.get().initiative == mine


def test_a_model_of_the_unit_may_stand_for_an_initiative(tree, office, head, nurse):
    sheet = open_sheet(party_round(tree, office), tree.noi, by=head)
    line, model = add_entry(sheet, staff=nurse, by=head), add_entry(sheet, name="Tủ thuốc một chạm", by=head)

    answer_criteria(line, {"s3_health.sang_kien": Given(YES, model_entry=model)}, by=head)

    finding = standings_of(Sheet.objects.get(pk=sheet.pk))[line.pk].findings
    assert [one.verdict for one in finding if one.item.key == "sang_kien"] == ["met"]


def test_a_file_may_be_what_an_answer_rests_on(entry, head):
    upload = SimpleUploadedFile("minh-chung.pdf", b"%PDF-1.7 x")

    answer_criteria(entry, {REF: Given(YES, upload=upload)}, by=head)
    answer_criteria(entry, {REF: Given(YES, "Xem tệp")}, by=head)

    assert CriterionAnswer.objects.get().file.name == "minh-chung.pdf"


def test_a_unit_adds_its_own_criteria_below_the_common_ones(tree, head, other_head):
    plan = draft_plan(tree, period_from=2022, criteria_sets=["s2"])
    plan.__class__.objects.filter(pk=plan.pk).update(status="published")
    sheet = open_sheet(round_of(plan.__class__.objects.get(pk=plan.pk)), tree.noi, by=head)
    line = add_entry(sheet, unit=tree.noi, by=head)

    own = add_own_criterion(sheet, words="Làm chủ bệnh án điện tử", direction="chuyen_doi_so", by=head)

    assert len(items_of(line)) == 5 and items_of(line)[f"unit.{own.pk}"].words == "Làm chủ bệnh án điện tử"
    for words, direction, who in (("Làm chủ bệnh án điện tử", "", head), ("Khác", "x", head), ("Khác", "", other_head)):
        with pytest.raises(Refused):
            add_own_criterion(sheet, words=words, direction=direction, by=who)
    drop_own_criterion(own, sheet, by=head)
    assert len(items_of(Entry.objects.get(pk=line.pk))) == 4


def test_results_of_a_collective_are_written_by_year_and_kind(tree, office, head):
    sheet = open_sheet(party_round(tree, office), tree.noi, by=head)
    line = add_entry(sheet, unit=tree.noi, by=head)

    assert keep_unit_marks(line, {(2021, "van_hoa"): "DAT", (2021, "doan_the"): "HTXSNV"}, by=head) == 2
    assert keep_unit_marks(line, {(2021, "van_hoa"): "DAT", (2021, "doan_the"): ""}, by=head) == 1
    for year, kind, level in ((2019, "van_hoa", "DAT"), (2021, "van_hoa", "HTXSNV")):
        with pytest.raises(Refused):
            keep_unit_marks(line, {(year, kind): level}, by=head)
