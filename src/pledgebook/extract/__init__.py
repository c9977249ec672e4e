"""A Report becomes Claims and Clues."""
