"""Opinions on drafts."""

from django.urls import path

from apps.documents.views import opinions

opinion_patterns = [
    path("versions/<uuid:pk>/opinions/", opinions.opinions, name="opinions"),
    path("versions/<uuid:pk>/opinions/ask/", opinions.ask, name="ask-opinions"),
    path("versions/<uuid:pk>/opinions/export/", opinions.export, name="opinions-export"),
    path("versions/<uuid:pk>/opinions/pdf/", opinions.pdf, name="opinions-pdf"),
    path("opinions/<uuid:pk>/", opinions.opine, name="opine"),
    path("opinions/<uuid:pk>/letter/", opinions.letter, name="letter"),
    path("opinions/<uuid:pk>/letter/file/", opinions.letter_file, name="letter-file"),
    path("opinions/remarks/<uuid:pk>/", opinions.answer, name="answer-opinion"),
    path("opinions/rounds/<uuid:pk>/close/", opinions.close, name="close-round"),
]
