"""A Report in Russian becomes Claims and Clues. Nothing here is loaded before such a report comes."""
