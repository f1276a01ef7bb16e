"""The operator's pages: which agencies there are, how they stand, and what went wrong."""
