"""The catalogues at /quan-tri/: units, people, accounts, in and out by workbook."""

from emulation.admin import catalogues, ledgers
from emulation.admin.site import site

__all__ = ["catalogues", "ledgers", "site"]
