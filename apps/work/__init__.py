"""Việc của tôi (product.md 2.15): everything I must do, with dates."""
