"""What every door for other systems has in common: problems, pages, versions, the description."""
