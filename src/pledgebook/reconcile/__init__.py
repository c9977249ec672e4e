"""Reports side by side: claims become pledges, and what is wrong with or between reports becomes findings."""

from pledgebook.reconcile.as_of import said_by as said_by
from pledgebook.reconcile.decisions import in_force as in_force
from pledgebook.reconcile.rules import rules_version as rules_version
from pledgebook.reconcile.work_out import CHECKS as CHECKS
from pledgebook.reconcile.work_out import reconcile as reconcile
