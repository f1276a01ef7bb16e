"""The launcher and the checks."""
