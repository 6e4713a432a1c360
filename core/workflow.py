"""A life cycle as a table: who may take which step, from where to where, and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction


class Refused(PermissionDenied):
    """The step cannot be taken; ``reasons`` are sentences for the person asking."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Step:
    """One row of a life cycle.

    ``who(user, obj)`` says whose step it is; each of ``needs(obj)`` returns a Vietnamese
    sentence that says what is missing, or "". ``note_required`` asks for a written reason,
    ``hidden`` keeps a step that a service takes by itself out of the buttons.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: Callable[[Any, Any], bool]
    needs: tuple[Callable[[Any], str], ...] = ()
    note_required: bool = False
    note_label: str = "Lý do"
    confirm: str = ""
    primary: bool = False
    hidden: bool = False


class Workflow:
    """The steps of one kind of object, in the order in which buttons show them."""

    def __init__(self, *steps: Step, record: Callable[..., None], field: str = "status"):
        self.steps = {step.name: step for step in steps}
        self.record = record
        self.field = field

    def status(self, obj: models.Model) -> str:
        return getattr(obj, self.field)

    def refusals(self, obj: models.Model, name: str, *, by: Any, note: str | None = None) -> list[str]:
        """Return why the step is not open to this person now; empty means go ahead.

        ``note`` is checked when it is given: a step that asks for a reason refuses an empty one.
        """
        step = self.steps.get(name)
        if step is None:
            return ["Không có bước này."]
        if self.status(obj) not in step.sources:
            return [f"Không thể “{step.label}” khi hồ sơ đang ở trạng thái “{self.state(obj)}”."]
        if not step.who(by, obj):
            return [f"Bạn không có quyền “{step.label}”."]
        if note is not None and step.note_required and not note.strip():
            return [f"Cần ghi {step.note_label.lower()} trước khi “{step.label}”."]
        return [reason for need in step.needs if (reason := need(obj))]

    def steps_for(self, obj: models.Model, user: Any) -> list[tuple[Step, list[str]]]:
        """Return the steps this person could take from here, each with what is still missing."""
        return [
            (step, self.refusals(obj, step.name, by=user))
            for step in self.steps.values()
            if not step.hidden and self.status(obj) in step.sources and step.who(user, obj)
        ]

    @transaction.atomic
    def move(self, obj: models.Model, name: str, *, by: Any, note: str = "") -> None:
        """Take a step under the row's lock and leave a line in the audit book.

        Raises Refused with the sentences when the step is not open.
        """
        obj.refresh_from_db(from_queryset=type(obj)._base_manager.select_for_update())
        if reasons := self.refusals(obj, name, by=by, note=note):
            raise Refused(reasons)
        step, before = self.steps[name], self.status(obj)
        setattr(obj, self.field, step.target)
        obj.save(update_fields=[self.field])
        self.record(obj, name, by=by, before=before, after=step.target, note=note)

    def state(self, obj: models.Model) -> str:
        """Return the Vietnamese name of the state."""
        return str(getattr(obj, f"get_{self.field}_display")())

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram, for docs/workflows.md."""
        lines = [
            f"    {source} --> {step.target}: {step.label}"
            for step in self.steps.values()
            for source in step.sources
        ]
        return "\n".join(["stateDiagram-v2", *lines])
