"""A session that ends under a form loses nothing that was typed."""

import pytest
from django.contrib.sessions.models import Session

from emulation.choices import Role
from emulation.models import Unit
from tests.factories.people import PASSWORD, user_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_typed_is_there_again_after_signing_in(visit, office, tree):
    page = visit(office)
    page.goto("/ho-so/don-vi/them/")
    page.fill("input[name=name]", "Khoa Mắt")
    page.fill("input[name=code]", "AH-MAT")
    page.uncheck("input[name=must_register]")
    Session.objects.all().delete()

    page.click("main button.btn-primary")
    page.wait_for_url("**/dang-nhap/**")
    page.fill("input[name=username]", office.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/ho-so/don-vi/them/")

    assert page.input_value("input[name=name]") == "Khoa Mắt"
    assert not page.is_checked("input[name=must_register]")
    assert "Đã điền lại những gì vừa gõ" in page.inner_text("#thong-bao")
    page.select_option("select[name=parent]", str(tree.hospital.pk), force=True)
    page.click("main button.btn-primary")
    page.wait_for_url("**/ho-so/don-vi/*/")
    assert Unit.objects.get(code="AH-MAT").must_register is False


def test_another_person_on_the_same_machine_gets_nothing_of_it(visit, office, tree):
    colleague = user_with("tccb2", "Phạm Minh Nga", (Role.OFFICE, tree.hospital))
    page = visit(office)
    page.goto("/ho-so/don-vi/them/")
    page.fill("input[name=name]", "Khoa Mắt")
    Session.objects.all().delete()

    page.click("main button.btn-primary")
    page.wait_for_url("**/dang-nhap/**")
    page.fill("input[name=username]", colleague.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/ho-so/don-vi/them/")

    assert page.input_value("input[name=name]") == ""
