"""Adopting from the library: preview, clone all or part, keep the origin of every piece."""
