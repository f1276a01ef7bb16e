"""What the library is told of this agency: which templates it uses, from when, and how changed.

Counts and states; never a word of the text.
"""

from collections.abc import Iterable

from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.present import Present, facts_of, presents
from apps.adoption.selectors.updates import base_of, last_updates, newest_of, was_given_up
from apps.compliance.services import publish
from kernel import clock, outbox
from kernel.content import canonical
from library.exchange import STANDING, Stands, UpdateState
from library.selectors import documents_of

TOPIC = "adoption.stand"


def stand_anew() -> None:
    """Something of it changed; asked for ten times it is told once."""
    outbox.send(TOPIC, key="agency")


def publish_standing() -> int:
    """Tell how every adopted document stands; gives their number."""
    stands = standing()
    if stands:
        publish(STANDING, {"documents": list(stands)})
    return len(stands)


def standing() -> list[Stands]:
    """Every adopted document; the number of statements does not grow with theirs."""
    adoptions = list(Adoption.objects.select_related("document", "base"))
    updates = last_updates(adoptions)
    here = presents([a.document_id for a in adoptions])
    newest = _texts(a.package for a in adoptions)
    return [
        _stands(a, updates.get(a.pk), here.get(a.document_id), newest.get((a.package, a.template)))
        for a in adoptions
    ]


def _texts(packages: Iterable[str]) -> dict[tuple[str, str], tuple[str, int]]:
    """The hash of every template of the newest versions, and the number of that version."""
    return {
        (version.package.key, each.key): (each.sha256, version.number)
        for version in newest_of(set(packages))
        for each in documents_of(version)
    }


def _stands(
    adoption: Adoption,
    last: Update | None,
    here: Present | None,
    newest: tuple[str, int] | None,
) -> Stands:
    given_up = last is not None and was_given_up(last)
    number = last.from_version if last and given_up else adoption.package_version
    if newest and newest[0] == base_of(adoption, last):
        number = newest[1]  # its text did not change since
    state = UpdateState.UNDONE if given_up else last.state if last else ""
    day = last and (last.decided_at or last.opened_at)
    return Stands(
        package=adoption.package,
        template=adoption.template,
        version=number,
        changed=here is not None and _changed(adoption, last, here),
        state=str(state),
        to=last.to_version if last else None,
        on=day.astimezone(clock.HANOI).date().isoformat() if day else None,
        reason=last.reason if last and last.state == UpdateState.REFUSED else "",
    )


def _changed(adoption: Adoption, last: Update | None, here: Present) -> bool:
    """Whether the agency made something of its own of it; its code is its own affair."""
    row = last.base if last and was_given_up(last) else adoption.base
    meta, nodes = canonical.parse(bytes(row.canonical))
    facts = {**facts_of(meta), "code": here.facts["code"]}
    return (facts, nodes) != (here.facts, here.nodes)
