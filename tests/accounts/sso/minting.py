"""A provider's key and the tokens it signs, right ones and wrong ones."""

import base64
import hmac
import json
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from accounts.sso.tokens import LOGOUT_EVENT, Issuer
from kernel import clock

URL, CLIENT = "https://dang-nhap.test/realms/chuan", "chuan-web"


FIRST_KEY = RSAKey.generate_key(2048, {"kid": "k1"})  # making one takes a tenth of a second


@dataclass
class Mint:
    """Signs with `key`; `published` are the keys that the provider shows at the moment."""

    key: RSAKey = field(default_factory=lambda: FIRST_KEY)

    def __post_init__(self):
        self.published = [self.key]

    def issuer(self):
        return Issuer(URL, CLIENT, lambda kid: KeySet(self.published))

    def claims(self, **changed):
        now = int(clock.now().timestamp())
        claims = {
            "iss": URL,
            "aud": CLIENT,
            "azp": CLIENT,
            "sub": "7d5c1f7e",
            "sid": "phien-1",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": "n1",
            "preferred_username": "minh.le",
            "name": "Lê Văn Minh",
            "email": "minh@tanhai.gov.vn",
            "email_verified": True,
            "organization": ["alpha"],
            "acr": "1",
        }
        return {name: value for name, value in (claims | changed).items() if value is not None}

    def identity(self, key=None, header=None, **changed):
        key = key or self.key
        header = header or {"alg": "RS256", "kid": key.kid}
        return jwt.encode(header, self.claims(**changed), key, algorithms=[header["alg"]])

    def end(self, **changed):
        claims = {"events": {LOGOUT_EVENT: {}}, "jti": "j1", "nonce": None}
        return self.identity(**(claims | changed))


def unsigned(claims):
    """`alg: none`, as the oldest attack on such tokens has it."""
    return f"{_coded({'alg': 'none', 'typ': 'JWT'}, claims)}."


def signed_with_a_shared_secret(claims, public_key):
    """HS256 with the public key as the secret: a verifier that follows the header believes it."""
    said = _coded({"alg": "HS256", "kid": public_key.kid}, claims)
    signature = hmac.digest(public_key.as_pem(private=False), said.encode(), "sha256")
    return f"{said}.{_base64(signature)}"


def _coded(*parts):
    return ".".join(_base64(json.dumps(part).encode()) for part in parts)


def _base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
