"""Reports side by side: claims become pledges, and what is wrong with or between reports becomes findings."""

from pledgebook.reconcile.as_of import said_by as said_by
from pledgebook.reconcile.changes import Changes as Changes
from pledgebook.reconcile.changes import Direction as Direction
from pledgebook.reconcile.changes import Turn as Turn
from pledgebook.reconcile.changes import changes as changes
from pledgebook.reconcile.changes import direction as direction
from pledgebook.reconcile.corrections import CHANGES as CHANGES
from pledgebook.reconcile.corrections import corrected as corrected
from pledgebook.reconcile.decisions import Settled as Settled
from pledgebook.reconcile.decisions import added_claim as added_claim
from pledgebook.reconcile.decisions import in_force as in_force
from pledgebook.reconcile.decisions import settle as settle
from pledgebook.reconcile.decisions import undone_by as undone_by
from pledgebook.reconcile.met import Met as Met
from pledgebook.reconcile.met import told_conditions as told_conditions
from pledgebook.reconcile.rules import rules_version as rules_version
from pledgebook.reconcile.totals import total_up as total_up
from pledgebook.reconcile.work_out import CHECKS as CHECKS
from pledgebook.reconcile.work_out import bring_together as bring_together
from pledgebook.reconcile.work_out import reconcile as reconcile
