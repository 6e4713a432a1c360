from campaigns.workflow.campaign import CAMPAIGN, missing_facts
from campaigns.workflow.proposal import PROPOSAL, places_taken, unfit_reasons

__all__ = ["CAMPAIGN", "PROPOSAL", "missing_facts", "places_taken", "unfit_reasons"]
