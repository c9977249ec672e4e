"""Claims, Clues and Decisions become Pledges, Origins and Findings."""
