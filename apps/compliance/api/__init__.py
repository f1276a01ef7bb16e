"""The doors to the evidence status for other systems."""
