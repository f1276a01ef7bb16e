"""The database backend: an agency's path is its own, and choosing it is all a request pays."""
