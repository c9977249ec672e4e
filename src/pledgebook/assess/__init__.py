"""Pledges and a Scenario become an Assessment."""
