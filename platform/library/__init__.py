"""The shared library: standards by edition, and template packages in versions that never change."""
