"""What was worked out becomes tables, pages, files."""
