"""A province's settings, with one pending migration of the documents."""

from config.settings.production import *

MIGRATION_MODULES = {"documents": "infra.bench.pending.documents"}
