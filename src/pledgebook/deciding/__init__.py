"""People's decisions: checked against the book, tied to reports and sentences, and kept."""

from pledgebook.deciding.desk import FINDING_DECISIONS as FINDING_DECISIONS
from pledgebook.deciding.desk import ORIGIN_DECISIONS as ORIGIN_DECISIONS
from pledgebook.deciding.desk import Desk as Desk
from pledgebook.deciding.desk import Word as Word
from pledgebook.deciding.desk import anchor_of as anchor_of
from pledgebook.deciding.desk import anchor_of_finding as anchor_of_finding
from pledgebook.deciding.field_words import FIELDS as FIELDS
from pledgebook.deciding.listing import Kept as Kept
from pledgebook.deciding.listing import kept_decisions as kept_decisions
