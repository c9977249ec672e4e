"""The book: reports, claims, clues and decisions, append-only."""
