"""Celery: one broker, tasks that may be lost, since the outbox holds what must not be."""

import os
from datetime import timedelta

from celery.schedules import crontab

from config.settings.base import CHUAN_VAR
from config.settings.database import running

CELERY_BROKER_URL = os.environ.get("BROKER_URL") or running(CHUAN_VAR).get("broker_url", "")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
# kB: a print of 300 pages takes about 0.9 GB, which its process would keep for ever; it is replaced
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 660, "socket_timeout": 10}
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULE = {
    "relay": {"task": "outbox.relay", "schedule": timedelta(seconds=2), "options": {"expires": 10}},
    "seal": {"task": "trail.seal", "schedule": timedelta(seconds=30), "options": {"expires": 25}},
    "heartbeat": {
        "task": "config.heartbeat",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 9},
    },
    "midnight": {"task": "documents.midnight", "schedule": crontab(hour=0, minute=1)},
    "nightly": {"task": "compliance.nightly", "schedule": crontab(hour="*/6", minute=5)},
    "standing": {"task": "adoption.nightly", "schedule": timedelta(hours=24)},
    "search": {"task": "search.nightly", "schedule": timedelta(hours=24)},
    "records": {"task": "records.nightly", "schedule": timedelta(hours=24)},
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ.get("CACHE_URL") or running(CHUAN_VAR).get("cache_url", ""),
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}
