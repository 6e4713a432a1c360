"""What was judged or decided since a workbook had brought records, and so rests on them; told by name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Model

from awards.choices import OPEN_NOMINATIONS, NominationStatus
from awards.models import Award, DecisionLine, Nomination
from core.bulk import parts
from emulation.choices import SubjectKind
from emulation.models import Discipline, Initiative, InitiativeAuthor, Leave, Matter, Violation, YearRating
from emulation.selectors.resting import subjects_of

# What a judgement on a nomination looks at; see awards/selectors/dossier.py.
_JUDGED = (YearRating, Award, Initiative, InitiativeAuthor, Discipline, Matter, Violation, Leave)
_UNSENT = (*OPEN_NOMINATIONS, NominationStatus.WITHDRAWN)


def judged_on(written: Mapping[type[Model], Iterable[int]], *, since: datetime) -> Iterator[str]:
    """Say which nominations were sent, received or voted on since, and which decisions drawn up, by their subjects."""
    people, units = subjects_of({model: keys for model, keys in written.items() if model in _JUDGED})
    for kind, keys in ((SubjectKind.PERSON, people), (SubjectKind.COLLECTIVE, units)):
        for some in parts(sorted(keys)):
            yield from _nominations(kind, some, since)
            yield from _decisions(kind, some, since)


def _nominations(kind: str, keys: Iterable[int], since: datetime) -> Iterator[str]:
    column = "staff__in" if kind == SubjectKind.PERSON else "subject_unit__in"
    sent = Nomination.objects.filter(**{column: keys}, state_since__gt=since).exclude(status__in=_UNSENT)
    for one in sent.order_by("pk"):
        yield f"Đề nghị khen thưởng “{one}” được gửi hoặc xét sau khi nhập ({one.get_status_display()})."


def _decisions(kind: str, keys: Iterable[int], since: datetime) -> Iterator[str]:
    column = "item__staff__in" if kind == SubjectKind.PERSON else "item__unit__in"
    lines = DecisionLine.objects.filter(**{column: keys}, kind=kind, list__created_at__gt=since).order_by("pk")
    for name, told in lines.values_list("name", "list__name"):
        yield f"{name} có trong danh sách quyết định “{told}” lập sau khi nhập."
