"""The librarian's pages at the province's portal: drafts, trials, the board, offers, files."""
