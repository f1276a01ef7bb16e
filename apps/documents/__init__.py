"""Documented information (ISO 9001:2015, 7.5): drafting, checking, approving, issuing, in force."""
