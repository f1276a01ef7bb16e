"""The same for other systems."""
