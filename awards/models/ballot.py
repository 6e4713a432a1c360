"""Where votes are kept, so that nothing links a member to a choice.

Rows here have no times, no author and no history. Every vote rewrites all urns and all marks of
its section in one transaction: hidden transaction numbers, physical places and keys are the same
whoever voted.
"""

from django.db import models

from awards.choices import Standing
from awards.models.agenda import AgendaItem, Section
from awards.models.session import KeyHolder, Seat


class Urn(models.Model):
    """The urn of one candidate: one row with all papers in it.

    ``sealed`` holds papers of one length, sealed to the section's key, shuffled anew at each
    vote. ``opened`` holds [code, choice] sorted by code once the urn has been counted.
    """

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="urn", primary_key=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="urns")
    sealed = models.JSONField(default=list)
    opened = models.JSONField(default=list)

    class Meta:
        verbose_name = "hòm phiếu"
        verbose_name_plural = "hòm phiếu"

    def __str__(self) -> str:
        return f"Hòm phiếu {self.item_id}"


class Mark(models.Model):
    """Whether one seat has a paper for one candidate, and whether it is in the urn. Nothing else."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="marks")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="marks")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="marks")
    standing = models.CharField("tư cách", max_length=10, choices=Standing)
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        ordering = ["item", "seat"]
        verbose_name = "dấu đã bỏ phiếu"
        verbose_name_plural = "dấu đã bỏ phiếu"
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="one_ballot_per_member")]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.seat_id}"


class KeyShare(models.Model):
    """One of the three shares of a section's secret, sealed to its holder.

    ``handed`` is filled when the holder turns the key: the share sealed to the two others, so
    that the next of them can open the urn. Rows are deleted in the transaction that counts.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="shares")
    holder = models.ForeignKey(KeyHolder, models.PROTECT, related_name="shares")
    sealed = models.TextField()
    handed = models.JSONField(default=dict)

    class Meta:
        ordering = ["holder"]
        verbose_name = "phần chìa"
        verbose_name_plural = "phần chìa"
        constraints = [models.UniqueConstraint(fields=["section", "holder"], name="one_share_per_section_and_holder")]

    def __str__(self) -> str:
        return f"{self.section_id} · {self.holder_id}"


class TellerCount(models.Model):
    """What one teller counted of a section's paper ballots; two tellers must agree.

    ``lines`` is {item: [agree, disagree, blank or invalid]}.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="teller_counts", verbose_name="mục")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="người kiểm phiếu")
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    collected = models.PositiveSmallIntegerField("phiếu thu về")
    lines = models.JSONField("kết quả kiểm", default=dict)

    class Meta:
        ordering = ["seat"]
        verbose_name = "bản kiểm phiếu giấy"
        verbose_name_plural = "bản kiểm phiếu giấy"
        constraints = [models.UniqueConstraint(fields=["section", "seat"], name="one_count_per_section_and_teller")]

    def __str__(self) -> str:
        return f"{self.section} · {self.seat}"
