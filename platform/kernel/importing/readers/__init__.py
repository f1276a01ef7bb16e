"""One reader per kind of file; each gives a source text and its blocks."""
