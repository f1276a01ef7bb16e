"""The database backend: an agency's search path is `agency, ext`, never public."""
