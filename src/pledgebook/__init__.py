"""Pledgebook reads reports of international arrangements and keeps the book of who promised what."""

__version__ = "0.1.0"
