"""Sending, leasing and delivering; every step may be killed and none is lost."""

import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django_tenants.utils import get_tenant_model, schema_context, tenant_context

from kernel import clock
from kernel.outbox import CONSUMERS
from kernel.outbox.models import Message

LEASE = timedelta(seconds=60)
ATTEMPTS = 8  # then an operator looks at it; with the back-off that is after about two hours

log = logging.getLogger(__name__)


@transaction.atomic(savepoint=False)
def write_message(topic: str, body: dict[str, Any], key: str) -> None:
    """Insert the promise; a waiting, unleased message of the same topic and key serves for both."""
    schema = connection.schema_name  # type: ignore[attr-defined]
    if key and _waits(schema, topic, key):
        return
    Message.objects.create(schema=schema, topic=topic, key=key, body=body, sent_at=clock.now())


def write_messages(schemas: Iterable[str], topic: str, body: dict[str, Any]) -> int:
    """Insert a promise for each of these houses; nothing is joined with what waits already."""
    now = clock.now()
    rows = [Message(schema=name, topic=topic, body=body, sent_at=now) for name in schemas]
    return len(Message.objects.bulk_create(rows))


def _waits(schema: str, topic: str, key: str) -> bool:
    """Locked until we commit, so that its consumer will see what we are about to write."""
    return (
        Message.objects.select_for_update(skip_locked=True)
        .filter(schema=schema, topic=topic, key=key, done_at=None, failed_at=None, attempts=0)
        .exists()
    )


def is_open(topic: str, key: str) -> bool:
    """Whether a message of this house waits, is being worked on, or was given up."""
    schema = connection.schema_name  # type: ignore[attr-defined]
    return Message.objects.filter(schema=schema, topic=topic, key=key, done_at=None).exists()


def lease(limit: int = 100, *, leaving: Collection[str] = (), schema: str = "") -> list[Message]:
    """Take the messages that wait or whose lease ran out; each is handed out to one relay only.

    Messages of the topics in `leaving` stay for another relay, those of suspended agencies until
    they work again; `schema` narrows to one house.
    """
    now = clock.now()
    with transaction.atomic():
        rows = list(
            Message.objects.select_for_update(skip_locked=True)
            .filter(done_at=None, failed_at=None)
            .exclude(leased_until__gt=now)
            .exclude(topic__in=leaving)
            .exclude(schema__in=_suspended())
            .filter(**{"schema": schema} if schema else {})
            .order_by("id")[:limit]
        )
        spent = [row for row in rows if row.attempts >= ATTEMPTS]
        for row in spent:  # what kills its worker each time would do so for ever
            row.failed_at, row.error = now, row.error or "the worker died with it each time"
        rows = [row for row in rows if row.attempts < ATTEMPTS]
        for row in rows:
            row.attempts += 1
            row.leased_until = now + LEASE * min(2 ** (row.attempts - 1), 120)
        Message.objects.bulk_update(rows, ["attempts", "leased_until"])
        Message.objects.bulk_update(spent, ["failed_at", "error"])
    return rows


def _suspended() -> QuerySet[Any]:
    """The schemas in which nothing is done for the time being."""
    suspended: QuerySet[Any] = get_tenant_model().objects.exclude(suspended_on=None)
    return suspended.values("schema_name")


def deliver(message_id: UUID) -> bool:
    """Run the consumer and close the row in one transaction; False when there was nothing to do."""
    waiting = Message.objects.filter(pk=message_id, done_at=None)
    found = waiting.exclude(schema__in=_suspended()).first()
    if found is None:
        return False
    try:
        with _house_of(found.schema), transaction.atomic():
            row = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(pk=message_id, done_at=None)
                .first()
            )
            if row is None:
                return False
            CONSUMERS[row.topic](row.body)
            Message.objects.filter(pk=row.pk).update(done_at=clock.now(), error="")
    except Exception as error:
        _note_failure(message_id, error)
        raise
    return True


def _house_of(schema: str) -> Any:
    """The agency with its row, since consumers ask for its name; public by schema alone."""
    if schema == "public":
        return schema_context(schema)
    return tenant_context(get_tenant_model().objects.get(schema_name=schema))


def _note_failure(message_id: UUID, error: Exception) -> None:
    log.exception("outbox message %s failed", message_id)
    row = Message.objects.filter(pk=message_id).first()
    if row is None:
        return
    failed = clock.now() if row.attempts >= ATTEMPTS else None
    Message.objects.filter(pk=message_id).update(error=repr(error)[:2000], failed_at=failed)


def run_all(limit: int = 1000, *, leaving: Collection[str] = (), schema: str = "") -> int:
    """Deliver here and now, in order, all but the topics in `leaving`: no broker is needed.

    `schema` narrows to one house, so that two who deliver at once stay out of each other's way.
    """
    count = 0
    while count < limit:
        rows = lease(50, leaving=leaving, schema=schema)
        if not rows:
            return count
        for row in rows:
            deliver(row.id)
            count += 1
    return count


def waiting() -> QuerySet[Message]:
    """What is still to be delivered."""
    return Message.objects.filter(done_at=None, failed_at=None)


def given_up() -> QuerySet[Message]:
    """What failed too often: an operator looks at it, oldest first."""
    return Message.objects.filter(done_at=None).exclude(failed_at=None)


def try_again(ids: Collection[UUID] = ()) -> int:
    """Put these back as if never tried (all of them without `ids`); returns how many."""
    failed = given_up().filter(pk__in=ids) if ids else given_up()
    return failed.update(failed_at=None, leased_until=None, attempts=0)
