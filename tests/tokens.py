"""A token in software with the key of an agency, as an operator makes it before a seal is named."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from pkcs11.util.ec import encode_named_curve_parameters

from kernel.signing import SealSigner, Token
from kernel.signing.sealing import public_der
from tests.signing import authority

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
LABEL, PIN, RSA, EC = "Dấu cơ quan", "1234", "con-dau", "con-dau-ec"


@dataclass(frozen=True)
class TokenWithKeys:
    """Where the token is, and the certificate of each key, PEM with its chain."""

    module: str
    certificates: dict[str, str]

    def signer(self, key: str = RSA, name: str = "Ủy ban nhân dân phường Tân Hải") -> SealSigner:
        return SealSigner(Token(self.module, LABEL, key, PIN), self.certificates[key], name)


@dataclass(frozen=True)
class _Public:
    """Enough of a key for a certificate: the private half stays in the token."""

    der: bytes

    def public_key(self) -> Any:
        return serialization.load_der_public_key(self.der)


@contextmanager
def token(folder: Path, agency: str) -> Iterator[TokenWithKeys]:
    """Skips where no software token is installed."""
    module = next((path for path in MODULES if Path(path).is_file()), None)
    if module is None or not shutil.which("softhsm2-util"):
        pytest.skip("softhsm2 is not installed: the server seal was not tried.")
    tokens = folder / "tokens"
    tokens.mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    try:
        made = ["--label", LABEL, "--pin", PIN, "--so-pin", "5678"]
        command = ["softhsm2-util", "--init-token", "--free", *made]
        subprocess.run(command, check=True, capture_output=True)
        yield TokenWithKeys(module, _keys(module, agency))
    finally:
        del os.environ["SOFTHSM2_CONF"]


def _keys(module: str, agency: str) -> dict[str, str]:
    library = pkcs11.lib(module)
    library.reinitialize()  # the token is younger than what the library knows
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    with library.get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        rsa, _private = session.generate_keypair(pkcs11.KeyType.RSA, 2048, label=RSA, store=True)
        parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
        elliptic, _private = parameters.generate_keypair(label=EC, store=True)
        found = {RSA: public_der(rsa), EC: public_der(elliptic)}
    return {
        name: authority().agency(agency, key=_Public(der)).chain.decode()
        for name, der in found.items()
    }
