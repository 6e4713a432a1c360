"""The worker's door to lists of quotas: it knows their kind by importing it."""

from campaigns.services.quota_import import QUOTAS

__all__ = ["QUOTAS"]
