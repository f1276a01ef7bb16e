"""Organisation (ISO 9001:2015, 5.3): units, posts, who holds them, and who may act as what."""
