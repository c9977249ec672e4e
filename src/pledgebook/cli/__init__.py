"""The command line. With the web it is the only place that names a book or an extractor and reads the clock."""

from pledgebook.cli.app import main as main
