"""A PostgreSQL of our own: whose programs, where its data lies, as whom it runs, who may log in."""
