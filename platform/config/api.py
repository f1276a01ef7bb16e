"""The API of an agency and that of the province's portal: the doors of all apps under one roof."""

from typing import Any

from django.urls import path, re_path

from accounts.api.me import MeDoor
from apps.adoption.urls import api_patterns as adoption
from apps.adoption.urls import province_api_patterns as packages
from apps.compliance.urls import api_patterns as compliance
from apps.documents.urls import api_patterns as documents
from apps.organization.urls import api_patterns as organization
from apps.records.urls import api_patterns as records
from apps.work.urls import api_patterns as work
from config.api_description import Description, Nothing
from oversight.urls import api_patterns as oversight

common: list[Any] = [
    path("me/", MeDoor.as_view({"get": "retrieve"}), name="me"),
    path("openapi.json", Description.as_view({"get": "retrieve"}), name="openapi"),
]
methods = dict.fromkeys(("get", "post", "put", "patch", "delete"), "retrieve")
nothing = [re_path(r"^.*$", Nothing.as_view(methods), name="nothing")]
agency_patterns = [
    *common,
    *documents,
    *records,
    *compliance,
    *adoption,
    *organization,
    *work,
    *nothing,
]
portal_patterns = [*common, *oversight, *packages, *nothing]
