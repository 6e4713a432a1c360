import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, file_name, fold, initials, name_key, sort_key


def test_fold_forgets_accents_case_and_the_bar_of_d():
    assert fold("Nguyễn  Thị Đào") == "nguyen thi dao"


def test_fold_reads_decomposed_letters_alike():
    assert fold("Nguye\u0302\u0303n") == fold("Nguyễn") == "nguyen"


def test_clean_drops_invisible_signs_and_joins_spaces():
    assert clean(" Trần\u200b  Văn\u00a0 B ") == "Trần Văn B"


@pytest.mark.parametrize(
    "smaller, larger", [("a", "ă"), ("ă", "â"), ("d", "đ"), ("o", "ô"), ("ô", "ơ"), ("u", "ư"), ("ba", "bà")]
)
def test_letters_sort_in_dictionary_order(smaller, larger):
    assert sort_key(smaller) < sort_key(larger)


def test_tones_follow_level_grave_hook_tilde_acute_dot():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(reversed(tones), key=sort_key) == tones


def test_letters_decide_before_tones():
    assert sort_key("má") < sort_key("man")


def test_names_sort_by_given_name_first():
    names = ["Nguyễn Văn Bình", "Trần Thị An", "Lê Văn An"]
    assert sorted(names, key=name_key) == ["Lê Văn An", "Trần Thị An", "Nguyễn Văn Bình"]


def test_initials_are_those_of_the_last_two_words():
    assert initials("Nguyễn Thu Hà") == "TH"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đợt 1, năm 2026", "dot-1-nam-2026"),
        (
            "Phong trào “Bệnh viện xanh – sạch – đẹp, người bệnh hài lòng”",
            "phong-trao-benh-vien-xanh-sach-dep-nguoi-benh",
        ),
        ("a" * 60, "a" * 48),
        ("…", ""),
    ],
)
def test_a_file_is_named_in_plain_letters_cut_after_a_word(text, name):
    assert file_name(text) == name


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_sort_keys_are_plain_hex_for_any_text(text):
    assert set(sort_key(text)) <= set("0123456789abcdef")
