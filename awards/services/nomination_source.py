"""Nominations made from what is already in the house: an accepted proposal, a registered target."""

from collections.abc import Iterable

from django.db import transaction

from awards.choices import Occasion
from awards.models import Nomination, NominationFile
from awards.services.nomination import draft_nomination
from campaigns.models import Proposal
from campaigns.selectors.subjects import Subject, collective, person
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import SubjectKind
from emulation.models import Entry, Sheet, Target, User


@transaction.atomic
def draft_from_proposal(proposal: Proposal, *, title: str, year: int, by: User) -> Nomination:
    """Start a nomination from an accepted proposal, with its achievements and papers; one at a time each."""
    nomination = draft_nomination(
        _subject(proposal), unit=proposal.unit, title=title, year=year, by=by, occasion=Occasion.CAMPAIGN,
        proposal=proposal, achievements=proposal.achievements,
    )  # fmt: skip
    NominationFile.objects.bulk_create(
        NominationFile(nomination=nomination, attachment_id=paper.attachment_id) for paper in proposal.files.all()
    )
    record(proposal, "use_proposal", by=by, note=str(nomination))
    return nomination


@transaction.atomic
def draft_from_target(target: Target, *, by: User) -> Nomination:
    """Start a nomination from a title that is registered for a year.

    The sheet is held meanwhile: nothing is taken back from it, and it stays in force.
    """
    entry = target.entry
    held = Sheet.objects.select_for_update(no_key=True).filter(pk=entry.sheet_id, is_in_force=True).first()
    if held is None or not Target.objects.filter(pk=target.pk, entry__sheet=held).exists():
        raise Refused([f"{entry.name} không còn đăng ký danh hiệu này. Hãy tải lại trang rồi chọn lại."])
    if entry.kind == SubjectKind.MODEL:
        raise Refused([f"“{entry.name}” là mô hình. Lập đề nghị cho tập thể, cá nhân thực hiện mô hình đó."])
    return draft_nomination(
        _subject(entry), unit=entry.sheet.unit, title=target.title, year=target.year, by=by, achievements=entry.summary
    )


def draft_from_targets(
    targets: Iterable[Target], *, by: User
) -> tuple[list[Nomination], list[tuple[Target, list[str]]]]:
    """Start many, each on its own; return those made and those refused with the reasons."""
    made: list[Nomination] = []
    refused: list[tuple[Target, list[str]]] = []
    for target in targets:
        try:
            made.append(draft_from_target(target, by=by))
        except Refused as refusal:
            refused.append((target, refusal.reasons))
    return made, refused


def _subject(source: Proposal | Entry) -> Subject:
    if source.staff is not None:
        return person(source.staff)
    if source.subject_unit is None:
        raise Refused([f"{source.name} không còn trong danh mục đơn vị."])
    return collective(source.subject_unit)
