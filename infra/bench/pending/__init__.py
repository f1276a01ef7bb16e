"""The next release in miniature: the same code with one migration more."""
