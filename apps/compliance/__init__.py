"""Evidence status by clause (product.md 2.13): computed from the records by rules that are data."""
