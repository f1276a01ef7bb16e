"""Packages as signed files: with which key this library signs, and whose files it takes."""

import os

# a file with an Ed25519 private key in PEM (`chuan library key`); without it nothing is exported
CHUAN_LIBRARY_KEY = os.environ.get("CHUAN_LIBRARY_KEY", "")
# whose packages are taken: name=public key, separated by semicolons
CHUAN_LIBRARY_TRUSTED = os.environ.get("CHUAN_LIBRARY_TRUSTED", "")
