"""Where sessions are kept: rows of the agency's own schema that carry its id."""

from datetime import timedelta
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DbStore
from django.db import connection

from accounts.models import Session
from kernel import clock


def agency_id() -> Any:
    """The id of the agency being served; None in public."""
    return getattr(connection.tenant, "pk", None)  # type: ignore[attr-defined]


class SessionStore(DbStore):
    """Django's database sessions, refused outside the agency that opened them."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Keys are letters and digits; a cookie with anything else is none of ours."""
        return bool(super()._validate_session_key(key)) and str(key).isalnum()  # type: ignore[misc]

    def _get_session_from_db(self) -> Session | None:
        alive = Session.objects.filter(expire_date__gt=clock.now(), agency=agency_id())
        found = alive.select_related("person").filter(session_key=self.session_key).first()
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.agency = agency_id()
        row.person_id = data.get("person")
        row.seen_at = clock.now()
        row.sid = data.get("sid", "")
        kept: Session | None = getattr(self, "row", None)
        row.checked_at = kept.checked_at if kept else row.seen_at
        row.expire_date = row.seen_at + timedelta(seconds=self.get_expiry_age())
        return row
