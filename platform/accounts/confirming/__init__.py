"""Confirming that it is still the same person: asked before grave acts, and kept with them."""
