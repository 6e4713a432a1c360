"""The one page of A4 that the council reads of a nomination."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from awards.selectors.nominations import summary_of
from tests.factories.nominations import nomination_at


@pytest.fixture
def accepted(tree, nurse, head, office):
    return nomination_at("accepted", unit=tree.noi, staff=nurse, by=head, office=office)


def test_the_page_names_the_subject_the_title_the_work_and_the_papers(accepted, member, as_):
    page = as_(member).get(reverse("awards:nomination_summary", args=[accepted.pk])).content.decode()

    assert "TÓM TẮT THÀNH TÍCH" in page
    assert f"Đề nghị {accepted.title_name} năm {accepted.year}" in page
    for words in ("Nguyễn Thị Đào", "Khoa Nội tổng hợp", "Báo cáo thành tích: "):
        assert words in page


def test_other_pages_take_the_summary_as_a_part(accepted):
    part = render_to_string("awards/nomination_summary.html#summary", {"summary": summary_of(accepted)})

    assert part.strip().startswith('<article class="one-page"')


@pytest.mark.parametrize("who", ["stranger", "other_head", "other_office"])
def test_nobody_else_opens_it(who, accepted, request, as_):
    person = request.getfixturevalue(who)

    assert as_(person).get(reverse("awards:nomination_summary", args=[accepted.pk])).status_code == 404


def test_a_member_does_not_open_what_was_not_accepted(sent, member, as_):
    assert as_(member).get(reverse("awards:nomination_summary", args=[sent.pk])).status_code == 404
