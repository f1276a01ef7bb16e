"""What the children are told by their environment; the settings read nothing else."""

import os
from dataclasses import dataclass

from infra.run import runfile
from infra.run.place import Place

OURS = ("PORT", "SSO", "YES", "ARGS", "PYTHONHOME", "PYTHONPATH", "DATABASE_OWNER_URL", "MAKEFLAGS")


@dataclass(frozen=True, slots=True)
class Facts:
    """Where everything is, once it is known."""

    port: int
    base_domain: str
    database_url: str
    database_owner_url: str
    broker_url: str
    cache_url: str
    secret_key: str
    oidc_issuer: str = ""  # empty: local login, or the provider that the person's environment names
    oidc_client_secret: str = ""
    oidc_admin_client_secret: str = ""

    def environment(self, place: Place, *, owner: bool) -> dict[str, str]:
        """The web and its kin never learn how the owner of the database logs in."""
        told = {
            **common(place, "config.settings.embedded"),
            "CHUAN_DATABASE_ROLE": "owner" if owner else "app",
            "CHUAN_BASE_DOMAIN": self.base_domain,
            "CHUAN_PORT": str(self.port),
            "DATABASE_URL": self.database_url,
            "BROKER_URL": self.broker_url,
            "CACHE_URL": self.cache_url,
            "SECRET_KEY": self.secret_key,
        }
        if self.oidc_issuer:
            told |= {
                "OIDC_ISSUER": self.oidc_issuer,
                "OIDC_CLIENT_SECRET": self.oidc_client_secret,
                "OIDC_ADMIN_CLIENT_SECRET": self.oidc_admin_client_secret,
            }
        return told | ({"DATABASE_OWNER_URL": self.database_owner_url} if owner else {})

    def write(self, place: Place) -> None:
        """For `chuan …` typed by hand; see runfile for the keys."""
        runfile.write(place, **{name: getattr(self, name) for name in self.__slots__})


def common(place: Place, settings: str) -> dict[str, str]:
    """The person's own environment, less what is meant for make, plus what every process needs."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {
        "CHUAN_VAR": str(place.var),
        "DJANGO_SETTINGS_MODULE": settings,
        "PATH": f"{place.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(place.venv),
    }


def restored(place: Place) -> Facts | None:
    """The facts of the supervisor that runs now; None when it has not written them."""
    found = runfile.read(place.run_json)
    names = Facts.__slots__
    if any(name not in found for name in names):
        return None
    return Facts(**{name: found[name] for name in names})
