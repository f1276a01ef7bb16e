"""The doors to external documents and to the printed lists."""

from django.urls import path

from apps.documents.views import (
    catalogue,
    codes,
    external,
    external_import,
    impact,
    many,
    reviewing,
    uploading,
)

register_patterns = [
    path("external/", external.index, name="externals"),
    path("external/export/", external.export, name="external-export"),
    path("external/print/", catalogue.external, name="external-print"),
    path("external/new/", external.new, name="external-new"),
    path("external/check/", external.check, name="external-check"),
    path("external/import/", external_import.upload, name="external-import"),
    path("external/import/<uuid:pk>/", external_import.plan, name="external-plan"),
    path("external/<uuid:pk>/", external.detail, name="external"),
    path("external/<uuid:pk>/edit/", external.edit, name="external-edit"),
    path("external/<uuid:pk>/replace/", external.replace, name="external-replace"),
    path("external/<uuid:pk>/file/", external.file, name="external-file"),
    path("catalogue/", catalogue.index, name="catalogue"),
    path("catalogue/<slug:ending>/", catalogue.printed, name="catalogue-print"),
    path("many/", many.many, name="many"),
    path("upload/", uploading.new, name="upload-new"),
    path("versions/<uuid:pk>/upload/", uploading.upload, name="upload"),
    path("versions/<uuid:pk>/file/", uploading.file, name="file"),
    path("versions/<uuid:pk>/write-out/", uploading.write_out, name="write-out"),
    path("versions/<uuid:pk>/review/", reviewing.review, name="review"),
    path("versions/<uuid:pk>/impacts/", impact.impacts, name="impacts"),
    path("impacts/<uuid:pk>/settle/", impact.settle, name="impact-settle"),
    path("codes/", codes.index, name="codes"),
    path("<uuid:pk>/code/", codes.change, name="recode"),
]
