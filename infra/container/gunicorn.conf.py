"""How the web process of a province listens, recycles itself and writes its access log."""

import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("CHUAN_WEB_THREADS", "4"))
timeout = 120  # seconds; a long manual as PDF takes about ten
graceful_timeout = 30
keepalive = 75  # seconds; longer than a proxy keeps its idle connections

# Connections stay open for good, and each takes about 0.3 to 1.6 MB per agency it has touched:
# a worker that ends now and then gives that memory back.
max_requests = 5000
max_requests_jitter = 1000

# The root filesystem is read-only, and nobody steers a container by a socket.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True

forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = "-"
access_log_format = '%({x-forwarded-for}i)s %(h)s "%({host}i)s" "%(r)s" %(s)s %(b)s %(M)sms'
