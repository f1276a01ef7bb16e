"""The measured limits of the house: each bench compares two things in one run."""
