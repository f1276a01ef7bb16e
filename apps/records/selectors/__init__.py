"""The only readers; other apps meet them here."""
