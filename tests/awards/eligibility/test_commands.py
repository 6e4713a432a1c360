"""``assess`` and ``set_setting`` from the command line."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from emulation.models import LocalSetting
from tests.factories.records import rating


def assess(tmp_path, *more):
    path = tmp_path / "r.json"
    call_command("assess", "--year", "2025", "--on", "2025-12-20", "--report", str(path), *more)
    return json.loads(path.read_text(encoding="utf-8"))


def test_everyone_and_every_collective_is_in_the_report(tree, people, tmp_path):
    report = assess(tmp_path)
    assert report["on"] == "2025-12-20"
    found = {(row["subject"], row["title"]): row["verdict"] for row in report["results"]}
    assert found[people.star.code, "CSTDCS"] == "eligible"
    assert found[people.good.code, "CSTDCS"] == "not_eligible"
    assert found[people.unknown.code, "LDTT"] == "missing_data"
    assert found[tree.noi.code, "TTLDTT"] == "missing_data"


def test_every_finding_has_its_sentence_and_its_article(tree, people, tmp_path):
    rating(tree.noi, 2025, "HTTNV")
    findings = [leaf for row in assess(tmp_path)["results"] for leaf in row["findings"]]
    assert findings and all(leaf["text"] and leaf["article"] for leaf in findings)
    assert {leaf["verdict"] for leaf in findings} <= {"met", "not_met", "missing", "person", "hold"}


def test_a_facility_that_is_not_there_is_wrong_usage(tree, people, tmp_path):
    with pytest.raises(CommandError) as refusal:
        assess(tmp_path, "--facility", "KHONG-CO")
    assert refusal.value.returncode == 2


def test_a_setting_is_written_with_its_source(tree, people, admin):
    call_command("set_setting", "title.least_months", "10", "--facility", tree.hospital.code, "--by", "quantri",
                 "--since", "2025-01-01", "--source", "Quy chế 12/QC")  # fmt: skip
    row = LocalSetting.objects.get()
    assert (row.value, row.since, row.source, row.by) == (10, date(2025, 1, 1), "Quy chế 12/QC", admin)


def test_a_setting_is_written_before_there_is_any_account(tree, people):
    call_command("set_setting", "title.least_months", "10", "--facility", tree.hospital.code,
                 "--since", "2025-01-01", "--source", "Quy chế 12/QC")  # fmt: skip
    assert (LocalSetting.objects.get().value, LocalSetting.objects.get().by) == (10, None)


def test_a_setting_of_an_author_nobody_knows_is_wrong_usage(tree, people):
    with pytest.raises(CommandError) as refusal:
        call_command("set_setting", "title.least_months", "10", "--facility", tree.hospital.code, "--by", "la",
                     "--since", "2025-01-01", "--source", "Quy chế 12/QC")  # fmt: skip
    assert refusal.value.returncode == 2 and not LocalSetting.objects.exists()


@pytest.mark.parametrize(
    "typed, value", [("co", True), ("Có", True), ("true", True), ("khong", False), ("Không", False), ("0", False)]
)
def test_a_yes_or_no_is_taken_as_people_write_it(tree, people, typed, value):
    call_command("set_setting", "title.include_current.CSTDT", typed, "--facility", tree.hospital.code,
                 "--since", "2025-01-01", "--source", "Quy chế 12/QC")  # fmt: skip
    assert LocalSetting.objects.get().value is value


@pytest.mark.parametrize("name, typed, said", [
    ("title.include_current.CSTDT", "được", "Chọn Có hoặc Không."),
    ("title.standard.GK_DV", "tốt", "HTTNV (Hoàn thành tốt nhiệm vụ trở lên trong năm)"),
])  # fmt: skip
def test_a_value_that_a_setting_cannot_have_is_refused_with_those_it_can(tree, people, name, typed, said):
    with pytest.raises(CommandError) as refusal:
        call_command("set_setting", name, typed, "--facility", tree.hospital.code,
                     "--since", "2025-01-01", "--source", "Quy chế 12/QC")  # fmt: skip
    assert said in str(refusal.value) and not LocalSetting.objects.exists()


def test_a_setting_without_a_source_is_refused(tree, people, admin):
    with pytest.raises(CommandError, match="văn bản làm căn cứ"):
        call_command("set_setting", "title.least_months", "10", "--facility", tree.hospital.code, "--by", "quantri")
