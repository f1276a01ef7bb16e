"""The doors of the editor: the blocks of a draft, who is in it, links, pictures."""

from django.urls import path

from apps.documents.views import editor

VERSION = "versions/<uuid:pk>/"

urlpatterns = [
    path(f"{VERSION}blocks/", editor.blocks, name="blocks"),
    path(f"{VERSION}present/", editor.present, name="present"),
    path(f"{VERSION}beside/", editor.beside, name="beside"),
    path(f"{VERSION}find/", editor.find, name="find"),
    path(f"{VERSION}registers/<slug:source>/", editor.register, name="register"),
    path(f"{VERSION}images/", editor.pictures, name="pictures"),
    path(f"{VERSION}images/<slug:sha256>/", editor.image, name="image"),
]
