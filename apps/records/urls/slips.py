"""Filling in forms, and the slips that come of it."""

from django.urls import URLPattern, path

from apps.records.api.slips import Forms, SlipFiles, SlipLinks, Slips
from apps.records.views import filling, signing, slips

slip_patterns: list[URLPattern] = [
    path("", slips.index, name="index"),
    path("forms/<uuid:pk>/", slips.form, name="form"),
    path("forms/<uuid:pk>/export/", slips.export, name="form-export"),
    path("forms/<uuid:pk>/start/", slips.start, name="start"),
    path("forms/<uuid:pk>/blank/<slug:what>/", slips.blank, name="blank"),
    path("linked/<str:kind>/<str:key>/", slips.linked_to, name="linked"),
    path("slips/<uuid:pk>/", signing.slip, name="slip"),
    path("slips/<uuid:pk>/fill/", filling.fill, name="fill"),
    path("slips/<uuid:pk>/save/", filling.save, name="save"),
    path("slips/<uuid:pk>/paste/", filling.paste, name="paste"),
    path("slips/<uuid:pk>/present/", filling.present, name="present"),
    path("slips/<uuid:pk>/about/", filling.about, name="about"),
    path("slips/<uuid:pk>/finish/", signing.finish, name="finish"),
    path("slips/<uuid:pk>/steps/<slug:name>/", signing.step, name="step"),
    path("slips/<uuid:pk>/pdf/", signing.pdf, name="slip-pdf"),
    path("slips/<uuid:pk>/docx/", signing.docx, name="slip-docx"),
    path("slips/<uuid:pk>/files/", signing.attach, name="attach"),
    path("slips/<uuid:pk>/links/", signing.link, name="link"),
    path("slips/files/<uuid:pk>/", signing.file, name="slip-file"),
    path("slips/files/<uuid:pk>/remove/", signing.detach, name="detach"),
    path("slips/links/<uuid:pk>/remove/", signing.unlink, name="unlink"),
    path("slips/signatures/<uuid:pk>/substitute/", signing.substitute, name="substitute"),
]
_slip = Slips.as_view({"get": "retrieve", "patch": "partial_update"})
_file = SlipFiles.as_view({"get": "retrieve", "delete": "destroy"})
slip_api_patterns: list[URLPattern] = [
    path("forms/", Forms.as_view({"get": "list"}), name="forms"),
    path("forms/<uuid:pk>/fields/", Forms.as_view({"get": "fields"}), name="form-fields"),
    path("slips/", Slips.as_view({"get": "list", "post": "create"}), name="slips"),
    path("slips/<uuid:pk>/", _slip, name="slip"),
    path("slips/<uuid:pk>/values/", Slips.as_view({"put": "fill"}), name="slip-values"),
    path("slips/<uuid:pk>/steps/<slug:name>/", Slips.as_view({"post": "step"}), name="slip-step"),
    path("slips/<uuid:pk>/pdf/", Slips.as_view({"get": "pdf"}), name="slip-pdf"),
    path("slips/<uuid:pk>/docx/", Slips.as_view({"get": "docx"}), name="slip-docx"),
    path(
        "slips/<uuid:pk>/files/",
        SlipFiles.as_view({"get": "list", "post": "create"}),
        name="slip-files",
    ),
    path("slip-files/<uuid:pk>/", _file, name="slip-file"),
    path(
        "slips/<uuid:pk>/links/",
        SlipLinks.as_view({"get": "list", "post": "create"}),
        name="slip-links",
    ),
    path("slip-links/<uuid:pk>/", SlipLinks.as_view({"delete": "destroy"}), name="slip-link"),
    path(
        "slip-signatures/<uuid:pk>/substitute/",
        Slips.as_view({"post": "substitute"}),
        name="slip-substitute",
    ),
]
