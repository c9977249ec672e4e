"""What was worked out, kept beside the book piece by piece, so that a new report costs no more than what it touches."""
