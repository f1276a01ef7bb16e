"""The only writers of slips, folders and lists; other apps meet them here."""
