"""Releases that are still to come: migrations beside those we have, for trying `chuan migrate`."""
