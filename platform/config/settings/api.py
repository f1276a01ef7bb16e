"""The API: Django REST framework, closed by default, and its description as OpenAPI 3.1."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

_rate = os.environ.get("CHUAN_API_RATE") or "600/min"
if not re.fullmatch(r"[1-9]\d{0,6}/(sec|min|hour|day)", _rate):
    raise ImproperlyConfigured(f"CHUAN_API_RATE={_rate} không dùng được; ví dụ: 600/min.")
CHUAN_API_RATES = {"person": _rate, "stranger": "60/min"}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.Bearer",
        "accounts.api.authentication.Cookie",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.throttling.PerPerson"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kernel.api.parsing.Json"],
    "DEFAULT_PAGINATION_CLASS": "kernel.api.paging.Pages",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "kernel.api.negotiation.OneWay",
    "DEFAULT_SCHEMA_CLASS": "kernel.api.description.Words",
    "DEFAULT_METADATA_CLASS": None,  # the description says all, OPTIONS nothing
    "NUM_PROXIES": 1,  # what a stranger adds to X-Forwarded-For makes him no other one
    "EXCEPTION_HANDLER": "kernel.api.handler.as_problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "CHUẨN",
    "DESCRIPTION": (
        "Hệ thống quản lý chất lượng TCVN ISO 9001:2015. Mỗi cơ quan có địa chỉ riêng; "
        "mã kết nối của cơ quan nào chỉ dùng được tại cơ quan đó."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
    "ENUM_NAME_OVERRIDES": {
        "AgencyRole": "apps.organization.api.shapes.ROLES",
        "BodyKind": "tenants.models.Kind",
        "DocumentKind": "apps.documents.models.Kind",
        "DocumentState": "apps.documents.workflow.State",
        "EvidenceState": "apps.compliance.models.State",
        "OpinionOutcome": "apps.documents.models.Opinion.Outcome",
        "ReviewOutcome": "apps.documents.models.Review.Outcome",
        "SubmissionOutcome": "apps.documents.models.SubmissionItem.Outcome",
        "ImportState": "apps.documents.models.ImportJob.State",
        "SlipState": "apps.records.workflow.SlipState",
        "FolderState": "apps.records.workflow.FolderState",
        "FileListState": "apps.records.workflow.ListState",
        "BundleState": "apps.records.models.Bundle.State",
        "UpdateFate": "library.exchange.Fate",
        "OfferState": "library.models.OfferState",
        "PublishedState": "oversight.api.shapes.IN_WORDS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "kernel.api.description.with_problems",
    ],
}
