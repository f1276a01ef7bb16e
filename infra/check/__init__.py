"""Checks that no tool on the shelf does; each prints its faults and exits with 1."""
