"""What an agency that begins has: a team, and the package made for its kind."""

from dataclasses import replace

import pytest

from apps.adoption.selectors import offered_versions, offers_of
from apps.documents.models import Version
from apps.documents.services.freezing import freeze
from apps.documents.workflow import State
from apps.organization.services import answer
from kernel import clock
from kernel.content import canonical
from kernel.permissions import SYSTEM
from library.models import PackageDocument, PackageVersion
from library.selectors import documents_of
from tests.factories import make_team

ANSWERS = {
    "one_stop": "Trung tâm Phục vụ hành chính công",
    "fields": "hộ tịch, chứng thực",
    "address": "Số 12 đường Biển Xanh",
    "website": "tanhai.khanhhoa.gov.vn",
}


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def package(alpha):
    """The newest version of the ward's package."""
    (version,) = offered_versions()
    return version


@pytest.fixture
def templates(package):
    """The templates by key."""
    return {offer.template.key: offer.template for offer in offers_of(package)}


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])


@pytest.fixture
def publish(package):
    """Publish a next version of the package: templates by key → what becomes of their blocks."""
    return lambda changes=None, **more: next_version(package, changes or {}, **more)


def next_version(package, changes, *, number=0, without=(), facts=None, extra=()):
    """A version behind `package`; `facts` are by key of the template, `extra` copies of templates
    under new keys."""
    version = PackageVersion.objects.create(
        package=package.package,
        number=number or package.number + 1,
        published_on=clock.today(),
        standard=package.standard,
        edition=package.edition,
        sha256="0" * 64,
    )
    made = []
    for old in documents_of(package):
        keys = [old.key] * (old.key not in without) + [f"{old.key}-them"] * (old.key in extra)
        for key in keys:
            if key == old.key and key not in changes and key not in (facts or {}):
                made.append(_as_it_was(version, old))
                continue
            meta, nodes = canonical.parse(bytes(old.canonical))
            meta |= {"key": key} | (facts or {}).get(key, {})
            meta["code"] = meta["code"] if key == old.key else f"{meta['code']}.T"
            nodes = changes[key](nodes) if key in changes else nodes
            data = canonical.canonical(meta, nodes)
            made.append(
                PackageDocument(
                    version=version,
                    key=key,
                    code=meta["code"],
                    title=meta["title"],
                    document_kind=old.document_kind,
                    level=old.level,
                    layout=old.layout,
                    position=old.position,
                    clauses=meta["clauses"],
                    parent_key=old.parent_key,
                    distribution=meta["distribution"],
                    canonical=data,
                    sha256=canonical.sha256(data),
                )
            )
    PackageDocument.objects.bulk_create(made)
    return version


def _as_it_was(version, old):
    """The same text in the next version: most of a package, which need not be read for it."""
    names = [f.attname for f in PackageDocument._meta.concrete_fields if not f.primary_key]
    facts = {name: getattr(old, name) for name in names}
    return PackageDocument(**facts | {"version_id": version.pk})


def saying(node_id, text):
    """A change of one block: it says this now."""

    def change(nodes):
        return [_said(node, node_id, text) for node in nodes]

    return change


def _said(node, node_id, text):
    children = tuple(_said(child, node_id, text) for child in node.children)
    body = node.body | {"text": [{"text": text}]} if node.id == node_id else node.body
    return replace(node, body=body, children=children)


def in_force(draft):
    """A draft in force as it is, without walking the way there: that is tried elsewhere."""
    answer(ANSWERS, by=SYSTEM)
    Version.objects.filter(document=draft.document, state=State.ISSUED).update(
        state=State.SUPERSEDED, superseded_from=clock.today()
    )
    content = freeze(draft)
    Version.objects.filter(pk=draft.pk).update(
        content=content, state=State.ISSUED, sent_at=clock.now(), in_force_from=clock.today()
    )
    draft.refresh_from_db()
    return draft
