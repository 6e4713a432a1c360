from reports.workflow.delivery import DELIVERY
from reports.workflow.due import DUE
from reports.workflow.package import PACKAGE

__all__ = ["DELIVERY", "DUE", "PACKAGE"]
