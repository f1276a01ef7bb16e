"""Pages of slips, folders and lists."""
