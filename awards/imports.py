"""The worker's door to workbooks of the history: it knows their kinds by importing them."""

from awards.services.history_upload import HISTORY, LEDGER

__all__ = ["HISTORY", "LEDGER"]
