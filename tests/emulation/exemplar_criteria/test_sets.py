"""The criteria sets as files: complete, sourced, and asked of the right exemplars."""

from datetime import date

import pytest

from core import rulebook
from emulation.choices import ItemKind, JobType, SubjectKind, Track, ViolationKind
from emulation.criteria import Subject, criteria_set, known_sets, published_sets, sets_for, track_of, tracks_of
from emulation.criteria.sets import FOLDER

DAY = date(2026, 6, 1)
S0 = [
    "s0_general_collective", "s0_general_individual", "s0_health_collective", "s0_health_individual",
    "s0_hcm_collective", "s0_hcm_individual",
]  # fmt: skip
S3 = ["s3_general", "s3_collective", "s3_health", "s3_other", "s3_manager", "s3_party"]
PERSON, COLLECTIVE, MODEL = SubjectKind.PERSON, SubjectKind.COLLECTIVE, SubjectKind.MODEL


def asked(slugs, kind, **more):
    """Return the keys that are asked of a subject, by set."""
    found = sets_for(known_sets(slugs, DAY), Subject(kind, **more))
    return {one.code: [item.key for item in items] for one, items in found}


def test_every_set_of_the_sources_is_there():
    assert {one.code: len(one.items) for one in published_sets(DAY)} == {
        "S0-general-collective": 8, "S0-general-individual": 5, "S0-health-collective": 5, "S0-health-individual": 7,
        "S0-HCM-collective": 5, "S0-HCM-individual": 6, "S1": 4, "S2": 4, "S3-general": 5, "S3-collective": 9,
        "S3-health": 6, "S3-other": 9, "S3-manager": 2, "S3-party": 1,
    }  # fmt: skip


@pytest.mark.parametrize("slug", rulebook.names(FOLDER))
def test_every_set_names_its_document_and_asks_nothing_twice(slug):
    one = criteria_set(slug, DAY)

    assert one.source.startswith("Kế hoạch") and "mục" in one.source
    assert len({item.key for item in one.items}) == len(one.items)
    assert set(one.subjects) <= set(SubjectKind.values)
    assert all(item.words and item.kind in ItemKind.values for item in one.items)
    assert all(set(item.kinds) <= set(ViolationKind.values) for item in one.items)


def test_a_set_has_no_wording_before_its_day():
    assert known_sets(["s1"], date(2025, 12, 31)) == []
    assert [one.code for one in known_sets(["s1"], date(2026, 1, 1))] == ["S1"]


def test_the_extras_for_managers_appear_for_managers_only():
    plain = asked(S0, PERSON)["S0-health-individual"]
    manager = asked(S0, PERSON, is_manager=True)["S0-health-individual"]

    assert [key for key in manager if key not in plain] == ["lanh_dao", "tap_the_lanh_dao"]


def test_the_category_of_learning_from_ho_chi_minh_has_its_own_checklist():
    assert list(asked(S0, COLLECTIVE)) == ["S0-general-collective", "S0-health-collective"]
    assert list(asked(S0, COLLECTIVE, track=Track.STUDY)) == ["S0-general-collective", "S0-HCM-collective"]
    assert asked(S0, PERSON, track=Track.STUDY)["S0-HCM-individual"][0] == "chuong_trinh"


@pytest.mark.parametrize(
    "job, chosen, code",
    [
        (JobType.NURSE, "", "S3-health"),
        (JobType.DOCTOR, "", "S3-health"),
        (JobType.OFFICE, "", "S3-other"),
        (JobType.OTHER, "", "S3-other"),
        (JobType.OFFICE, Track.HEALTH, "S3-health"),
        (JobType.NURSE, Track.OTHER, "S3-other"),
    ],
)
def test_the_track_follows_the_job_and_may_be_switched(job, chosen, code):
    assert list(asked(S3, PERSON, job_type=job, track=chosen)) == ["S3-general", code]


def test_the_party_s_rule_is_asked_of_party_members_only():
    assert "S3-party" not in asked(S3, PERSON, job_type=JobType.NURSE)
    assert "S3-party" in asked(S3, PERSON, job_type=JobType.NURSE, is_party=True)
    assert "S3-party" not in asked(S3, COLLECTIVE)


def test_a_model_gets_only_what_names_models():
    assert asked(rulebook.names(FOLDER), MODEL) == {}


def test_the_third_standard_of_2026_asks_for_an_initiative():
    assert [item.kind for item in criteria_set("s1", DAY).items].index(ItemKind.INITIATIVE) == 2


def test_the_directives_are_named_in_the_words_of_the_party_s_plan():
    words = " ".join(item.words for slug in S3 for item in criteria_set(slug, DAY).items)

    for named in ("21-KL/TW", "14-KL/TW", "37-QĐ/TW", "27-CT/TU", "30-CT/TU", "40-CT/TU", "khóa XI, XII"):
        assert named in words


def test_a_choice_of_track_is_offered_where_there_is_one():
    assert tracks_of(known_sets(S0, DAY), PERSON) == [Track.HEALTH, Track.STUDY]
    assert tracks_of(known_sets(S3, DAY), COLLECTIVE) == []
    assert track_of(known_sets(S0, DAY), Subject(PERSON)) == Track.HEALTH
