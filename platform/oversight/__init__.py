"""Oversight (product.md section 4): what agencies publish, and who in the province looks at it."""
