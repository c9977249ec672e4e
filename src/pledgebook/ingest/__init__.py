"""Anything that holds a report becomes a Report: files, folders, addresses."""
