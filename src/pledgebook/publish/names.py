"""Codes of actors and the names they are read by, as pages print them."""

from pledgebook.data.names import GROUP as GROUP
from pledgebook.data.names import code_of as code_of
from pledgebook.data.names import name_of as name_of
