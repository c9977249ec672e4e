"""What each page shows, worked out from one sight of the book."""
