"""What is known of an exemplar beyond its line: answers to the criteria, the office's appraisal."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from emulation.choices import CriterionReply, Score, Typical, UnitMarkKind
from emulation.models.plan import Plan
from emulation.models.records import Initiative, Violation
from emulation.models.sheet import Entry
from emulation.models.support import Attachment
from emulation.models.unit import Unit

_BY = {"null": True, "blank": True, "related_name": "+"}


class CriterionAnswer(models.Model):
    """What a unit answers to one criterion for one line, and on what it rests.

    ``criteria_set`` and ``item`` name the criterion in the rulebook; the unit's own criteria have
    the set "unit". The words stay in the file, dated: the plan's day says which wording counts until
    the sheet is sent, from then on the copy that was kept.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="answers", verbose_name="điển hình")
    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    item = models.CharField("tiêu chí", max_length=60)
    answer = models.CharField("trả lời", max_length=10, choices=CriterionReply)
    evidence = models.TextField("minh chứng", blank=True)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sáng kiến, đề tài"
    )
    model_entry = models.ForeignKey(
        Entry, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mô hình"
    )
    file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp minh chứng"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **_BY, verbose_name="người trả lời")
    at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "trả lời tiêu chí"
        verbose_name_plural = "trả lời tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["entry", "criteria_set", "item"], name="one_answer_per_entry_and_item")
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.criteria_set}: {self.get_answer_display()}"

    @property
    def ref(self) -> str:
        return f"{self.criteria_set}.{self.item}"


class UnitCriterion(models.Model):
    """A criterion that a unit adds below those of the plan (S2-7); struck out ones ask nothing more."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="unit_criteria", verbose_name="kế hoạch")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_criteria", verbose_name="đơn vị")
    direction = models.CharField("hướng", max_length=40, blank=True)
    words = models.CharField("tiêu chí", max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **_BY, verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "tiêu chí riêng của đơn vị"
        verbose_name_plural = "tiêu chí riêng của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit", "words"], name="one_own_criterion_of_words_per_unit")
        ]

    def __str__(self) -> str:
        return self.words[:60]


class TypicalityScore(models.Model):
    """The office's answer to one of the four questions on what is to be replicated (S0-47)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="typicality", verbose_name="điển hình")
    question = models.CharField("câu hỏi", max_length=15, choices=Typical)
    score = models.PositiveSmallIntegerField("mức", choices=Score)
    sentence = models.CharField("nhận xét", max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **_BY, verbose_name="người thẩm định")
    at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "thẩm định điển hình"
        verbose_name_plural = "thẩm định điển hình"
        constraints = [
            models.UniqueConstraint(fields=["entry", "question"], name="one_score_per_entry_and_question"),
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="a_score_is_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_question_display()}: {self.score}"


class ViolationOverride(models.Model):
    """Why the office takes an exemplar although violations stand in the period (S0-12).

    It covers the violations that were known then; a later one stands in the way again.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="override", verbose_name="điển hình")
    violations = models.ManyToManyField(Violation, related_name="+", verbose_name="vi phạm đã xem xét")
    reason = models.TextField("lý do vẫn tiếp nhận")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người quyết")
    at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "ý kiến vẫn tiếp nhận"
        verbose_name_plural = "ý kiến vẫn tiếp nhận"

    def __str__(self) -> str:
        return f"{self.entry}: {self.reason[:40]}"


class UnitMark(models.Model):
    """How a collective stood in a year besides its work: culture, public order, Party, mass organisations.

    ``level`` is "DAT" or "KHONG" for a standard, else a level of rating.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="marks", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("mặt", max_length=15, choices=UnitMarkKind)
    level = models.CharField("kết quả", max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **_BY, verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "kind"]
        verbose_name = "kết quả của tập thể"
        verbose_name_plural = "kết quả của tập thể"
        constraints = [models.UniqueConstraint(fields=["unit", "year", "kind"], name="one_mark_per_unit_year_and_kind")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_kind_display()} {self.year}: {self.level}"
