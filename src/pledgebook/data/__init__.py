"""Rows, not code: the tables that ship with Pledgebook, and the reader that makes typed rows of them."""

from pledgebook.data.incident_words import incident_words as incident_words
from pledgebook.data.tables import Body as Body
from pledgebook.data.tables import Mandate as Mandate
from pledgebook.data.tables import Membership as Membership
from pledgebook.data.tables import Office as Office
from pledgebook.data.tables import Outlet as Outlet
from pledgebook.data.tables import State as State
from pledgebook.data.tables import bodies as bodies
from pledgebook.data.tables import body_codes as body_codes
from pledgebook.data.tables import mandates as mandates
from pledgebook.data.tables import offices as offices
from pledgebook.data.tables import outlets as outlets
from pledgebook.data.tables import states as states
from pledgebook.data.truth_words import truth_words as truth_words
from pledgebook.data.truth_words import whole_words as whole_words
