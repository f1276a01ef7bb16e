"""The librarian's doors at the province's portal: drafts, trials, the board, offers, files."""
