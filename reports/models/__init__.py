from reports.models.clock import ClockAct, Heartbeat
from reports.models.delivery import Attempt, Delivery
from reports.models.due import DueReport, Reminder
from reports.models.package import Edition, FeaturedExemplar, Package, PackageFile

__all__ = [
    "Attempt",
    "ClockAct",
    "Delivery",
    "DueReport",
    "Edition",
    "FeaturedExemplar",
    "Heartbeat",
    "Package",
    "PackageFile",
    "Reminder",
]
