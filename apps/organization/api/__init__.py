"""The doors to people, units and what the agency says of itself, for other systems."""
