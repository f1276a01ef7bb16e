#!/bin/sh
# What a container of the image does: web, worker, beat, ping, release, or any `chuan` command.
# `exec` everywhere, so that SIGTERM reaches the process that can finish its work.
set -eu

duty="${1:-web}"
[ "$#" -eq 0 ] || shift

case "$duty" in
    web)
        exec gunicorn --config /srv/chuan/infra/container/gunicorn.conf.py config.wsgi "$@"
        ;;
    worker)
        # Children are replaced after a while: a PostgreSQL connection never gives back the memory
        # it took for each agency's tables.
        exec celery -A config.celery worker \
            --queues "${CHUAN_QUEUES:-celery,slow}" \
            --concurrency "${CHUAN_CONCURRENCY:-2}" \
            --max-tasks-per-child 500 \
            --without-gossip --without-mingle --loglevel "${CHUAN_LOG_LEVEL:-WARNING}" "$@"
        ;;
    beat)
        exec celery -A config.celery beat --schedule /tmp/celerybeat-schedule --pidfile= \
            --loglevel "${CHUAN_LOG_LEVEL:-WARNING}" "$@"
        ;;
    ping)
        exec celery -A config.celery inspect ping --destination "celery@$(hostname)" --timeout 15 "$@"
        ;;
    release)
        # Every release: the shape of the data first, then the library it ships. Both may be repeated.
        chuan migrate "$@"
        exec chuan library load
        ;;
    *)
        exec chuan "$duty" "$@"
        ;;
esac
