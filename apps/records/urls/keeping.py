"""Holds, destruction and hand-over."""

from django.urls import URLPattern, path

from apps.records.api.keeping import Disposals, Due, Holds, PutOff, Transfers
from apps.records.views import disposals, holds, keeping, transfers

_disposal, _transfer = "disposals/<uuid:pk>/", "transfers/<uuid:pk>/"
keeping_patterns: list[URLPattern] = [
    path("keeping/", keeping.index, name="keeping"),
    path("keeping/export/", keeping.export, name="keeping-export"),
    path("keeping/terms/", keeping.terms, name="keeping-terms"),
    path("folders/<uuid:pk>/hold/", holds.place, name="hold"),
    path("holds/<uuid:pk>/lift/", holds.lift, name="hold-lift"),
    path("folders/<uuid:pk>/put-off/", holds.put_off, name="folder-put-off"),
    path("disposals/", disposals.index, name="disposals"),
    path("disposals/new/", disposals.new, name="disposal-new"),
    path(_disposal, disposals.detail, name="disposal"),
    path(f"{_disposal}edit/", disposals.edit, name="disposal-edit"),
    path(f"{_disposal}back/", disposals.back, name="disposal-back"),
    path(f"{_disposal}steps/<slug:name>/", disposals.step, name="disposal-step"),
    path(f"{_disposal}items/<uuid:item>/", disposals.keep, name="disposal-item"),
    path(f"{_disposal}print/<slug:ending>/", disposals.printed, name="disposal-print"),
    path("transfers/", transfers.index, name="transfers"),
    path("transfers/new/", transfers.new, name="transfer-new"),
    path(_transfer, transfers.detail, name="transfer"),
    path(f"{_transfer}edit/", transfers.edit, name="transfer-edit"),
    path(f"{_transfer}hand-over/", transfers.hand_over, name="transfer-hand-over"),
    path(f"{_transfer}abandon/", transfers.abandon, name="transfer-abandon"),
    path(f"{_transfer}items/<uuid:item>/remove/", transfers.remove, name="transfer-remove"),
    path(f"{_transfer}package/", transfers.pack, name="transfer-pack"),
    path(f"{_transfer}package/file/", transfers.file, name="transfer-file"),
    path(f"{_transfer}print/<slug:ending>/", transfers.printed, name="transfer-print"),
]
_item = f"{_disposal}items/<uuid:item>/"
keeping_api_patterns: list[URLPattern] = [
    path("due-folders/", Due.as_view({"get": "list"}), name="due-folders"),
    path("holds/", Holds.as_view({"get": "list"}), name="holds"),
    path(
        "folders/<uuid:pk>/holds/",
        Holds.as_view({"get": "of_folder", "post": "create"}),
        name="folder-holds",
    ),
    path("holds/<uuid:pk>/lift/", Holds.as_view({"post": "lift"}), name="hold-lift"),
    path("folders/<uuid:pk>/put-off/", PutOff.as_view({"post": "create"}), name="folder-put-off"),
    path(
        "folders/<uuid:pk>/put-off/end/",
        PutOff.as_view({"post": "end"}),
        name="folder-put-off-end",
    ),
    path("disposals/", Disposals.as_view({"get": "list", "post": "create"}), name="disposals"),
    path(
        _disposal,
        Disposals.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="disposal",
    ),
    path(f"{_item}keep/", Disposals.as_view({"post": "keep"}), name="disposal-keep"),
    path(f"{_item}put-back/", Disposals.as_view({"post": "put_back"}), name="disposal-put-back"),
    path(f"{_disposal}send/", Disposals.as_view({"post": "send"}), name="disposal-send"),
    path(f"{_disposal}recall/", Disposals.as_view({"post": "recall"}), name="disposal-recall"),
    path(f"{_disposal}return/", Disposals.as_view({"post": "give_back"}), name="disposal-return"),
    path(f"{_disposal}reopen/", Disposals.as_view({"post": "reopen"}), name="disposal-reopen"),
    path(f"{_disposal}approve/", Disposals.as_view({"post": "approve"}), name="disposal-approve"),
    path(
        f"{_disposal}carry-out/",
        Disposals.as_view({"post": "carry_out"}),
        name="disposal-carry-out",
    ),
    path(f"{_disposal}abandon/", Disposals.as_view({"post": "abandon"}), name="disposal-abandon"),
    path(f"{_disposal}pdf/", Disposals.as_view({"get": "pdf"}), name="disposal-pdf"),
    path(f"{_disposal}minutes/pdf/", Disposals.as_view({"get": "minutes"}), name="minutes-pdf"),
    path("transfers/", Transfers.as_view({"get": "list", "post": "create"}), name="transfers"),
    path(
        _transfer,
        Transfers.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="transfer",
    ),
    path(
        f"{_transfer}items/<uuid:item>/remove/",
        Transfers.as_view({"post": "remove"}),
        name="transfer-remove",
    ),
    path(f"{_transfer}hand-over/", Transfers.as_view({"post": "hand_over"}), name="hand-over"),
    path(f"{_transfer}abandon/", Transfers.as_view({"post": "abandon"}), name="transfer-abandon"),
    path(f"{_transfer}package/", Transfers.as_view({"post": "pack"}), name="transfer-pack"),
    path(f"{_transfer}file/", Transfers.as_view({"get": "package"}), name="transfer-file"),
    path(f"{_transfer}pdf/", Transfers.as_view({"get": "pdf"}), name="transfer-pdf"),
    path(f"{_transfer}minutes/pdf/", Transfers.as_view({"get": "minutes"}), name="handed-minutes"),
]
