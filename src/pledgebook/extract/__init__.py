"""A Report becomes Claims and Clues."""

from pledgebook.extract.extractor import Extractor as Extractor
from pledgebook.extract.parse import installed_model as installed_model
