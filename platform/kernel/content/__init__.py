"""The content tree: blocks, light notation, canonical form, comparison, lint; pure functions."""
