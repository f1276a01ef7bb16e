"""The doors to documents for other systems: the same selectors and services as the pages."""
