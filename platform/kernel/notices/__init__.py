"""Notices: what somebody must know, shown at the bell until it is read."""
