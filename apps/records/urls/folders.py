"""Record types, the yearly list of folders, and folders."""

from django.urls import URLPattern, path

from apps.records.api.folders import Bundles, FolderPapers, FolderPlaces, Folders, PaperFiles
from apps.records.api.types import FileLists, ListEntries, ListSheets, RecordTypes
from apps.records.views import folders, folders_papers, folders_zip, lists, lists_import, types

type_patterns = [
    path("types/", types.index, name="types"),
    path("types/new/", types.new, name="type-new"),
    path("types/library/", types.library, name="types-library"),
    path("types/export/", types.export, name="types-export"),
    path("types/print/<slug:ending>/", types.printed, name="types-print"),
    path("types/<uuid:pk>/", types.edit, name="type"),
    path("types/<uuid:pk>/end/", types.end, name="type-end"),
]
list_patterns = [
    path("lists/", lists.index, name="lists"),
    path("lists/begin/", lists.begin, name="list-begin"),
    path("lists/<uuid:pk>/", lists.detail, name="list"),
    path("lists/<uuid:pk>/save/", lists.save, name="list-save"),
    path("lists/<uuid:pk>/fill/", lists.fill, name="list-fill"),
    path("lists/<uuid:pk>/add/", lists.add, name="list-add"),
    path("lists/<uuid:pk>/order/", lists.order, name="list-order"),
    path("lists/<uuid:pk>/import/", lists_import.paste, name="list-import"),
    path("lists/<uuid:pk>/issue/", lists.issue, name="list-issue"),
    path("lists/<uuid:pk>/print/<slug:ending>/", lists.printed, name="list-print"),
    path("entries/<uuid:pk>/", lists.entry, name="entry"),
    path("entries/<uuid:pk>/remove/", lists.remove, name="entry-remove"),
    path("entries/<uuid:pk>/shift/", lists.shift, name="entry-shift"),
    path("entries/<uuid:pk>/open/", folders.open_entry, name="entry-open"),
]
paper_patterns = [
    path("folders/<uuid:pk>/add/", folders_papers.add, name="folder-add"),
    path("folders/<uuid:pk>/order/", folders_papers.order, name="folder-order"),
    path("folders/<uuid:pk>/expect/", folders_papers.expect, name="folder-expect"),
    path("places/<uuid:pk>/waive/", folders_papers.waive, name="place-waive"),
    path("places/<uuid:pk>/fill/", folders_papers.fill, name="place-fill"),
    path("papers/<uuid:pk>/", folders_papers.edit, name="paper"),
    path("papers/<uuid:pk>/scan/", folders_papers.scan, name="paper-scan"),
    path("papers/<uuid:pk>/remove/", folders_papers.remove, name="paper-remove"),
    path("papers/<uuid:pk>/move/", folders_papers.move, name="paper-move"),
    path("papers/<uuid:pk>/shift/", folders_papers.shift, name="paper-shift"),
    path("papers/<uuid:pk>/file/", folders_papers.file, name="paper-file"),
    path("papers/<uuid:pk>/scanned/", folders_papers.scanned, name="paper-scanned"),
]
folder_patterns: list[URLPattern] = [
    *type_patterns,
    *list_patterns,
    *paper_patterns,
    path("folders/", folders.index, name="folders"),
    path("folders/new/", folders.new, name="folder-new"),
    path("folders/export/", folders.export, name="folders-export"),
    path("folders/<uuid:pk>/", folders.detail, name="folder"),
    path("folders/<uuid:pk>/edit/", folders.edit, name="folder-edit"),
    path("folders/<uuid:pk>/close/", folders.close, name="folder-close"),
    path("folders/<uuid:pk>/reopen/", folders.reopen, name="folder-reopen"),
    path("folders/<uuid:pk>/cover/", folders.cover, name="folder-cover"),
    path("folders/<uuid:pk>/index/<slug:ending>/", folders.papers_index, name="folder-index"),
    path("folders/<uuid:pk>/zip/", folders_zip.pack, name="folder-zip"),
    path("bundles/<uuid:pk>/", folders_zip.bundle, name="bundle"),
    path("bundles/<uuid:pk>/again/", folders_zip.again, name="bundle-again"),
    path("bundles/<uuid:pk>/file/", folders_zip.file, name="bundle-file"),
]
_one_type = RecordTypes.as_view({"get": "retrieve", "patch": "partial_update"})
_one_entry = ListEntries.as_view({"get": "retrieve", "patch": "partial_update", "delete": "remove"})
_one_folder = Folders.as_view({"get": "retrieve", "patch": "partial_update"})
_one_paper = FolderPapers.as_view({"get": "retrieve", "patch": "partial_update"})
_types = RecordTypes.as_view({"get": "list", "post": "create"})
_take = RecordTypes.as_view({"post": "take"}, pagination_class=None)
_lists = FileLists.as_view({"get": "list", "post": "create"})
_entries = FileLists.as_view({"get": "entries", "post": "add"})
_sheet = ListSheets.as_view({"post": "create"})
_folders = Folders.as_view({"get": "list", "post": "create"})
folder_api_patterns: list[URLPattern] = [
    path("record-types/", _types, name="record-types"),
    path("record-types/take/", _take, name="record-types-take"),
    path("record-types/<uuid:pk>/", _one_type, name="record-type"),
    path("record-types/<uuid:pk>/end/", RecordTypes.as_view({"post": "end"}), name="type-end"),
    path("file-lists/", _lists, name="file-lists"),
    path("file-lists/<uuid:pk>/", FileLists.as_view({"get": "retrieve"}), name="file-list"),
    path("file-lists/<uuid:pk>/entries/", _entries, name="file-list-entries"),
    path("file-lists/<uuid:pk>/order/", FileLists.as_view({"post": "order"}), name="list-order"),
    path(
        "file-lists/<uuid:pk>/import/", ListSheets.as_view({"post": "create"}), name="list-import"
    ),
    path("file-lists/<uuid:pk>/issue/", FileLists.as_view({"post": "issue"}), name="list-issue"),
    path("file-lists/<uuid:pk>/pdf/", FileLists.as_view({"get": "pdf"}), name="file-list-pdf"),
    path("list-entries/<uuid:pk>/", _one_entry, name="list-entry"),
    path("list-entries/<uuid:pk>/open/", ListEntries.as_view({"post": "open"}), name="entry-open"),
    path("folders/", _folders, name="folders"),
    path("folders/<uuid:pk>/", _one_folder, name="folder"),
    path("folders/<uuid:pk>/close/", Folders.as_view({"post": "close"}), name="folder-close"),
    path("folders/<uuid:pk>/reopen/", Folders.as_view({"post": "reopen"}), name="folder-reopen"),
    path("folders/<uuid:pk>/papers/", Folders.as_view({"post": "put"}), name="folder-papers"),
    path("folders/<uuid:pk>/files/", PaperFiles.as_view({"post": "create"}), name="folder-files"),
    path("folders/<uuid:pk>/places/", Folders.as_view({"post": "expect"}), name="folder-places"),
    path("folders/<uuid:pk>/pdf/", Folders.as_view({"get": "pdf"}), name="folder-pdf"),
    path("folders/<uuid:pk>/cover/", Folders.as_view({"get": "cover"}), name="folder-cover"),
    path("folders/<uuid:pk>/order/", Folders.as_view({"post": "order"}), name="folder-order"),
    path("folders/<uuid:pk>/zip/", Folders.as_view({"post": "pack"}), name="folder-zip"),
    path("papers/<uuid:pk>/", _one_paper, name="paper"),
    path("papers/<uuid:pk>/scan/", PaperFiles.as_view({"post": "scan"}), name="paper-scan"),
    path("papers/<uuid:pk>/remove/", FolderPapers.as_view({"post": "remove"}), name="paper-remove"),
    path("papers/<uuid:pk>/move/", FolderPapers.as_view({"post": "move"}), name="paper-move"),
    path("papers/<uuid:pk>/file/", FolderPapers.as_view({"get": "file"}), name="paper-file"),
    path("places/<uuid:pk>/waive/", FolderPlaces.as_view({"post": "waive"}), name="place-waive"),
    path("places/<uuid:pk>/need/", FolderPlaces.as_view({"post": "need"}), name="place-need"),
    path("places/<uuid:pk>/fill/", FolderPlaces.as_view({"post": "fill"}), name="place-fill"),
    path("places/<uuid:pk>/files/", PaperFiles.as_view({"post": "into_place"}), name="place-files"),
    path("bundles/<uuid:pk>/", Bundles.as_view({"get": "retrieve"}), name="bundle"),
    path("bundles/<uuid:pk>/again/", Bundles.as_view({"post": "again"}), name="bundle-again"),
    path("bundles/<uuid:pk>/file/", Bundles.as_view({"get": "file"}), name="bundle-file"),
]
