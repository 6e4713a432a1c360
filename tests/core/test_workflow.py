from types import SimpleNamespace

import pytest

from core.workflow import Refused, Step, Workflow


def anyone(user, obj):
    return True


def owner_only(user, obj):
    return user == "owner"


def has_lines(obj):
    return "" if obj.lines else "Chưa có dòng nào."


def flow(**more):
    return Workflow(
        Step("submit", "Gửi", ("draft",), "submitted", who=owner_only, needs=(has_lines,), **more),
        Step("endorse", "Thông qua", ("submitted",), "endorsed", who=anyone, hidden=True),
        record=lambda *args, **kwargs: None,
    )


def sheet(status="draft", lines=1):
    return SimpleNamespace(status=status, lines=lines, get_status_display=lambda: "Nháp")


def test_an_open_step_has_no_refusals():
    assert flow().refusals(sheet(), "submit", by="owner") == []


def test_a_step_from_another_state_is_refused_with_the_state_in_words():
    assert flow().refusals(sheet("submitted"), "submit", by="owner") == [
        "Không thể “Gửi” khi hồ sơ đang ở trạng thái “Nháp”."
    ]


def test_a_step_of_another_person_is_refused():
    assert flow().refusals(sheet(), "submit", by="guest") == ["Bạn không có quyền “Gửi”."]


def test_what_is_missing_is_said():
    assert flow().refusals(sheet(lines=0), "submit", by="owner") == ["Chưa có dòng nào."]


def test_an_unknown_step_is_refused():
    assert flow().refusals(sheet(), "fly", by="owner") == ["Không có bước này."]


def test_a_step_that_asks_for_a_reason_refuses_an_empty_one():
    steps = flow(note_required=True)
    assert steps.refusals(sheet(), "submit", by="owner", note="  ") == ["Cần ghi lý do trước khi “Gửi”."]


def test_buttons_show_missing_things_and_leave_out_hidden_steps():
    [(step, reasons)] = flow().steps_for(sheet(lines=0), "owner")
    assert (step.name, reasons) == ("submit", ["Chưa có dòng nào."])
    assert flow().steps_for(sheet("submitted"), "owner") == []


def test_a_refusal_carries_its_sentences():
    with pytest.raises(Refused) as caught:
        raise Refused(["Một.", "Hai."])
    assert caught.value.reasons == ["Một.", "Hai."]


def test_the_diagram_has_an_arrow_per_source():
    assert "draft --> submitted: Gửi" in flow().diagram()
