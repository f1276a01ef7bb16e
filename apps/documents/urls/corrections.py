"""Errors of form, corrected by a letter."""

from django.urls import path

from apps.documents.views import corrections

correction_patterns = [
    path("versions/<uuid:pk>/correct/", corrections.correct, name="correct"),
]
