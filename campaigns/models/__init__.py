from campaigns.models.campaign import Campaign, CampaignFile, Criterion, Review, Stage
from campaigns.models.launch_plan import LaunchBasis, LaunchPlan, LaunchRecipient
from campaigns.models.proposal import Appraisal, Proposal, ProposalFile
from campaigns.models.quota import Programme, Quota
from campaigns.models.unit_launch import Pledge, UnitLaunch

__all__ = [
    "Appraisal",
    "Campaign",
    "CampaignFile",
    "Criterion",
    "LaunchBasis",
    "LaunchPlan",
    "LaunchRecipient",
    "Pledge",
    "Programme",
    "Proposal",
    "ProposalFile",
    "Quota",
    "Review",
    "Stage",
    "UnitLaunch",
]
