"""The doors to the library for other systems: of an agency, and of the province."""
