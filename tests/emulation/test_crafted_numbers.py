"""Numbers that no page would ever send are answered like any other key that nobody has, never with an error."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.pickers import PickField
from emulation.builders.batch_reading import fix_of
from emulation.forms.review import CommentForm
from emulation.models import Staff
from emulation.selectors.setting_values import typed_value
from emulation.selectors.settings import definitions
from tests.factories import person
from tests.factories.sheets import open_round, sheet_at

CRAFTED = ["²", "9" * 25, "9" * 5000]
TOO_LARGE = "9" * 18  # a key that could be, of nothing that is


@pytest.mark.parametrize("typed", [*CRAFTED, TOO_LARGE])
@pytest.mark.parametrize("name", ["awards:nomination_accept_many", "emulation:review_accept"])
def test_what_was_ticked_is_none_of_the_waiting(as_, office, tree, name, typed):
    assert as_(office).post(reverse(name), {"chon": typed}).status_code == 302


@pytest.mark.parametrize("typed", [*CRAFTED, TOO_LARGE])
@pytest.mark.parametrize("address", [
    "campaigns:campaign_list?nam=", "campaigns:campaign_create?ke-hoach=", "emulation:rating_create?nam=",
    "emulation:form_export?don-vi=", "emulation:registration_export?don-vi=", "reports:due_list?nam=",
])  # fmt: skip
def test_an_address_with_such_a_number_is_answered(as_, office, tree, address, typed):
    called = open_round(tree)
    name, _, query = address.partition("?")
    keys = {"emulation:form_export": called.pk, "emulation:rating_create": person("Lê An", tree.noi).pk}
    arguments = [keys[name]] if name in keys else []
    assert as_(office).get(f"{reverse(name, args=arguments)}?{query}{typed}").status_code < 500


@pytest.mark.parametrize("typed", [*CRAFTED, TOO_LARGE])
def test_a_sheet_has_no_such_line_and_no_such_unit_opens_one(as_, head, office, tree, typed):
    sheet = sheet_at("draft", tree)
    column = str(sheet.round.years[0])
    pasted = {"entry": typed, "column": column, "text": "LĐTT"}
    assert as_(head).post(reverse("emulation:cells_paste", args=[sheet.pk]), pasted).status_code == 404
    asked = {"dot": typed, "don-vi": typed}
    assert as_(head).post(reverse("emulation:sheet_create"), asked).status_code == 404
    nudge = reverse("emulation:coverage_nudge", args=[sheet.round_id])
    assert as_(office).post(nudge, {"don-vi": typed}).status_code == 302


@pytest.mark.parametrize("typed", CRAFTED)
def test_a_form_refuses_it_in_words(tree, typed):
    with pytest.raises(ValidationError):
        PickField(queryset=Staff.objects.all(), note=str).clean({"key": typed, "text": ""})
    assert not CommentForm({"text": "Xem lại", "place": typed}).is_valid()
    whole = next(one for one in definitions().values() if one.type == "int")
    with pytest.raises(ValidationError):
        typed_value(whole, typed)


@pytest.mark.parametrize("typed", CRAFTED)
def test_nobody_is_chosen_by_it(typed):
    assert fix_of(f"staff:{typed}") is None
