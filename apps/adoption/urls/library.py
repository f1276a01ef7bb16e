"""The doors of the library at the province's portal, for people and for other systems."""

from django.urls import path

from apps.adoption.api.library.drafts import DraftBlocks, DraftDocuments, Drafts
from apps.adoption.api.library.exchange import LibraryOffers, PackageFiles
from apps.adoption.api.library.trying import Board, Simulations
from apps.adoption.views import province
from apps.adoption.views.library import (
    blocks,
    board,
    documents,
    drafts,
    entries,
    files,
    offers,
    simulation,
)

_draft, _document = "drafts/<uuid:pk>/", "drafts/<uuid:pk>/documents/<slug:key>/"
_block = f"{_document}blocks/<slug:node_id>/"

urlpatterns = [
    path("", province.index, name="index"),
    path("board/", board.board, name="board"),
    path("board.xlsx", board.export, name="board-export"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:pk>/", offers.offer, name="offer"),
    path("offers/<uuid:pk>/decline/", offers.decline, name="offer-decline"),
    path("offers/<uuid:pk>/take/", offers.take, name="offer-take"),
    path("take-in/", files.take_in, name="take-in"),
    path(_draft, drafts.draft, name="draft"),
    path(f"{_draft}upload/", drafts.upload, name="draft-upload"),
    path(f"{_draft}publish/", drafts.ready, name="draft-ready"),
    path(f"{_draft}give-up/", drafts.give_up, name="draft-give-up"),
    path(f"{_draft}simulate/", simulation.simulate, name="draft-simulate"),
    path(f"{_draft}simulation/", simulation.simulation, name="draft-simulation"),
    path(_document, documents.document, name="draft-document"),
    path(f"{_document}head/", documents.head, name="draft-head"),
    path(f"{_document}compare/", documents.comparison, name="draft-compare"),
    path(f"{_document}file/", documents.file, name="draft-file"),
    path(f"{_document}move/", documents.move, name="draft-move"),
    path(f"{_document}leave-out/", documents.leave_out, name="draft-leave-out"),
    path(f"{_document}put-back/", documents.put_back, name="draft-put-back"),
    path(f"{_document}add/", blocks.add, name="draft-block-add"),
    path(f"{_document}turn/", entries.turn_all, name="draft-turn"),
    path(f"{_document}turn/<uuid:turning>/undo/", entries.undo_turn, name="draft-turn-undo"),
    path(f"{_document}try/", entries.tryout, name="draft-try"),
    path(_block, blocks.edit, name="draft-block"),
    path(f"{_block}remove/", blocks.remove, name="draft-block-remove"),
    path(f"{_block}restore/", blocks.restore, name="draft-block-restore"),
    path(f"{_block}move/", blocks.move, name="draft-block-move"),
    path(f"{_block}turn/", entries.turn, name="draft-block-turn"),
    path("<slug:package>/", province.package, name="package"),
    path("<slug:package>/draft/", drafts.open_draft, name="draft-open"),
    path("<slug:package>/release/", drafts.from_release, name="draft-release"),
    path("<slug:package>/export/", files.export, name="export"),
    path("<slug:package>/<slug:key>/", province.template, name="template"),
]

_api, _offer, _trial = "package-drafts/<uuid:pk>/", "library-offers/<uuid:pk>/", "simulations/"
_text = f"{_api}documents/<slug:key>/"
_one = f"{_text}blocks/<slug:block>/"
api_patterns = [
    path("package-drafts/", Drafts.as_view({"get": "list"}), name="drafts"),
    path(_api, Drafts.as_view({"get": "retrieve"}), name="draft"),
    path(f"{_api}publish/", Drafts.as_view({"post": "publish"}), name="draft-publish"),
    path(
        f"{_api}simulations/",
        Simulations.as_view({"get": "list", "post": "create"}),
        name="draft-simulations",
    ),
    path(_text, DraftDocuments.as_view({"get": "retrieve"}), name="draft-document"),
    path(f"{_text}blocks/new/", DraftBlocks.as_view({"post": "create"}), name="draft-block-new"),
    path(f"{_text}blocks/turn/", DraftBlocks.as_view({"post": "turn"}), name="draft-blocks-turn"),
    path(
        _one,
        DraftBlocks.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="draft-block",
    ),
    path(f"{_one}move/", DraftBlocks.as_view({"post": "move"}), name="draft-block-move"),
    path(f"{_one}restore/", DraftBlocks.as_view({"post": "restore"}), name="draft-block-restore"),
    path(f"{_trial}<uuid:pk>/", Simulations.as_view({"get": "retrieve"}), name="simulation"),
    path(
        f"{_trial}<uuid:pk>/answers/",
        Simulations.as_view({"get": "answers"}),
        name="simulation-answers",
    ),
    path("adoption-board/", Board.as_view({"get": "list"}), name="board"),
    path("library-offers/", LibraryOffers.as_view({"get": "list"}), name="library-offers"),
    path(_offer, LibraryOffers.as_view({"get": "retrieve"}), name="library-offer"),
    path(f"{_offer}look/", LibraryOffers.as_view({"post": "look"}), name="offer-look"),
    path(f"{_offer}take/", LibraryOffers.as_view({"post": "take"}), name="offer-take"),
    path(f"{_offer}decline/", LibraryOffers.as_view({"post": "decline"}), name="offer-decline"),
    path("package-files/", PackageFiles.as_view({"post": "take_in"}), name="package-files"),
    path("packages/<slug:package>/draft/", Drafts.as_view({"post": "open"}), name="package-draft"),
    path(
        "packages/<slug:package>/file/",
        PackageFiles.as_view({"post": "hand_out"}),
        name="package-file",
    ),
]
