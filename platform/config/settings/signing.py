"""Digital signatures: whose word is taken, and the token that holds the seals of agencies."""

import os

# a folder of root certificates, PEM; without it no chain of certificates can be checked
CHUAN_TRUST_ROOTS = os.environ.get("CHUAN_TRUST_ROOTS", "")
# the library of the token's maker; without it no agency has a server seal
CHUAN_PKCS11_MODULE = os.environ.get("CHUAN_PKCS11_MODULE", "")
# where all agencies share one token; else each agency keeps its own, sealed
CHUAN_PKCS11_PIN = os.environ.get("CHUAN_PKCS11_PIN", "")
