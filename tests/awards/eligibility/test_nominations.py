"""A nomination keeps how it stood by the law when it was sent."""

from awards.models import Nomination
from awards.selectors.nomination_assessment import assessed, frozen, kept, thawed
from awards.workflow.nomination import is_not_given_already
from tests.factories.nominations import draft, nomination_at
from tests.factories.records import award, rating


def test_the_judgement_is_frozen_when_it_is_sent(tree, people):
    nomination = nomination_at("submitted", unit=tree.noi, staff=people.unknown, title="LDTT", year=2025)
    rating(people.unknown, 2025, "HTTNV")
    stored = Nomination.objects.get(pk=nomination.pk)
    assert stored.assessment["finding"]["article"]
    assert kept(stored).rule == stored.assessment["rule"]


def test_what_was_frozen_comes_back_word_for_word(tree, people):
    nomination = draft(tree.noi, staff=people.star, title="BK_TINH", year=2025)
    judgement = assessed(nomination)
    assert thawed(frozen(judgement)) == judgement


def test_a_sudden_feat_is_not_judged_by_the_years(tree, people):
    nomination = draft(tree.noi, staff=people.star, title="GK_DV", year=2025, occasion="dot_xuat",
                       achieved_on=people.star.joined_on.replace(year=2025))  # fmt: skip
    assert assessed(nomination) is None


def test_the_page_shows_what_changed_since(tree, people, office, as_):
    nomination = nomination_at("submitted", unit=tree.noi, staff=people.unknown, title="LDTT", year=2025)
    client, changed = as_(office), "Hồ sơ đã đổi từ khi gửi: nay là"
    assert changed not in client.get(nomination.get_absolute_url()).text
    rating(people.unknown, 2025, "HTTNV")
    page = client.get(nomination.get_absolute_url()).text
    assert changed in page and "xét thử: đủ điều kiện" in page


def test_what_the_history_says_was_given_is_not_proposed_again(tree, people):
    nomination = draft(tree.noi, staff=people.good, title="LDTT", year=2025)
    award(people.good, "LDTT", 2025)
    assert is_not_given_already(nomination) == (
        "Phùng Quốc Ân đã được tặng Lao động tiên tiến năm 2025 theo quyết định số 2025/QĐ-SYT. "
        "Chọn danh hiệu hoặc năm khác."
    )


def test_the_queue_shows_how_each_stands(tree, people, office, as_):
    nomination_at("submitted", unit=tree.noi, staff=people.good, title="CSTDCS", year=2025)
    page = as_(office).get("/khen-thuong/cho-xem/").content.decode()
    assert "Xét thử: chưa đủ điều kiện" in page
