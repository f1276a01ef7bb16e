"""The kernel carries the house and knows no one in it."""
