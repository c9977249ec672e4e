"""A Report becomes Claims and Clues."""

from pledgebook.extract.extractor import Extractor as Extractor
from pledgebook.extract.languages import LanguagePack as LanguagePack
from pledgebook.extract.languages import Languages as Languages
from pledgebook.extract.parse import installed_model as installed_model
