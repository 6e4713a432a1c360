"""What taking a list of quotas in would do now, number by number. Nothing is written here."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from campaigns.builders.quota_list import QuotaList, QuotaRow
from campaigns.models import Campaign, Quota
from campaigns.selectors.quotas import places_refusals, places_used_in
from core.text import fold
from emulation.builders.findings import Finding, Findings, Issue, error
from emulation.builders.import_plan import CHANGED, HELD, SAME
from emulation.choices import SubjectKind
from emulation.models import Unit

OUTCOMES = (CHANGED, SAME, HELD)


@dataclass
class QuotaLine:
    """One number: whose it is, what it was and what it would be."""

    row: QuotaRow
    kind: str
    places: int | None
    quota: Quota
    outcome: str

    @property
    def label(self) -> str:
        return str(SubjectKind(self.kind).label)


@dataclass
class QuotaPlan:
    """The numbers of a list with what comes of each, and everything to tell."""

    found: QuotaList
    facility: Unit
    lines: list[QuotaLine] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return self.found.findings

    @property
    def counts(self) -> dict[str, int]:
        told = Counter(line.outcome for line in self.lines)
        return {"new": 0, CHANGED: told[CHANGED], SAME: told[SAME], HELD: len(self.found.held)}

    @property
    def fingerprint(self) -> str:
        """Return a sign of all that would be written; it changes when the campaigns or the file do."""
        told = [(line.row.sheet, line.row.row, line.quota.pk, line.quota.places, line.places) for line in self.lines]
        return sha256(json.dumps([told, self.found.held]).encode()).hexdigest()


def plan_quotas(found: QuotaList, facility: Unit) -> QuotaPlan:
    """Return what taking a list in would do to the campaigns of a house: three queries for any size."""
    plan, findings = QuotaPlan(found, facility), Findings(found.findings)
    book = _Book(facility)
    held, taken = set(found.held), dict[int, int]()
    for row in found.rows:
        if (row.sheet, row.row) in held:
            continue
        lines, problem = book.lines(row)
        again = next((taken[line.quota.pk] for line in lines if line.quota.pk in taken), None)
        if again is not None:
            problem = "title", error("DUPLICATE_ROW", f"Dòng {again} đã giao số lượng này.", row.title)
        if problem:
            role, issue = problem
            findings.add(row.sheet, row.row, row.columns.get(role, "A"), issue)
            continue
        taken |= dict.fromkeys((line.quota.pk for line in lines), row.row)
        plan.lines += lines
    found.findings = findings.told()
    return plan


class _Book:
    """The campaigns of a house with their quotas, loaded once for a whole list."""

    def __init__(self, facility: Unit):
        self.by_title: dict[str, list[Campaign]] = defaultdict(list)
        for campaign in Campaign.objects.filter(facility=facility):
            self.by_title[fold(campaign.title)].append(campaign)
        self.quotas: dict[tuple[int, str, str], Quota] = {}
        for quota in Quota.objects.filter(campaign__facility=facility).select_related("campaign", "programme"):
            programme = fold(quota.programme.name) if quota.programme else ""
            self.quotas[(quota.campaign_id, programme, quota.kind)] = quota
        self.used = places_used_in(_flat(self.by_title.values()))

    def lines(self, row: QuotaRow) -> tuple[list[QuotaLine], tuple[str, Issue] | None]:
        """Return the numbers of a row, or where and why it cannot be taken."""
        campaign, problem = self._campaign(row)
        if campaign is None:
            return [], problem
        lines = []
        for kind, places in row.places.items():
            quota = self.quotas.get((campaign.pk, fold(row.programme), kind))
            if quota is None:
                told = f"Phong trào này không có chương trình “{row.programme}”. Hãy thêm chương trình trước."
                return [], ("programme", error("UNKNOWN_PROGRAMME", told, row.programme))
            used = self.used.get((campaign.pk, quota.programme_id, kind), 0)
            outcome = SAME if places == quota.places else CHANGED
            if outcome == CHANGED and (reasons := places_refusals(quota, places, used=used)):
                return [], (kind, error("QUOTA_REFUSED", " ".join(reasons), str(places)))
            lines.append(QuotaLine(row, kind, places, quota, outcome))
        return lines, None

    def _campaign(self, row: QuotaRow) -> tuple[Campaign | None, tuple[str, Issue] | None]:
        found = [c for c in self.by_title.get(fold(row.title), []) if row.year in (None, c.year)]
        if len(found) == 1:
            return found[0], None
        if found:
            years = ", ".join(str(campaign.year) for campaign in found)
            told = f"Có {len(found)} phong trào tên này ({years}); hãy ghi năm."
            return None, ("year", error("AMBIGUOUS_CAMPAIGN", told, row.title))
        when = f" năm {row.year}" if row.year else ""
        told = f"Không có phong trào nào tên “{row.title}”{when}. Hãy chọn tên trong danh sách của tệp mẫu."
        return None, ("title", error("UNKNOWN_CAMPAIGN", told, row.title))


def _flat(groups: Iterable[list[Campaign]]) -> list[Campaign]:
    return [campaign for group in groups for campaign in group]
