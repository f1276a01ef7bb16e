"""The doors of the province: its portal and its console."""

from uuid import UUID

from tests.architecture.doors.shapes import Door, of

_PACKAGE = {"package": "phuong-xa"}
_SLUG = {"slug": "beta"}
_DRAFT = of(pk="package_draft")
_IN_DRAFT = _DRAFT | {"key": "policy"}
_FORM = _DRAFT | {"key": "bm-ht-01-01"}
PORTAL = {
    "oversight:overview GET": Door("overseer", "inspector"),
    "oversight:export GET": Door("overseer", "inspector"),
    "oversight:agency GET": Door("overseer", "operator", 404, _SLUG),
    "oversight:clause GET": Door("overseer", "librarian", 404, _SLUG | {"number": "9.2"}),
    "developers GET": Door("operator", "overseer"),
    "packages:index GET": Door("librarian", "inspector"),
    "packages:package GET": Door("librarian", "operator", at=_PACKAGE),
    "packages:template GET": Door("overseer", "inspector", at=_PACKAGE | {"key": "policy"}),
    "packages:board GET": Door("librarian", "operator"),
    "packages:board-export GET": Door("overseer", "operator"),
    "packages:offers GET": Door("librarian", "operator"),
    "packages:offer GET": Door("overseer", "operator", at=of(pk="offer")),
    "packages:offer-decline POST": Door("librarian", "overseer", at=of(pk="offer"), answers=422),
    "packages:offer-take POST": Door("librarian", "overseer", at=of(pk="offer"), answers=422),
    "packages:take-in GET": Door("librarian", "overseer"),
    "packages:take-in POST": Door("librarian", "overseer", answers=422),
    "packages:export POST": Door("librarian", "overseer", at=_PACKAGE, answers=409),
    "packages:draft-open POST": Door("librarian", "overseer", at=_PACKAGE, answers=302),
    "packages:draft-release POST": Door("librarian", "overseer", at=_PACKAGE, answers=409),
    "packages:draft GET": Door("overseer", "operator", at=_DRAFT),
    "packages:draft-upload POST": Door("librarian", "overseer", at=_DRAFT, answers=422),
    "packages:draft-ready GET": Door("librarian", "overseer", at=_DRAFT),
    "packages:draft-ready POST": Door("librarian", "overseer", at=_DRAFT, answers=422),
    "packages:draft-give-up POST": Door("librarian", "overseer", at=_DRAFT, answers=302),
    "packages:draft-simulate POST": Door("librarian", "overseer", at=_DRAFT, answers=302),
    "packages:draft-simulation GET": Door("overseer", "operator", at=_DRAFT),
    "packages:draft-document GET": Door("overseer", "operator", at=_IN_DRAFT),
    "packages:draft-head GET": Door("librarian", "overseer", at=_IN_DRAFT),
    "packages:draft-head POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=422),
    "packages:draft-compare GET": Door("overseer", "operator", at=_IN_DRAFT),
    "packages:draft-file GET": Door("overseer", "operator", at=_IN_DRAFT),
    "packages:draft-move POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=302),
    "packages:draft-leave-out POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=302),
    "packages:draft-put-back POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=302),
    "packages:draft-block-add POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=302),
    "packages:draft-try GET": Door("overseer", "operator", at=_FORM),
    "packages:draft-try POST": Door(
        "overseer", "operator", 403, _FORM, lambda _ids: {"act": "again"}
    ),
    "packages:draft-turn POST": Door("librarian", "overseer", at=_IN_DRAFT, answers=422),  # no form
    "packages:draft-turn-undo POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | {"turning": str(UUID(int=1))}, answers=422
    ),
    "packages:draft-block-turn POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | of(node_id="block"), answers=422
    ),
    "packages:draft-block GET": Door("librarian", "overseer", at=_IN_DRAFT | of(node_id="block")),
    "packages:draft-block POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | of(node_id="block"), answers=409
    ),
    "packages:draft-block-remove POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | of(node_id="block"), answers=302
    ),
    "packages:draft-block-restore POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | of(node_id="block"), answers=422
    ),
    "packages:draft-block-move POST": Door(
        "librarian", "overseer", at=_IN_DRAFT | of(node_id="block"), answers=302
    ),
}
CONSOLE = {
    "console:index GET": Door("operator", "overseer"),
    "console:waiting GET": Door("operator", "overseer"),
    "console:same POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:another POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:refuse POST": Door("operator", "overseer", 403, of(pk="asking"), answers=302),
    "console:suspend GET": Door("operator", "librarian", at={"slug": "beta"}),
    "console:suspend POST": Door("operator", "overseer", at={"slug": "beta"}, answers=422),
    "console:resume POST": Door("operator", "inspector", at={"slug": "beta"}, answers=302),
}
