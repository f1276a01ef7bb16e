"""The library as an agency sees it, and as the province does."""
