"""The exemplar of the month: proposed in fair turn, changed by the office, never the same subject twice."""

from django.db import IntegrityError, transaction

from core.workflow import Refused
from emulation.audit import record
from emulation.models import Entry, User
from reports.builders import summary_draft
from reports.choices import EDITABLE_PACKAGES
from reports.models import FeaturedExemplar, Package
from reports.selectors.exemplar import Candidate, candidates

NOBODY = (
    "Chưa có điển hình nào để gửi: mọi điển hình Hội đồng đã thông qua đều đã gửi, hoặc Hội đồng chưa thông qua "
    "điển hình nào. Hãy báo “không có” kèm lý do, hoặc chờ phiên họp tới."
)


def propose_exemplar(package: Package, *, by: User | None = None) -> FeaturedExemplar | None:
    """Give a new package the exemplar whose turn it is; None when nobody is left."""
    for candidate in candidates(package.facility, package.due.plan):
        return _feature(package, candidate, reason=candidate.reason, by=by)
    return None


@transaction.atomic
def choose_exemplar(package: Package, entry: Entry, *, by: User, reason: str = "") -> FeaturedExemplar:
    """Put another endorsed exemplar into a package that is still being written."""
    package = Package.objects.select_for_update().get(pk=package.pk)
    if package.status not in EDITABLE_PACKAGES:
        raise Refused(["Gói đã trình hoặc đã duyệt, không đổi gương được nữa. Hãy rút gói về trước."])
    if standing := FeaturedExemplar.objects.filter(package=package, entry=entry).first():
        return standing
    able = candidates(package.facility, package.due.plan, besides=package)
    found = next((row for row in able if row.entry.pk == entry.pk), None)
    if found is None:
        raise Refused([f"“{entry.name}” đã được gửi trước đây hoặc chưa được Hội đồng thông qua."])
    FeaturedExemplar.objects.filter(package=package).delete()
    return _feature(package, found, reason=reason.strip() or f"Phòng TCCB chọn. {found.reason}", by=by)


def _feature(package: Package, candidate: Candidate, *, reason: str, by: User | None) -> FeaturedExemplar:
    try:
        with transaction.atomic():
            featured = FeaturedExemplar.objects.create(
                package=package, facility=package.facility, entry=candidate.entry, unit=candidate.unit,
                subject_key=candidate.subject_key, reason=reason[:400],
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused([f"“{candidate.entry.name}” vừa được chọn cho một gói khác."]) from error
    package.summary = summary_draft(candidate.entry)
    package.save(update_fields=["summary"])
    record(package, "choose_exemplar", by=by, note=candidate.entry.name)
    return featured
