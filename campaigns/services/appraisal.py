"""Opinions of specialised units on proposals in their field (S4-34)."""

from django.db import transaction
from django.utils import timezone

from campaigns.choices import WAITING_PROPOSALS
from campaigns.models import Appraisal, Proposal
from campaigns.selectors.audience import signers_of
from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.models import Unit, User
from emulation.services.notification import notify


@transaction.atomic
def ask_appraisal(proposal: Proposal, *, unit: Unit, question: str, by: User) -> Appraisal:
    """Ask a unit for its opinion; the proposal cannot be accepted before the answer."""
    if proposal.status not in WAITING_PROPOSALS:
        raise Refused(["Chỉ hỏi ý kiến khi đề xuất đang chờ xem."])
    if proposal.appraisals.filter(unit=unit).exists():
        raise Refused([f"Đã hỏi ý kiến {unit}."])
    asked = Appraisal.objects.create(proposal=proposal, unit=unit, question=clean(question), asked_by=by)
    record(proposal, "ask_appraisal", by=by, note=str(unit))
    text = f"Cần ý kiến thẩm định về đề xuất {proposal.name} trong phong trào “{proposal.campaign}”."
    notify(signers_of(unit), key=f"appraisal:{asked.pk}", text=text, url=proposal.get_absolute_url())
    return asked


@transaction.atomic
def answer_appraisal(appraisal: Appraisal, *, opinion: str, text: str, by: User) -> Appraisal:
    """Keep the unit's opinion; disagreement needs its reason, and an answer is given once."""
    appraisal = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    if appraisal.opinion:
        raise Refused(["Đơn vị đã trả lời. Ý kiến đã ghi không sửa được."])
    if opinion != "dong_y" and not clean(text):
        raise Refused(["Cần ghi rõ nội dung ý kiến."])
    appraisal.opinion, appraisal.text = opinion, text.strip()
    appraisal.answered_by, appraisal.answered_at = by, timezone.now()
    appraisal.save(update_fields=["opinion", "text", "answered_by", "answered_at"])
    record(appraisal.proposal, "answer_appraisal", by=by, note=f"{appraisal.unit}: {appraisal.get_opinion_display()}")
    return appraisal
