"""Forms filled in, and the records an agency keeps: types, folders, retention, disposal."""
