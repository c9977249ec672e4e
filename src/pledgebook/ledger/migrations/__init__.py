"""How the book's tables came to be what they are, one step a module in ``versions/``."""
