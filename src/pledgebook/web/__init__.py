"""The application: the book in a browser."""

from pledgebook.web.app import make_app as make_app
from pledgebook.web.desk import Desk as Desk
